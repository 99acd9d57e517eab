"""What the runtime goes by, in the settings: the rules of sending, and how long what is kept."""
