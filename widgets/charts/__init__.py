"""Small charts, painted from the theme: a hairline grid, no decoration, every number readable."""

from widgets.charts.rate_line import RateLine
from widgets.charts.share_bar import Share, ShareBar, mark_colour, paint_meter

__all__ = ["RateLine", "Share", "ShareBar", "mark_colour", "paint_meter"]
