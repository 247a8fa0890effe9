"""The editor of descriptions: formatted text, and the HTML it is kept as."""
