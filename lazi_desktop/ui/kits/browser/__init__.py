"""The left side of the kit builder: what can be put into a kit."""
