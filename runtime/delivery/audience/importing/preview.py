"""What the first rows of a file say: headings, and what each column probably is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from runtime.delivery.audience.condition import AttributeType, is_attribute_name
from runtime.delivery.audience.importing.attribute_cells import guessed_type
from runtime.delivery.audience.importing.number_cells import CellProblem, number_in
from runtime.delivery.audience.importing.source import OpenTable
from runtime.delivery.audience.importing.wish import MAX_COLUMNS, ReadingWish
from runtime.messages.phone_numbers import masked

SAMPLE_ROWS: Final = 100
SHOWN_ROWS: Final = 8
_NUMBER_HEADINGS: Final = re.compile(r"手机|电话|号码|mobile|phone|tel|msisdn", re.IGNORECASE)
_TAG_HEADINGS: Final = re.compile(r"标签|^tags?$|分组|^groups?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column: what stands above it, and what it seems to be."""

    heading: str
    use: Literal["number", "attribute", "tags", "nothing"]
    name: str
    """What the attribute could be called."""
    type: AttributeType


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a table; numbers in the rows are masked."""

    reading: ReadingWish
    sheets: int
    columns: tuple[ColumnGuess, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers_read: int
    """Of the sample, how many cells of the column of numbers hold one."""
    sampled: int


def preview_of(table: OpenTable) -> Preview:
    """Reads the first rows of *table*."""
    sample = [
        row[:MAX_COLUMNS] for row in islice(table.rows, SAMPLE_ROWS + 1) if any(cell.strip() for cell in row)
    ]
    has_heading = table.reading.has_heading
    if has_heading is None:
        has_heading = bool(sample) and not any(_is_number(cell) for cell in sample[0])
    headings, rows = (sample[0], sample[1:]) if has_heading and sample else ([], sample)
    width = max((len(row) for row in sample), default=0)
    columns = [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]
    number = _number_column(headings, columns)
    guesses = tuple(
        _guess(
            place, headings[place].strip() if place < len(headings) else "", cells, is_number=place == number
        )
        for place, cells in enumerate(columns)
    )
    read = sum(_is_number(cell) for cell in columns[number]) if number is not None else 0
    return Preview(
        table.reading.with_changes(has_heading=has_heading),
        table.sheets,
        _distinct(guesses),
        tuple(tuple(_hidden(cell) for cell in row) for row in rows[:SHOWN_ROWS]),
        read,
        len(rows),
    )


def _guess(place: int, heading: str, cells: list[str], *, is_number: bool) -> ColumnGuess:
    if is_number:
        return ColumnGuess(heading, "number", "", "text")
    if _TAG_HEADINGS.search(heading):
        return ColumnGuess(heading, "tags", "", "text")
    name = re.sub(r"\W+", "_", heading).strip("_")[:40]
    if not is_attribute_name(name):
        name = f"列{place + 1}" if not name else f"_{name}"[:40]
    use: Literal["attribute", "nothing"] = "attribute" if any(cell.strip() for cell in cells) else "nothing"
    return ColumnGuess(heading, use, name, guessed_type(cells))


def _number_column(headings: list[str], columns: list[list[str]]) -> int | None:
    """The column with the most numbers; where none has any, the one that is called so."""
    counts = [sum(_is_number(cell) for cell in cells) for cells in columns]
    named = [place for place, heading in enumerate(headings) if _NUMBER_HEADINGS.search(heading)]
    best = max(range(len(counts)), key=lambda place: (counts[place], place in named, -place), default=None)
    if best is not None and counts[best]:
        return best
    return named[0] if named else (0 if columns else None)


def _distinct(guesses: tuple[ColumnGuess, ...]) -> tuple[ColumnGuess, ...]:
    """The same with names that differ."""
    taken: set[str] = set()
    found = []
    for guess in guesses:
        name, number = guess.name, 2
        while name and name in taken:
            name, number = f"{guess.name[:36]}_{number}", number + 1
        taken.add(name)
        found.append(ColumnGuess(guess.heading, guess.use, name, guess.type))
    return tuple(found)


def _is_number(cell: str) -> bool:
    return not isinstance(number_in(cell), CellProblem)


def _hidden(cell: str) -> str:
    number = number_in(cell)
    return cell.strip()[:80] if isinstance(number, CellProblem) else masked(number)
