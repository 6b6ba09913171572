"""What comes in: sources, linkage, pseudonyms and the quality of the data."""
