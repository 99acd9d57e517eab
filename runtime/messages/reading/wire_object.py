"""A JSON object of the wire, read member by member."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from runtime.messages.reading.notes import Notes, shown

MOST_ITEMS = 200
"""Items read of one array; every profile allows far fewer."""


class WireObject:
    """One JSON object with its place; whatever was not asked for is left over and noted by `finish`."""

    def __init__(self, members: Mapping[str, Any], place: str, notes: Notes) -> None:
        self.members = members
        self.place = place
        self.notes = notes
        self._taken: set[str] = set()

    def at(self, name: str) -> str:
        """The place of a member."""
        return f"{self.place}.{name}" if self.place else name

    def has(self, name: str) -> bool:
        """Whether the member is there and not null."""
        return self.members.get(name) is not None

    def take(self, name: str) -> Any:  # noqa: ANN401 - a JSON value
        """The member as it stands, None when absent; it no longer counts as left over."""
        self._taken.add(name)
        return self.members.get(name)

    def text(self, name: str, *, required: bool = False) -> str:
        """A text member; a number is read as its digits, an absent one as empty."""
        value = self.take(name)
        if isinstance(value, str):
            return value
        if value is None:
            if required:
                self.notes.repair(self.at(name), "缺少，留空", "missing, left empty")
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            self.notes.repair(self.at(name), "是数字，按文本读取", "a number, read as text")
            return str(value)
        self.notes.leave_out(self.at(name), "应是文本", "should be a text")
        return ""

    def address(self, name: str, *, required: bool = False) -> str:
        """An address member; blanks inside, which samples have, are taken out."""
        return without_blanks(self.text(name, required=required), self.at(name), self.notes)

    def size(self, name: str) -> int:
        """A size in bytes; digits in a text count, an absent or senseless one is 0."""
        value = self.take(name)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
            self.notes.repair(self.at(name), "写成了文本，按数字读取", "written as text, read as a number")
            return int(value)
        if value is None:
            self.notes.repair(self.at(name), "缺少，按 0 读取", "missing, read as 0")
        else:
            self.notes.repair(
                self.at(name), f"{shown(value)} 不是大小，按 0 读取", f"{shown(value)} is no size, read as 0"
            )
        return 0

    def choice(self, name: str, allowed: Collection[str], default: str, *, required: bool = True) -> str:
        """One of *allowed*; case does not matter, anything else is read as *default*."""
        value = self.take(name)
        if value in allowed:
            return str(value)
        if isinstance(value, str):
            for option in allowed:
                if value.strip().lower() == option.lower():
                    self.notes.repair(self.at(name), f"读作 {option}", f"read as {option}")
                    return option
        if value is None:
            if required:
                self.notes.repair(self.at(name), f"缺少，按 {default} 读取", f"missing, read as {default}")
        else:
            self.notes.repair(
                self.at(name),
                f"不认识 {shown(value)}，按 {default} 读取",
                f"{shown(value)} is unknown, read as {default}",
            )
        return default

    def child(self, name: str) -> WireObject | None:
        """An object member; None when it is absent or no object."""
        value = self.take(name)
        if isinstance(value, dict):
            return WireObject(value, self.at(name), self.notes)
        if value is not None:
            self.notes.leave_out(self.at(name), "应是对象", "should be an object")
        return None

    def children(self, name: str) -> Iterator[WireObject]:
        """The objects of an array member; a single object counts as an array of one."""
        yield from objects_in(self.take(name), self.at(name), self.notes)

    def finish(self) -> None:
        """Notes every member that nobody asked for."""
        for name in self.members:
            if name not in self._taken:
                self.notes.leave_out(self.at(name), "不认识，没有读取", "unknown, left out")


def without_blanks(address: str, place: str, notes: Notes) -> str:
    """An address without the blanks that were broken into it; one with insertions stays as it is."""
    joined = "".join(address.split())
    if joined == address or "{{" in address:
        return address
    notes.repair(place, "网址里有空格，已去掉", "the address had blanks, which were taken out")
    return joined


def objects_in(value: object, place: str, notes: Notes) -> Iterator[WireObject]:
    """The objects of a JSON array; a single object counts as an array of one."""
    if value is None:
        return
    if isinstance(value, dict):
        notes.repair(place, "应是数组，按只有一项读取", "should be an array, read as one item")
        yield WireObject(value, place, notes)
        return
    if not isinstance(value, list):
        notes.leave_out(place, "应是数组", "should be an array")
        return
    for index, item in enumerate(value[:MOST_ITEMS]):
        if isinstance(item, dict):
            yield WireObject(item, f"{place}[{index}]", notes)
        else:
            notes.leave_out(f"{place}[{index}]", "应是对象", "should be an object")
    if len(value) > MOST_ITEMS:
        notes.leave_out(
            place,
            f"有 {len(value)} 项，只读了前 {MOST_ITEMS} 项",
            f"has {len(value)} items, only the first {MOST_ITEMS} were read",
        )
