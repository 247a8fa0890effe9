"""Editors of what SKUs link: materials and equipment in them, recommendations, upgrades."""
