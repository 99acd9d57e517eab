"""The XML inside a workbook, read as it streams by: no document type, so no entities and no other files.

Trees of elements take ten times as long; a million rows are read cell by cell, and nothing of them is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Protocol
from xml.parsers.expat import ExpatError, ParserCreate

from runtime.spreadsheets.refusals import FileRefused
from runtime.spreadsheets.xlsx_escapes import xlsx_unescaped
from runtime.wording import Wording, printable

MAX_CELL: Final = 32_767
"""Characters of a cell: what a spreadsheet can hold; one more is kept, so that readers can see it."""
NO_TABLE: Final = Wording(
    "不是 Excel 表格（.xlsx），或已损坏。用 Excel 另存为 .xlsx 再读入。",
    "It is no Excel table (.xlsx), or it is damaged. Save it as .xlsx with Excel and read it again.",
)
_PLACE: Final = re.compile(r"([A-Z]{1,3})[0-9]+")


class SheetReader(Protocol):
    """Hears of elements by their plain names, and puts rows that are complete into *found*."""

    found: list[list[str]]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def take(self, text: str) -> None:
        """Text stands in the element."""


def parsed(chunks: Iterable[bytes], reader: SheetReader) -> Iterator[list[str]]:
    """What *reader* finds, while the XML in *chunks* comes; raises FileRefused when it is none or unsafe."""
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, given: reader.start(name.rpartition(":")[2], given)
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = reader.take
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield from reader.found
            reader.found.clear()
        parser.Parse(b"", True)
    except (ExpatError, ValueError, LookupError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(NO_TABLE) from error
    yield from reader.found


def _refuse(*_: object) -> None:
    raise FileRefused(NO_TABLE)


class _Texts:
    """Collects the text of `t` and `v`, as far as a cell can hold it; not how it is pronounced (`rPh`)."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._is_taking = False
        self._is_spoken = False

    def take(self, text: str) -> None:
        if self._is_taking and self._length <= MAX_CELL:
            self._pieces.append(text)
            self._length += len(text)

    def clear(self) -> None:
        self._pieces.clear()
        self._length = 0

    def text(self) -> str:
        pieces = self._pieces
        return (pieces[0] if len(pieces) == 1 else "".join(pieces))[: MAX_CELL + 1]


class StringReader(_Texts):
    """The shared strings: a row of one text each."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[str]] = []

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """A string begins, or text of it."""
        if name == "si":
            self.clear()
        elif name == "rPh":
            self._is_spoken = True
        else:
            self._is_taking = name == "t" and not self._is_spoken

    def end(self, name: str) -> None:
        """A string ends, or text of it."""
        self._is_taking = False
        if name == "si":
            self.found.append([xlsx_unescaped(self.text())])
        elif name == "rPh":
            self._is_spoken = False


class RowReader(_Texts):
    """The rows of a sheet, cells beyond *max_columns* left out."""

    def __init__(self, strings: list[str], max_columns: int) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self._strings = strings
        self._max_columns = max_columns
        self._cells: list[str] = []
        self._number = 0
        self._place = ""
        self._kind = "n"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A row, a cell or its value begins."""
        if name == "c":
            self._place, self._kind = attributes.get("r", ""), attributes.get("t", "n")
            self.clear()
        elif name in ("v", "t"):
            self._is_taking = (name == "t") == (self._kind == "inlineStr") and not self._is_spoken
        elif name == "row":
            self._cells, self._number = [], 0
        elif name == "rPh":
            self._is_spoken = True

    def end(self, name: str) -> None:
        """A row, a cell or its value ends."""
        self._is_taking = False
        if name == "c":
            self._keep()
            self._number += 1
        elif name == "row":
            self.found.append(self._cells)
        elif name == "rPh":
            self._is_spoken = False

    def _keep(self) -> None:
        column = _column(self._place, self._number)
        if column >= self._max_columns:
            return
        cells = self._cells
        while len(cells) < column:
            cells.append("")
        value = self._value()
        if column < len(cells):
            cells[column] = value
        else:
            cells.append(value)

    def _value(self) -> str:
        raw = self.text()
        if self._kind == "s" and raw:
            index = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else -1
            if not 0 <= index < len(self._strings):
                raise FileRefused(
                    Wording(
                        "单元格 {place} 指向不存在的文字，表格已损坏。",
                        "Cell {place} points to a text that is not there; the table is damaged.",
                    ).format(place=printable(self._place, 10))
                )
            return self._strings[index]
        return xlsx_unescaped(raw)[: MAX_CELL + 1] if self._kind in ("str", "inlineStr") else raw


def _column(place: str, otherwise: int) -> int:
    found = _PLACE.fullmatch(place)
    if found is None:
        return otherwise
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1
