"""What differs between two versions of a scenario, and in which words to say it."""
