"""The command palette: one field for commands, nodes, variables, texts and scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from app.actions import ACTIONS, MENUS, SUBMENUS
from app.finding.candidates import KINDS, Candidate, Target, of_scenario, of_texts, ranked
from app.finding.reasons import reason_for
from editor.document.searching import SearchIndex
from runtime.flow.file_format import SUFFIX
from runtime.wording import Wording, same
from widgets.common import PickList, PickRow
from widgets.language import tr
from widgets.theme import current_theme

if TYPE_CHECKING:
    from app.main_window.menus import Menus
    from app.settings import Settings
    from editor.document.store import Store

WIDTH_PX: Final = 600
RECENT_MAX: Final = 20
_TEXT_FROM: Final = 2
"""Texts are searched from this many characters on; one letter stands everywhere."""
_PROMPT: Final = Wording("搜索文字、变量、命令", "Search text, variables, commands")
_NOTHING: Final = Wording("没有找到「{words}」。换个词试试", 'Nothing found for "{words}". Try another word')


class Palette(QObject):
    """Opens over the window, remembers what was used last, and tells what was picked."""

    picked = Signal(object)
    """The Target the person picked; a command was possible when it was offered."""

    def __init__(
        self, window: QWidget, menus: Menus, settings: Settings, scenarios: Callable[[], Sequence[Path]]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._menus = menus
        self._settings = settings
        self._scenarios = scenarios
        self._store: Store | None = None
        self._index: SearchIndex | None = None
        self._candidates: list[Candidate] = []
        self.list = PickList(window, _PROMPT, self.rows)
        self.list.set_nothing_words(_nothing)
        self.list.picked.connect(self._pick)

    def take(self, store: Store | None, index: SearchIndex | None) -> None:
        """Search another document from now on."""
        self._store, self._index = store, index

    def open_at(self, top_px: int) -> None:
        """Open below the toolbar, over the middle of the window; close when it is open."""
        if self.list.isVisible():
            self.list.close_list()
            return
        self._candidates = list(self._collect())
        width = current_theme().px(WIDTH_PX)
        self.list.open_at(QRect((self._window.width() - width) // 2, top_px, width, 0))

    def rows(self, words: str) -> list[PickRow]:
        """What fits what was typed, best first."""
        candidates = list(self._candidates)
        wanted = words.strip()
        if self._store is not None and self._index is not None and len(wanted) >= _text_from(wanted):
            candidates += of_texts(self._store, self._index.find(wanted))
        if not wanted:
            candidates = [
                each
                for each in candidates
                if each.target.key in self._settings.recent_finds or each.target.kind == "command"
            ]
        return ranked(candidates, wanted, self._settings.recent_finds)

    def _collect(self) -> Iterator[Candidate]:
        has_scenario = self._store is not None
        for spec in ACTIONS:
            if spec.id == "search":
                continue
            action = self._menus[spec.id]
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            detail = SUBMENUS[spec.submenu] if spec.submenu else MENUS[spec.menu]
            if not action.isEnabled():
                detail = reason_for(spec.needs, has_scenario=has_scenario)
            icon = spec.icon or "chevron_right"
            yield Candidate(
                Target("command", spec.id), spec.words, detail, keys, icon, "", action.isEnabled()
            )
        if self._store is not None:
            yield from of_scenario(self._store)
        for path in self._scenarios():
            name = same(path.name.removesuffix(SUFFIX))
            yield Candidate(Target("scenario", str(path)), name, KINDS["scenario"], "", "document")

    def _pick(self, target: Target) -> None:
        if target.kind != "text":
            recent = (target.key, *(key for key in self._settings.recent_finds if key != target.key))
            self._settings.recent_finds = recent[:RECENT_MAX]
        self.picked.emit(target)


def _text_from(words: str) -> int:
    return _TEXT_FROM if words.isascii() else 1


def _nothing(words: str) -> str:
    return tr(_NOTHING.format(words=words))
