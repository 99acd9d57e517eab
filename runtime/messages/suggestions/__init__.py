"""What a person can tap: replies, and actions of seven families."""
