"""Scenarios by trade to begin with: what ships, and how one of them becomes the person's own."""
