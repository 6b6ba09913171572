"""Who may see which person, why, and until when."""
