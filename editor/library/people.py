"""The people previews are tried with: a small table of names and values that the workspace keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from editor.exchange.script.csv_table import table_cells
from editor.exchange.script.xlsx_reading import xlsx_sheets
from runtime.flow.file_format import write_whole

PEOPLE_MAX: Final = 200
"""People that are kept; previews need examples, not the audience."""
PEOPLE_FILE: Final = "preview-people.csv"
_LETTERS_MAX: Final = 200
_PHONE: Final = re.compile(r"(?<!\d)(\d{3})\d{4,6}(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Person:
    """One person: what stands in each column of the table."""

    values: dict[str, str]
    """Column, which is the name of a variable → value."""

    @property
    def name(self) -> str:
        """What tells the person from others: the first value, phone numbers with their middle hidden."""
        first = next((value for value in self.values.values() if value), "—")
        return _PHONE.sub(r"\1****\2", first)[:40]


def people_in(rows: Iterable[Sequence[str]]) -> tuple[Person, ...]:
    """The people of a table whose first row names the variables; rows without values are left out."""
    found: list[Person] = []
    heading: list[str] = []
    for row in rows:
        cells = [cell.strip()[:_LETTERS_MAX] for cell in row]
        if not heading:
            heading = cells
        elif any(cells) and len(found) < PEOPLE_MAX:
            pairs = zip(heading, cells, strict=False)
            found.append(Person({name: value for name, value in pairs if name}))
    return tuple(found)


def read_people(path: Path) -> tuple[Person, ...]:
    """The people in a CSV or XLSX file; raises FileRefused or OSError."""
    if path.suffix.lower() == ".xlsx":
        return people_in(next(iter(xlsx_sheets(path)), []))
    return people_in(table_cells(path.read_bytes()))


def keep_people(folder: Path, people: Sequence[Person]) -> None:
    """Keep people in the workspace, in place of those before; raises OSError."""
    names = list(dict.fromkeys(name for person in people for name in person.values))
    lines = [names, *([person.values.get(name, "") for name in names] for person in people)]
    text = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / PEOPLE_FILE, text.encode("utf-8-sig"))


def kept_people(folder: Path) -> tuple[Person, ...]:
    """The people the workspace keeps; none when there are none, raises FileRefused for a damaged table."""
    path = folder / PEOPLE_FILE
    return read_people(path) if path.is_file() else ()
