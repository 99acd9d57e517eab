"""Lists who uses a variable, a keyword, a picture or a scenario, or lets the person say which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from app.finding.ranking import fit
from editor.document.store import Store
from editor.document.uses import Subject, Use, subjects, uses
from editor.inspector.edits import icon_of
from runtime.wording import Wording
from widgets.common import PickList, PickRow
from widgets.language import tr

_WHICH: Final = Wording(
    "看谁在用：变量、关键词、图片、子场景", "See who uses a variable, a keyword, a picture or a scenario"
)
_USED: Final = Wording("「{name}」用在 {count} 处", "{name} is used in {count} places")
_UNUSED: Final = Wording("没有地方用「{name}」", "Nothing uses {name}")
_NO_SUBJECT: Final = Wording(
    "没有叫「{words}」的变量、关键词、图片或场景",
    "No variable, keyword, picture or scenario is called {words}",
)
_PLACES: Final = Wording("{count} 处", "{count} places")
_ACCESS: Final = {
    ("variable", "reads"): Wording("读", "reads"),
    ("variable", "writes"): Wording("写", "writes"),
    ("keyword", "reads"): Wording("点了就说", "says it when tapped"),
    ("keyword", "writes"): Wording("听到就开始", "starts on it"),
    ("media", "reads"): Wording("显示", "shows"),
    ("scenario", "reads"): Wording("去那里", "goes there"),
}
_KINDS: Final = {
    "variable": Wording("变量", "variable"),
    "keyword": Wording("关键词", "keyword"),
    "media": Wording("图片或文件", "picture or file"),
    "scenario": Wording("场景", "scenario"),
}
_ICONS: Final = {"variable": "variable", "keyword": "message", "media": "image", "scenario": "call_flow"}
_LINE_MAX: Final = 32


class UsesList(PickList):
    """Lists every use with its place; picks the Use."""

    def __init__(self, window: QWidget, store: Store, subject: Subject) -> None:
        self._rows = [(use, _row(store, subject, use)) for use in uses(store, subject)]
        name = _shown(subject)
        words = _USED.format(name=name, count=len(self._rows)) if self._rows else _UNUSED.format(name=name)
        super().__init__(window, words, self._found)
        self._empty = _UNUSED.format(name=name)
        self.set_nothing_words(self._say_nothing)

    def _found(self, words: str) -> Sequence[PickRow]:
        return [row for _, row in self._rows if fit(f"{row.words} {row.detail}", words) is not None]

    def _say_nothing(self, words: str) -> Wording:
        return self._empty


class SubjectList(PickList):
    """Lists what can be asked for with the number of its uses; picks the Subject."""

    def __init__(self, window: QWidget, store: Store) -> None:
        self._rows = [
            PickRow(
                subject,
                _shown(subject),
                tr(_KINDS[subject.kind]),
                tr(_PLACES.format(count=count)),
                _ICONS[subject.kind],
            )
            for subject, count in subjects(store)
        ]
        super().__init__(window, _WHICH, self._found)
        self.set_nothing_words(_no_subject)

    def _found(self, words: str) -> Sequence[PickRow]:
        return [row for row in self._rows if fit(row.words, words) is not None]


def _no_subject(words: str) -> Wording:
    return _NO_SUBJECT.format(words=words)


def _shown(subject: Subject) -> str:
    return subject.called or subject.name.removeprefix("media:" if subject.kind == "media" else "")


def _row(store: Store, subject: Subject, use: Use) -> PickRow:
    node = store.nodes.get(use.node) if use.node is not None else None
    line = " ".join(use.text.split())
    at = max(0, line.find(subject.name) - _LINE_MAX // 3)
    cut = ("…" if at else "") + line[at : at + _LINE_MAX] + ("…" if len(line) > at + _LINE_MAX else "")
    return PickRow(
        use,
        tr(use.place(store)),
        cut,
        tr(_ACCESS[subject.kind, use.access]),
        icon_of(node) if node is not None else "settings",
        node.category if node is not None else "",
    )
