"""Every edit a person can make, one plain function each; returns what changed."""
