"""The areas of the business beside the editor: made when they are first shown."""

from app.areas.area import AreaContext, AreaPage, AreaSpec
from app.areas.areas import Areas

__all__ = ["AreaContext", "AreaPage", "AreaSpec", "Areas"]
