"""Looks what the program is made of: in a folder of packages, or in what an installer said. Standard library only."""
