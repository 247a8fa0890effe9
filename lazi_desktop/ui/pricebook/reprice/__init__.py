"""Bulk price change: what is chosen, what would come of it row by row, and the one step that does it."""
