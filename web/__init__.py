"""What people do: the work of teams, commissioners and the board, and pages of published results."""
