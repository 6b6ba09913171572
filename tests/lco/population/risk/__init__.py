"""Tests of predicted risk."""
