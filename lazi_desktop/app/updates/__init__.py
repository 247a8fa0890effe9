"""New versions of the program: looked for and fetched while it works, installed when it ends."""
