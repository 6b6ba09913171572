"""A place as data: packs of facts, each row with its source."""
