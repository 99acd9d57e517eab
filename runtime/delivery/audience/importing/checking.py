"""Reads a whole file into the staging: good rows sealed, bad ones with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import orjson

from runtime.delivery.audience.importing.attribute_cells import MAX_TAG, Reader, reader_of, tags_in
from runtime.delivery.audience.importing.number_cells import CellProblem, detail_of, number_in, shown
from runtime.delivery.audience.importing.wish import ImportWish
from runtime.messages.phone_numbers import masked
from runtime.store.attributes import AttributeDefinition
from runtime.store.imports import CellTrouble
from runtime.store.number_owner import carrier_of
from runtime.store.numbers import Numbers
from runtime.store.staging import StagedRow

SLICE: Final = 5_000
MAX_TROUBLES: Final = 100_000
"""So many troubles are listed; beyond, they are only counted."""


@dataclass(slots=True)
class Checked:
    """What reading found so far."""

    rows: int = 0
    """Rows of the file that are not blank, without the headings."""
    good: int = 0
    bad: int = 0
    left_out: int = 0
    """Values that did not fit their attribute, in rows that are good otherwise."""
    repeated: int = 0
    troubles: list[CellTrouble] = field(default_factory=list)
    """Found since they were last taken."""
    listed: int = 0

    def note(self, line: int, column: str, problem: CellProblem, detail: str, cell: str) -> None:
        """Lists a trouble, as long as there is room."""
        if self.listed < MAX_TROUBLES:
            self.listed += 1
            self.troubles.append(CellTrouble(line, column, problem, detail, cell))

    def counts(self) -> dict[str, int]:
        """The figures by name."""
        return {
            "rows": self.rows,
            "good": self.good,
            "bad": self.bad,
            "left_out": self.left_out,
            "repeated": self.repeated,
        }


class RowReader:
    """Reads the rows of one file by one mapping."""

    def __init__(
        self,
        wish: ImportWish,
        headings: Sequence[str],
        defined: Sequence[AttributeDefinition],
        vault: Numbers,
    ) -> None:
        self._column = wish.number_column
        self._headings = headings
        self._vault = vault
        known = {definition.name: definition for definition in defined}
        self._readers: list[tuple[int, str, Reader]] = []
        self._tag_columns: list[int] = []
        for use in wish.columns:
            if use.use == "tags":
                self._tag_columns.append(use.column)
                continue
            definition = known.get(use.name, AttributeDefinition(use.name, use.type))
            reader = reader_of(definition.type, definition.choices)  # type: ignore[arg-type]  # kept as text
            self._readers.append((use.column, use.name, reader))

    def slices(self, rows: Iterator[list[str]], found: Checked, first_line: int) -> Iterator[list[StagedRow]]:
        """The good rows, many at a time; what is wrong goes into *found*."""
        line = first_line
        while part := list(islice(rows, SLICE)):
            staged = []
            for row in part:
                if (one := self._read(row, line, found)) is not None:
                    staged.append(one)
                line += 1
            yield staged

    def _read(self, row: list[str], line: int, found: Checked) -> StagedRow | None:
        column = self._column
        cell = row[column] if column < len(row) else ""
        number = number_in(cell)
        if isinstance(number, CellProblem):
            if number is CellProblem.EMPTY and not any(other.strip() for other in row):
                return None
            found.rows += 1
            found.bad += 1
            found.note(line, self._heading(column), number, detail_of(number, cell), shown(cell))
            return None
        found.rows += 1
        found.good += 1
        values = {}
        for place, name, read in self._readers:
            given = row[place] if place < len(row) else ""
            if not given or given.isspace():
                continue
            value = read(given)
            if isinstance(value, CellProblem):
                found.left_out += 1
                found.note(line, self._heading(place), value, "", shown(given))
            else:
                values[name] = value
        contact = self._vault.contact_of(number)
        return StagedRow(
            contact,
            line,
            self._vault.sealed(number, contact),
            carrier_of(number),
            masked(number),
            orjson.dumps(values).decode() if values else "{}",
            self._tags(row, line, found) if self._tag_columns else "",
        )

    def _tags(self, row: list[str], line: int, found: Checked) -> str:
        tags: list[str] = []
        for place in self._tag_columns:
            for tag in tags_in(row[place]) if place < len(row) else ():
                if len(tag) > MAX_TAG:
                    found.left_out += 1
                    found.note(line, self._heading(place), CellProblem.LONG_TAG, "", tag[:MAX_TAG])
                else:
                    tags.append(tag)
        return orjson.dumps(tags).decode() if tags else ""

    def _heading(self, column: int) -> str:
        written = self._headings[column].strip() if column < len(self._headings) else ""
        return written or letters_of(column)


def letters_of(column: int) -> str:
    """How spreadsheets call a column: A, B … Z, AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
