"""The middle of the kit builder: what is in the kit."""
