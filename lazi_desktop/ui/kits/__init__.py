"""The Kits page: the list of kits, the builder, and what kits are used for."""
