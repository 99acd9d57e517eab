"""The outline of a scenario."""
