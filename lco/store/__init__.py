"""The store of a place: batches of records and published runs."""
