"""The icons: our own line drawings, tinted by a colour of the theme and cached per size, colour and ratio."""

from difflib import get_close_matches
from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources.files import resource_names, resource_path
from widgets.theme import current_theme

_CACHE_LIMIT: Final = 2_048
_pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}
_icons: dict[tuple[str, int, int, int, int], QIcon] = {}


class UnknownIconError(LookupError):
    """Says that no icon has a name, and which name is near."""

    def __init__(self, name: str) -> None:
        near = get_close_matches(name, icon_names(), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        super().__init__(f"no icon is named {name!r}{hint}")


@cache
def icon_names() -> tuple[str, ...]:
    """List the names of all icons in order."""
    return tuple(name.removesuffix(".svg") for name in resource_names("icons", ".svg"))


@cache
def _drawing(name: str) -> str:
    if name not in icon_names():
        raise UnknownIconError(name)
    return resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")


def has_icon(name: str) -> bool:
    """Whether an icon of this name exists."""
    return name in icon_names()


def icon(name: str, size_px: int, colour: QColor, ratio: float | None = None) -> QPixmap:
    """Draw an icon in a square of `size_px` logical px in one colour.

    `ratio` is the device pixel ratio, the application's own unless given. Raises UnknownIconError.
    """
    scale = _application_ratio() if ratio is None else ratio
    key = (name, size_px, colour.rgba(), scale)
    found = _pixmaps.get(key)
    if found is None:
        found = QPixmap.fromImage(_render(_drawing(name), size_px, colour, scale))
        if len(_pixmaps) >= _CACHE_LIMIT:
            _pixmaps.clear()
        _pixmaps[key] = found
    return found


def qicon(name: str, colour: QColor | None = None, size_px: int = 16, checked: QColor | None = None) -> QIcon:
    """Make an icon for actions and buttons: normal, disabled and, when given, checked colour.

    Colours are the current theme's unless given; make it again after `theme_changed`.
    """
    theme = current_theme()
    normal = colour or theme.text_second
    on = checked or normal
    key = (name, size_px, normal.rgba(), on.rgba(), theme.text_off.rgba())
    found = _icons.get(key)
    if found is None:
        found = QIcon()
        for state, tint in ((QIcon.State.Off, normal), (QIcon.State.On, on)):
            for ratio in (1.0, 2.0):
                found.addPixmap(icon(name, size_px, tint, ratio), QIcon.Mode.Normal, state)
                found.addPixmap(icon(name, size_px, theme.text_off, ratio), QIcon.Mode.Disabled, state)
        _icons[key] = found
    return found


def _application_ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def _render(drawing: str, size_px: int, colour: QColor, ratio: float) -> QImage:
    side = max(1, round(size_px * ratio))
    image = QImage(QSize(side, side), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour.name()).encode()))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(colour.alphaF())
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
