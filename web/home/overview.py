"""The place at a glance, put together from the published run."""
