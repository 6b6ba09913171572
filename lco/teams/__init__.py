"""The rules of a neighbourhood team's work, as far as they need no database."""
