"""The message elements, one file each; the registry finds them here."""
