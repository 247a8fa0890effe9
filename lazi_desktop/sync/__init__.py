"""Pull, push and replication. Knows neither SQL, HTTP nor Qt: only the ports."""
