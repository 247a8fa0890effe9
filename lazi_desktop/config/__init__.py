"""Settings, and where things lie on this machine."""
