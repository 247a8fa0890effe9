"""What happened to an entity, and the way back."""
