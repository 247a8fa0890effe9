"""The team: who is in it, what each may do, and how somebody comes and goes."""
