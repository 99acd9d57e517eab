"""Node types and message elements to pick from."""
