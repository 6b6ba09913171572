"""What comes in: who the people of the published run are, the batches they came from, and their quality."""
