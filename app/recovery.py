"""Offers what a program that died was editing: one bar that lists all of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.main_window.notices import Notice, NoticeAction, NoticeRow, Notices
from app.places import recovery_folder
from runtime.wording import Wording, same

if TYPE_CHECKING:
    from app.files import Files
    from editor.library.autosave import Leftover

_RECOVER = Wording("恢复", "Recover")
_GIVE_UP = Wording("不要了", "Discard")
_UNNAMED = Wording("未命名场景", "Untitled scenario")
_ONE = Wording(
    "信流上次没有正常退出。「{name}」{time} 的修改还在。",
    'Xinliu did not end properly. The changes to "{name}" of {time} are still here.',
)
_SEVERAL = Wording(
    "信流上次没有正常退出。{count} 个场景的修改还在：",
    "Xinliu did not end properly. The changes to {count} scenarios are still here:",
)
_ROW = Wording("「{name}」{time}", '"{name}", {time}')
_UNREADABLE = Wording("恢复文件读不出来：{why}", "The recovery file cannot be read: {why}")
_KEY = "recovery"


class Recovery(QObject):
    """Lists the leftovers; each is opened or given up by itself, and those undecided stay for next time."""

    def __init__(self, files: Files, notices: Notices) -> None:
        super().__init__(files)
        self._files = files
        self._notices = notices

    def offer(self) -> None:
        """Show the bar, if there is anything to offer."""
        from editor.library.autosave import leftovers

        self._show(leftovers(recovery_folder()))

    def _show(self, found: tuple[Leftover, ...]) -> None:
        if not found:
            return
        if len(found) == 1:
            sentence = _ONE.format(name=_name(found[0]), time=_time(found[0]))
            self._notices.show_notice(Notice(_KEY, sentence, "info", actions=self._actions(found[0], found)))
            return
        rows = tuple(
            NoticeRow(_ROW.format(name=_name(each), time=_time(each)), self._actions(each, found))
            for each in found
        )
        self._notices.show_notice(Notice(_KEY, _SEVERAL.format(count=len(found)), "info", rows=rows))

    def _actions(self, leftover: Leftover, found: tuple[Leftover, ...]) -> tuple[NoticeAction, ...]:
        return (
            NoticeAction(_RECOVER, partial(self._recover, leftover, found)),
            NoticeAction(_GIVE_UP, partial(self._give_up, leftover, found)),
        )

    def _recover(self, leftover: Leftover, found: tuple[Leftover, ...]) -> None:
        from editor.library.autosave import recover
        from runtime.flow.errors import UnreadableDocument

        rest = tuple(each for each in found if each != leftover)
        try:
            document = recover(leftover)
        except UnreadableDocument as error:
            self._say(error.sentence, leftover)
        except (OSError, ValueError) as error:
            self._say(same(str(error)), leftover)
        else:
            self._files.show_recovered(document, leftover)
        self._show(rest)

    def _give_up(self, leftover: Leftover, found: tuple[Leftover, ...]) -> None:
        from editor.library.autosave import discard

        discard(leftover)
        self._show(tuple(each for each in found if each != leftover))

    def _say(self, why: Wording, leftover: Leftover) -> None:
        sentence = _UNREADABLE.format(why=why)
        self._notices.show_notice(Notice("recovery_failed", sentence, "error", str(leftover.file)))


def _name(leftover: Leftover) -> Wording:
    return same(leftover.name) if leftover.name else _UNNAMED


def _time(leftover: Leftover) -> str:
    return f"{leftover.saved_at.astimezone():%m-%d %H:%M}"
