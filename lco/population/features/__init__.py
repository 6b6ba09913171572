"""Features: what is known of each person before a day, one row per person."""
