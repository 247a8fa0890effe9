"""Kits: what estimators assemble again and again, from SKUs and from other kits. ServiceTitan knows none of it."""
