"""The Review page: everything changed here and not yet proved in ServiceTitan."""
