"""Tables of this part of the teams app."""
