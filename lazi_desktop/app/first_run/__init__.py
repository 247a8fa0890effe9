"""The first run behind its window: joining a team, founding one, trying what was typed, and keeping it."""
