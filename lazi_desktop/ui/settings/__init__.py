"""The Settings page: sections of settings, each with what it is for, its default, and who has fixed it."""
