"""Whether the money adds up: gap, savings, activity shifts."""
