"""Looks this installation over: program, settings, workspace, keyring, shared database, ServiceTitan, network."""
