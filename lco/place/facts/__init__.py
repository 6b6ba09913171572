"""One dataclass for each file of a place pack, found by looking in this folder."""
