"""Pages of the directory, of connections, of levels and of parity."""
