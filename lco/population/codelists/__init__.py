"""Groups of codes as data: one CSV each, with its source and version in the first lines."""
