"""The two databases: the local workspace in SQLite and the shared hub in PostgreSQL."""
