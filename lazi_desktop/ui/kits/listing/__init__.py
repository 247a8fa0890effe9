"""All kits: as a table or as cards, by category, searched and filtered."""
