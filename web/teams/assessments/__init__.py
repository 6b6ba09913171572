"""Asking once: questionnaires, assessments, trusted assessors, eligibility."""
