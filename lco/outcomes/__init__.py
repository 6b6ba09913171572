"""Whether people are better off: indicators and their results."""
