"""Concerns about the safety of adults: raised, decided on three legs, acted on and closed, by few eyes."""
