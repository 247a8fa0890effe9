"""Reports on pictures: how far entries have any, which are broken, shared, or used no more."""
