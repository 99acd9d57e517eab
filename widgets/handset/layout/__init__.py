"""Blocks and entries as boxes of measured text and rectangles: geometry only, painted by `painters`."""
