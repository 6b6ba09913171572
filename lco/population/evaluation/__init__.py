"""Evaluation: did what was done for people help, held against people for whom it was not done."""
