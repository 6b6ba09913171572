"""Pages of staff: one member, their absences and posts, what leavers left, the team's capacity."""
