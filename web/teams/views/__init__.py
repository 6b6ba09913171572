"""Pages of the teams app: the people a team looks after, and who belongs to a team."""
