"""The people of the published run in tiers, and the neighbourhoods they live in."""
