"""No button, choice, badge or label is ever cut, in either language, with usual and with large letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.main_window.window import Window
from app.run_desk import RunDesk
from app.settings import Settings
from runtime.wording import Language
from tests.support.surfaces import surfaces
from widgets.common import Badge, Button, Label, RailButton
from widgets.common.segment import _Part

_LOOKS, _LOOK_MS = 5, 200


@pytest.mark.slow
@pytest.mark.parametrize("text_scale", [100, 130])
@pytest.mark.parametrize("language", [Language.ZH, Language.EN])
def test_no_words_of_ours_are_cut_on_any_surface(
    window: Window, settings: Settings, monkeypatch: pytest.MonkeyPatch, language: Language, text_scale: int
) -> None:
    monkeypatch.setattr(RunDesk, "warm_up", lambda _desk: None)
    settings.language, settings.text_scale = language, text_scale
    settings.dress()
    window.resize(1280, 800)

    cut = [f"{surface}: {words}" for surface in surfaces(window) for words in _settled(window)]

    assert cut == []


def _settled(window: Window) -> list[str]:
    """What is cut still when layouts that were under way are done."""
    for _ in range(_LOOKS):
        found = list(_cut_words(window))
        if not found:
            break
        QTest.qWait(_LOOK_MS)
    return found


def _cut_words(window: Window) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, _Part):
            if widget.words_px() > widget.width():
                yield f"choice {widget.words}"
        elif isinstance(widget, RailButton):
            if widget.written_px() > widget.width():
                yield f"rail {widget.written}"
        elif isinstance(widget, Button | Badge):
            if _is_cut(widget):
                yield f"{type(widget).__name__} {widget.accessibleName()}"
        elif isinstance(widget, Label) and not widget.wordWrap() and _is_cut(widget):
            yield f"label {widget.text()}"


def _is_cut(widget: QWidget) -> bool:
    return widget.sizeHint().width() > widget.width()
