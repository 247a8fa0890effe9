"""What is done with kits in the place of the page: use, compare, replace, list. Nothing stands in front of the work."""
