"""Who needs care: scores, tiers, neighbourhoods."""
