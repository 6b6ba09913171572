"""Rates, proportions and their intervals."""
