"""A synthetic place: people who never were, calibrated to published figures."""
