"""Keys: chosen, shown and printed."""
