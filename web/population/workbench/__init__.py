"""The analyst's workbench: cohorts, movement, segments, models and evaluations, in figures alone."""
