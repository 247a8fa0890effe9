"""Diagnostics in the window: what works on this computer, what does not, and what mends it."""
