"""Indicators and targets of the place."""
