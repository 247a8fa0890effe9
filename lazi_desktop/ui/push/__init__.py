"""Sending to ServiceTitan: the last look, the way there, what came of it."""
