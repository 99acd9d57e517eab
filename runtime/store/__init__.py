"""What the runtime must not lose, in tables."""
