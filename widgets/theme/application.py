"""Dresses the application: Fusion, a palette and a short style sheet, all from the tokens."""

from string import Template
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from resources.files import resource_path
from widgets.theme.current import current_theme, theme_changed
from widgets.theme.measures import (
    CONTROL_HEIGHT,
    RADIUS_CHIP,
    RADIUS_CONTROL,
    RADIUS_OVERLAY,
    TABLE_ROW_HEIGHT,
)
from widgets.theme.theme import TOKEN_NAMES, Theme

_ROLES: Final = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "panel",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text_second",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent_fill",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent_fill",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line_edge",
    QPalette.ColorRole.Dark: "line_control",
    QPalette.ColorRole.Shadow: "line_hair",
}
_TEXT_ROLES: Final = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)

_SHEET: Final = Template("""
QToolTip { color: $text; background: $raised; border: ${line_px}px solid $line_control; padding: 4px 6px; }
QMenuBar { background: $window; color: $text; spacing: 2px; }
QMenuBar::item { padding: 5px 9px; background: transparent; border-radius: ${chip}px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $raised; color: $text; border: ${line_px}px solid $line_control; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 12px; border-radius: ${chip}px; }
QMenu::item:selected { background: $hover; } QMenu::item:disabled { color: $text_off; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: ${line_px}px; background: $line_hair; margin: 4px 8px; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
  background: $field; color: $text; border: ${line_px}px solid $line_control; border-radius: ${control}px;
  selection-background-color: $accent_fill; selection-color: $on_accent; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: ${inner_height}px; padding: 0 8px; }
QPlainTextEdit, QTextEdit { padding: 3px 5px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus { border-color: $accent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled,
QComboBox:disabled { color: $text_off; background: $sunken; border-color: $line_edge; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QTextEdit[invalid="true"],
QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"] { border-color: $error; }
QTextEdit[dashed="true"] { border-style: dashed; border-color: $line_control; }
QLineEdit[bare="true"], QPlainTextEdit[bare="true"], QTextEdit[bare="true"] {
  border: none; background: transparent; padding: 0; min-height: 0; }
QComboBox::drop-down { border: none; width: 26px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; background: $field;
  border: ${line_px}px solid $line_control; border-radius: ${chip}px; }
QCheckBox::indicator:checked { background: $accent_fill; border-color: $accent_fill; image: url($check); }
QRadioButton::indicator { border-radius: 8px; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent_fill;
  background: $on_accent; }
QComboBox::down-arrow { image: url($chevron); width: 16px; height: 16px; right: 5px; }
QComboBox QAbstractItemView { background: $raised; border: ${line_px}px solid $line_control; outline: none;
  selection-background-color: $hover; selection-color: $text; padding: 4px; }
QAbstractItemView { background: $panel; color: $text; border: none; outline: none;
  selection-background-color: $accent_tint; selection-color: $text; alternate-background-color: $sunken; }
QTableView { gridline-color: $line_hair; }
QHeaderView { background: $panel; border: none; }
QHeaderView::section { background: $panel; color: $text_second; border: none; padding: 0 8px;
  border-bottom: ${line_px}px solid $line_hair; min-height: ${row}px; }
QSplitter::handle { background: $line_hair; }
QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { border: none; background: transparent; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; } QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line_edge; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: $line_control; }
QScrollBar::handle:vertical { min-height: 28px; } QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSlider::groove:horizontal { background: $line_edge; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $panel; border: 2px solid $accent; width: 12px; margin: -6px 0;
  border-radius: 8px; }
QDialog { background: $panel; }
QStatusBar { background: $window; color: $text_second; } QStatusBar::item { border: none; }
""")


def palette_of(theme: Theme) -> QPalette:
    """Give the palette of a theme."""
    palette = QPalette(theme.window)
    for role, token in _ROLES.items():
        palette.setColor(role, getattr(theme, token))
    for role in _TEXT_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.text_off)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, theme.line_edge)
    return palette


def style_sheet_of(theme: Theme) -> str:
    """Give the style sheet of a theme: at most 60 lines, no colour of its own.

    A field that holds something wrong carries the property `invalid`; one inside a frame of its own `bare`.
    """
    colours = {token: getattr(theme, token).name() for token in TOKEN_NAMES}
    field: QColor = theme.field
    check = "black" if theme.is_high_contrast else "white"
    return _SHEET.substitute(
        colours,
        field=field.name(),
        check=resource_path(f"marks/check_{check}.svg").as_posix(),
        chevron=resource_path(f"marks/chevron_{theme.name}.svg").as_posix(),
        line_px=theme.line_px,
        chip=RADIUS_CHIP,
        control=RADIUS_CONTROL,
        overlay=RADIUS_OVERLAY,
        inner_height=theme.px(CONTROL_HEIGHT) - 2 * theme.line_px,
        row=theme.px(TABLE_ROW_HEIGHT),
    ).strip()


class _Dresser(QObject):
    """Dresses its application again whenever the theme changes."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        theme_changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        apply_theme(self._app, current_theme())


def keep_dressed(app: QApplication) -> QObject:
    """Dress the application now and at every change of theme.

    Call it before the first widget is made: widgets that follow the theme must hear of a change after the
    style sheet did, which gives them back their old fonts. Gives the object that does it, owned by the app.
    """
    return _Dresser(app)


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the application in a theme, once."""
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette_of(theme))
    app.setFont(theme.font("body"))
    app.setStyleSheet(style_sheet_of(theme))
