"""Pictures cut and shrunk for carriers, and lists of media to choose from."""
