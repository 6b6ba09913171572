"""Neighbourhood teams, who belongs to them, and the people a team may see."""
