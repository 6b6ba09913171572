"""The gap, the savings and the activity shifts of the place."""
