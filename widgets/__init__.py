"""Reusable Qt widgets: the theme, icons, forms, charts and the handset."""
