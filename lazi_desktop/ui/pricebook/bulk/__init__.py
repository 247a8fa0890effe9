"""Many cells of the grid at once: copied, pasted, filled, cleared, found and replaced."""
