"""Lists the scenarios of the library that call the open one, or go on in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from app.finding.ranking import fit
from runtime.wording import Wording
from widgets.common import PickList, PickRow
from widgets.language import tr

_CALLED: Final = Wording("{count} 个场景会来到这里", "{count} scenarios come here")
_NOBODY: Final = Wording("没有别的场景会来到这里", "No other scenario comes here")
_PLACES: Final = Wording("{count} 处", "{count} places")


@dataclass(frozen=True, slots=True)
class Caller:
    """A scenario that names the open one, and its nodes that do."""

    name: str
    path: Path
    nodes: tuple[str, ...]


class CallersList(PickList):
    """Lists the callers with their nodes; picks the Caller."""

    def __init__(self, window: QWidget, callers: Sequence[Caller]) -> None:
        self._rows = [
            PickRow(
                caller,
                caller.name or caller.path.name,
                "、".join(caller.nodes),
                tr(_PLACES.format(count=len(caller.nodes))),
                "call_flow",
            )
            for caller in callers
        ]
        super().__init__(window, _CALLED.format(count=len(callers)) if callers else _NOBODY, self._found)
        self.set_nothing_words(_say_nothing)

    def _found(self, words: str) -> Sequence[PickRow]:
        return [row for row in self._rows if fit(f"{row.words} {row.detail}", words) is not None]


def _say_nothing(_words: str) -> Wording:
    return _NOBODY
