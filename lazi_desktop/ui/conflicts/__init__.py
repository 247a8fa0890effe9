"""The conflict desk: what two sides changed, decided by a person."""
