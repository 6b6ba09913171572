"""What a community offers: the directory, connections, self-management; levels of services and parity."""
