"""The two-minute tour: a person makes a message that talks back, with their own hands."""
