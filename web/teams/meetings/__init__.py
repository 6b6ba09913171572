"""The meeting of the team: agenda, attendance, decisions, minutes."""
