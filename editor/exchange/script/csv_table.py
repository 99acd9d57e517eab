"""The script table as CSV: what Excel opens with a double click, and what comes back from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from editor.exchange.format import Step, no_step
from editor.exchange.script.bounds import MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_TABLE_BYTES, too_many_rows
from editor.exchange.script.columns import columns_of, headings
from editor.exchange.script.table import Table, limit_words
from runtime.messages.limits import count
from runtime.spreadsheets.formula_guard import bare, guarded
from runtime.spreadsheets.refusals import FileRefused
from runtime.wording import Language, Wording

_BOM: Final = "\ufeff"
_DELIMITERS: Final = ",\t;"


def write_csv(table: Table, out: BinaryIO, language: Language, step: Step = no_step) -> None:
    """Writes *table* as UTF-8 with a byte order mark, comma-separated; *language* is that of the headings."""
    text = io.TextIOWrapper(out, "utf-8-sig", errors="surrogatepass", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings(table.languages, language))
    for number, row in enumerate(table.rows, start=1):
        limit = limit_words(row.limit).text(language)
        said = next(iter(row.texts.values()))
        length = count(said, row.limit.unit if row.limit else "characters")
        remark = row.remark.text(language) if row.remark else ""
        fixed = [row.key, row.check, row.where.text(language), row.kind.text(language), limit]
        writer.writerow([guarded(cell) for cell in (*fixed, *row.texts.values(), str(length), remark)])
        step(number, len(table.rows))
    text.detach()


def csv_cells(data: bytes) -> Iterator[list[str]]:
    """The rows of CSV in any encoding and with any delimiter that spreadsheets write.

    UTF-8, UTF-16 with a mark, or GB 18030; comma, semicolon or tab. Raises FileRefused.
    """
    text = _text_of(data)
    return _rows(text, _delimiter(text))


def table_cells(data: bytes) -> Iterator[list[str]]:
    """The rows of any small table: CSV as above, or the cells a spreadsheet puts on the clipboard.

    Raises FileRefused.
    """
    text = _text_of(data)
    first = text[:20_000].split("\n", 1)[0]
    return _rows(text, max("\t,;", key=first.count))


def _text_of(data: bytes) -> str:
    if len(data) > MAX_TABLE_BYTES:
        raise FileRefused(
            Wording("表格超过 {limit} MB。", "The table is larger than {limit} MB.").format(
                limit=MAX_TABLE_BYTES >> 20
            )
        )
    return _decoded(data).removeprefix(_BOM).replace("\0", "")


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            if number > MAX_ROWS:
                raise too_many_rows()
            yield [bare(cell[: MAX_CELL + 1]) for cell in row[:MAX_COLUMNS]]
    except csv.Error as error:
        raise FileRefused(
            Wording(
                "第 {row} 行读不出来，可能引号没有成对。",
                "Row {row} cannot be read; a quotation mark may be missing.",
            ).format(row=number + 1)
        ) from error


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig", "surrogatepass")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise FileRefused(
            Wording(
                "第 {place} 个字节既不是 UTF-8 也不是 GBK 文本。另存为「CSV UTF-8」再读入。",
                'Byte {place} is neither UTF-8 nor GBK text. Save it as "CSV UTF-8" and read it again.',
            ).format(place=error.start)
        ) from error


def _delimiter(text: str) -> str:
    """The delimiter with which the first line is a row of headings; the comma when none is."""
    first = text[:20_000].split("\n", 1)[0]
    for delimiter in _DELIMITERS:
        cells = next(csv.reader([first.rstrip("\r")], delimiter=delimiter), [])
        if columns_of(cells) is not None:
            return delimiter
    return ","
