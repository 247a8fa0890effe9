"""The composition root: reads the configuration, builds everything, owns the loops and the shutdown."""
