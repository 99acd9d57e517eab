"""Media files of scenarios: what they are, where they are used, which are the same; Qt-free."""
