"""What a person does to kits: each an operation of one step, recorded as ops on the kits' parts."""
