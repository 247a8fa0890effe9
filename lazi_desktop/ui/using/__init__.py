"""Where an entity is used."""
