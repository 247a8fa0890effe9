"""The first start: try the demo, or connect to one's own ServiceTitan."""
