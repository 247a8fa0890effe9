"""Profiles from the outside: listed, switched, handed on, filled again and forgotten."""
