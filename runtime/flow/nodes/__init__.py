"""The node types, one file each; the registry finds them here."""
