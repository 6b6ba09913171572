"""Outcomes that risks are predicted of, one file each, found by looking in this folder."""
