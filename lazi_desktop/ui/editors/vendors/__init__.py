"""Editors of who sells a material or equipment, and for how much."""
