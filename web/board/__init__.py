"""Partners, the place pack as printed, and the open book of every figure."""
