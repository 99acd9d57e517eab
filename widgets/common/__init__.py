"""Small widgets used everywhere."""
