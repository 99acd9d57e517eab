"""Which keys carry out which action: those the program comes with, and those the person chose."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from app.actions import ACTIONS, ActionSpec, action
from app.settings import Settings
from app.shortcuts.errors import KeymapRefused
from app.shortcuts.gestures import FIXED_KEYS
from runtime.wording import Wording

FORMAT: Final = 1
BYTES_MAX: Final = 256 * 1024
_NO_KEYMAP: Final = Wording(
    "这不是信流的快捷键文件。用「导出」存出来的文件才行。",
    "This is no file of Xinliu's shortcuts; only one saved by Export is.",
)
_TOO_LARGE: Final = Wording("文件太大，不是快捷键文件。", "The file is too large for shortcuts.")


class Keymap(QObject):
    """Keeps only what differs from the keys the program comes with, so that new versions can bring new ones.

    Keys are written as Qt writes them portably (`Ctrl+Shift+L`); an action may have several.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._own = _sound(_parsed(settings.own_keys))

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action, the first shown in menus."""
        return self._own.get(action_id, usual_keys(action(action_id)))

    def is_own(self, action_id: str) -> bool:
        """Whether the person chose other keys for an action."""
        return action_id in self._own

    def has_own(self) -> bool:
        """Whether the person chose other keys for any action."""
        return bool(self._own)

    def taken_by(self, keys: str, but: str = "") -> ActionSpec | None:
        """The action that keys carry out already, None when they are free."""
        wanted = QKeySequence(keys)
        for spec in ACTIONS:
            if spec.id != but and any(QKeySequence(each) == wanted for each in self.keys(spec.id)):
                return spec
        return None

    def fixed_use(self, keys: str) -> Wording | None:
        """What the canvas does on keys that cannot be given away, None for others."""
        return FIXED_KEYS.get(keys)

    def choose(self, action_id: str, keys: str) -> None:
        """Give an action these keys alone, taking them from whatever had them; no keys when empty."""
        other = self.taken_by(keys, action_id) if keys else None
        if other is not None:
            self._put(
                other.id,
                tuple(each for each in self.keys(other.id) if QKeySequence(each) != QKeySequence(keys)),
            )
        self._put(action_id, (keys,) if keys else ())
        self._keep()

    def reset(self, action_id: str) -> None:
        """Give an action the keys it came with; whoever has them now loses them."""
        self._own.pop(action_id, None)
        for keys in usual_keys(action(action_id)):
            other = self.taken_by(keys, action_id)
            if other is not None:
                self._put(other.id, tuple(each for each in self.keys(other.id) if each != keys))
        self._keep()

    def reset_all(self) -> None:
        """Give every action the keys it came with."""
        self._own.clear()
        self._keep()

    def to_json(self) -> str:
        """The person's own keys as a file: `{"xinliu_keys": 1, "keys": {action: [keys]}}`."""
        kept = {action_id: list(keys) for action_id, keys in sorted(self._own.items())}
        return json.dumps({"xinliu_keys": FORMAT, "keys": kept}, ensure_ascii=False, indent=2) + "\n"

    def take_json(self, text: str) -> None:
        """Use the keys of a file instead; actions this version does not know are left out.

        Raises KeymapRefused when it is no such file.
        """
        if len(text) > BYTES_MAX:
            raise KeymapRefused(_TOO_LARGE)
        try:
            read = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise KeymapRefused(_NO_KEYMAP) from error
        if not isinstance(read, dict) or read.get("xinliu_keys") != FORMAT:
            raise KeymapRefused(_NO_KEYMAP)
        self._own = _sound(read.get("keys"))
        self._keep()

    def _put(self, action_id: str, keys: tuple[str, ...]) -> None:
        if keys == usual_keys(action(action_id)):
            self._own.pop(action_id, None)
        else:
            self._own[action_id] = keys

    def _keep(self) -> None:
        self._settings.own_keys = json.dumps(self._own, ensure_ascii=False) if self._own else ""
        self.changed.emit()


def usual_keys(spec: ActionSpec) -> tuple[str, ...]:
    """The keys an action comes with."""
    return tuple(keys for keys in (spec.shortcut, *spec.more_shortcuts) if keys)


def native(keys: str) -> str:
    """Keys as this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _parsed(text: str) -> object:
    try:
        return json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}


def _sound(read: object) -> dict[str, tuple[str, ...]]:
    """What of a file can be used: known actions, keys Qt understands, none twice."""
    known = {spec.id for spec in ACTIONS}
    found: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for action_id, keys in read.items() if isinstance(read, Mapping) else ():
        if action_id not in known or not isinstance(keys, list):
            continue
        portable = [
            QKeySequence(each).toString(QKeySequence.SequenceFormat.PortableText)
            for each in keys[:4]
            if isinstance(each, str)
        ]
        mine = tuple(each for each in dict.fromkeys(portable) if each and each not in taken)
        taken.update(mine)
        found[str(action_id)] = mine
    for spec in ACTIONS:
        usual = usual_keys(spec)
        if spec.id not in found and any(keys in taken for keys in usual):
            found[spec.id] = tuple(keys for keys in usual if keys not in taken)
    return found
