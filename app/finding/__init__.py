"""Finding things: search in the scenario, who uses what, the command palette."""
