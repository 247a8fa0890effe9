"""New versions of the program: fetched, proved by their signature, kept, installed. The one place that knows keys."""
