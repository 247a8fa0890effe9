"""The window's frame: rail, toolbar, banner, messages and status bar."""
