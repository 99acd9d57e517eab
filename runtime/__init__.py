"""Holds conversations over 5G messages; Qt-free and shippable alone."""
