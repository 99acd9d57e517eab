"""One adapter per carrier protocol, and what all of them share."""
