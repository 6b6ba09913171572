"""Care and support plans: their sections, versions and merging, goals, and what makes a plan complete."""
