"""Who works in a team: working pattern, shared leadership, absence and cover, capacity, leavers."""
