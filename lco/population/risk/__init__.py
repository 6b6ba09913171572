"""Predicted risk: models fitted, validated, explained and watched."""
