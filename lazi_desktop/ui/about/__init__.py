"""Which program this is, what it is made of, and under which licences."""
