"""What is attached to an entry, as a list to read."""
