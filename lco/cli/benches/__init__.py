"""Measurements of speed and memory, one module each, found by looking in this folder."""
