"""One module for each kind of source, found by looking in this folder."""
