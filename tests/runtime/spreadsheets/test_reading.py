"""Tables of strangers are read as they are meant, and never do anything."""

from __future__ import annotations

import io
import zipfile

import pytest

from runtime.spreadsheets.bounded_zip import Bounds
from runtime.spreadsheets.csv_reading import csv_rows, delimiter_of, encoding_of
from runtime.spreadsheets.refusals import FileRefused
from runtime.spreadsheets.xlsx_reading import xlsx_book
from runtime.spreadsheets.xlsx_writing import xlsx_pieces
from tests.support.conversations import NOON

BOUNDS = Bounds(100, 1 << 20, 1 << 21)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    "<worksheet><sheetData><row><c><v>&b;&f;</v></c></row></sheetData></worksheet>"
)
PREFIXED = (
    '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row r="1"><x:c r="B1" t="s"><x:v>1</x:v></x:c>'
    '<x:c r="C1" t="inlineStr"><x:is><x:r><x:t>a</x:t></x:r><x:r><x:t>b</x:t></x:r>'
    "<x:rPh><x:t>not this</x:t></x:rPh></x:is></x:c>"
    '<x:c r="D1"><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c r="E1" t="s"/></x:row></x:sheetData></x:worksheet>'
)
STRINGS = "<sst><si><t>zero</t></si><si><r><t>on</t></r><r><t>e</t></r><rPh><t>no</t></rPh></si></sst>"


def workbook(sheet: str, strings: str = "") -> io.BytesIO:
    """A workbook of one sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", sheet)
        if strings:
            book.writestr("xl/sharedStrings.xml", strings)
    return out


def rows_of(file: io.BytesIO) -> list[list[str]]:
    """The rows of its first sheet."""
    with xlsx_book(file, BOUNDS, 10) as book:
        return list(book.rows())


@pytest.mark.parametrize("place", ["sheet", "strings"])
def test_a_document_type_is_refused_wherever_it_stands(place: str) -> None:
    file = workbook(LAUGHS) if place == "sheet" else workbook(PREFIXED, LAUGHS)
    with pytest.raises(FileRefused):
        rows_of(file)


def test_values_are_read_without_formulas_and_pronunciation() -> None:
    assert rows_of(workbook(PREFIXED, STRINGS)) == [["", "one", "ab", "2", ""]]


@pytest.mark.parametrize(
    "sheet", ["", "<worksheet><sheetData><row>", "\x00\x01", PREFIXED.replace(">1<", ">9<")]
)
def test_damaged_sheets_are_refused(sheet: str) -> None:
    with pytest.raises(FileRefused):
        rows_of(workbook(sheet, STRINGS))


def test_what_is_written_is_read_back() -> None:
    rows: list[list[str | float | bool]] = [["=1+1", "+8613800000001", 12.5], ["a\x0bb_x000D_", "<&>", True]]
    content = b"".join(xlsx_pieces(rows, "名<单>", NOON))

    assert rows_of(io.BytesIO(content)) == [["=1+1", "+8613800000001", "12.5"], ["a\x0bb_x000D_", "<&>", "1"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encoding_and_delimiter_are_found_out(encoding: str, delimiter: str) -> None:
    text = f'姓名{delimiter}"a,b;c"\r\n安{delimiter}"两\r\n行"\r\n'
    stream = io.BytesIO(text.encode(encoding))
    found = encoding_of(stream)

    assert list(csv_rows(stream, found, delimiter_of(stream, found))) == [
        ["姓名", "a,b;c"],
        ["安", "两\r\n行"],
    ]
