"""Pictures, videos and files of entries: a list of them that is put in order, added to and taken from."""
