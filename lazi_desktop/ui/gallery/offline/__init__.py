"""Keeping all pictures on this computer, for days without a network."""
