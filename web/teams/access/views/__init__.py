"""Pages of who may see whom."""
