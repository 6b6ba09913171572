"""How a team's own work is measured."""
