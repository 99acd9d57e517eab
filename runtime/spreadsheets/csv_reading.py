"""Reads CSV of any size, encoding and delimiter that spreadsheets write, row by row."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Final, Literal, TypeAlias

from runtime.spreadsheets.formula_guard import bare
from runtime.spreadsheets.refusals import FileRefused
from runtime.wording import Wording

Encoding: TypeAlias = Literal["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
ENCODINGS: Final[dict[Encoding, str]] = {
    "utf-8-sig": "UTF-8",
    "gb18030": "GBK / GB 18030",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
"""Encodings that are read → how people call them."""
DELIMITERS: Final = ",\t;|"
MAX_CELL: Final = 32_767
"""Characters of a cell that are kept: what a spreadsheet can hold."""
_SAMPLE_BYTES: Final = 1 << 16
_CHUNK_BYTES: Final = 1 << 20
_SAMPLE_ROWS: Final = 20


def encoding_of(stream: BinaryIO) -> Encoding:
    """How the text in *stream* is written, read through once; raises FileRefused when it is no known text."""
    stream.seek(0)
    head = stream.read(_SAMPLE_BYTES)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if (without_mark := _utf_16_of(head)) is not None:
        return without_mark
    for encoding in ("utf-8-sig", "gb18030"):
        place = _first_strange(stream, encoding)
        if place is None:
            return "utf-8-sig" if encoding == "utf-8-sig" else "gb18030"
    raise FileRefused(
        Wording(
            "第 {place} 个字节附近既不是 UTF-8 也不是 GBK 文本。另存为「CSV UTF-8」再读入。",
            'Around byte {place} it is neither UTF-8 nor GBK text. Save it as "CSV UTF-8" and read it again.',
        ).format(place=place)
    )


def delimiter_of(stream: BinaryIO, encoding: Encoding) -> str:
    """The delimiter with which the first rows have the same number of cells; the comma when none splits."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    lines = decoder.decode(stream.read(_SAMPLE_BYTES)).splitlines()[:_SAMPLE_ROWS]
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        lengths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        if not lengths:
            continue
        width, rows = lengths.most_common(1)[0]
        score = rows * (1 + width / 1000) if width > 1 else 0.0
        if score > most:
            best, most = delimiter, score
    return best


def csv_rows(stream: BinaryIO, encoding: Encoding, delimiter: str) -> Iterator[list[str]]:
    """The rows of the text in *stream*, cells cut to `MAX_CELL`; raises FileRefused at what is no CSV."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    reader = csv.reader((line.replace("\0", "") for line in text), delimiter=delimiter)
    try:
        for row in reader:
            yield [cell if cell[:1] not in _MAYBE_GUARDED else bare(cell)[:MAX_CELL] for cell in row]
    except csv.Error as error:
        raise FileRefused(
            Wording(
                "第 {row} 行读不出来，可能引号没有成对。",
                "Line {row} cannot be read; a quotation mark may be missing.",
            ).format(row=reader.line_num)
        ) from error
    finally:
        # The stream belongs to the caller, who may have closed it before this is done.
        if not stream.closed:
            text.detach()


_MAYBE_GUARDED: Final = frozenset("'")


def _utf_16_of(head: bytes) -> Encoding | None:
    """UTF-16 without a mark betrays itself by zero bytes at every other place."""
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 8 < len(head):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _first_strange(stream: BinaryIO, encoding: str) -> int | None:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    place = 0
    try:
        while chunk := stream.read(_CHUNK_BYTES):
            decoder.decode(chunk)
            place += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return place + error.start
    return None
