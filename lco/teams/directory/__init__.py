"""The directory of local groups and services: its entries, opening times, who they fit, how they travel."""
