"""The conversations area: who waits for a person, what was said, and taking part."""
