"""Reusable Qt widgets: the theme, icons, forms, charts and the handset."""

from widgets.plain_features import spare_reading

spare_reading()
