"""Pull, push and conflicts as a person meets them: what the engine tells, shown and answered."""
