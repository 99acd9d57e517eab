"""Writes XLSX piece by piece: texts and figures in one sheet, never a formula, never the whole in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

from runtime.spreadsheets.xlsx_escapes import xlsx_escaped

MAX_ROWS: Final = 1_048_576
"""What a sheet can hold. Source: ECMA-376 Part 1, 18.3.1.73, as Excel implements it."""
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PIECE_BYTES: Final = 1 << 16
_PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


class _Pipe:
    """What a zip file is written to: bytes wait here until they are taken."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def write(self, data: bytes) -> int:
        self._pending += data
        return len(data)

    def flush(self) -> None:
        """There is nothing behind it."""

    def taken(self, at_least: int = 1) -> bytes:
        """What waits, when it is *at_least* so much."""
        if len(self._pending) < at_least:
            return b""
        data = bytes(self._pending)
        self._pending.clear()
        return data


def xlsx_pieces(rows: Iterable[list[str | float | bool]], name: str, at: datetime) -> Iterator[bytes]:
    """The bytes of a workbook with one sheet called *name*; *at* is the moment in its directory."""
    pipe = _Pipe()
    stamp = at.timetuple()[:6]
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:  # type: ignore[call-overload]  # it only writes and flushes
        for path, text in _PARTS.items():
            filled = text.replace("{name}", escape(name, {'"': "&quot;"})[:31])
            book.writestr(zipfile.ZipInfo(path, stamp), _HEAD + filled)
        sheet = zipfile.ZipInfo("xl/worksheets/sheet1.xml", stamp)
        sheet.compress_type = zipfile.ZIP_DEFLATED
        with book.open(sheet, "w", force_zip64=True) as out:
            out.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for row in rows:
                out.write(f"<row>{''.join(map(_cell, row))}</row>".encode("utf-8", "replace"))
                if piece := pipe.taken(_PIECE_BYTES):
                    yield piece
            out.write(b"</sheetData></worksheet>")
    yield pipe.taken()


def _cell(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value!r}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(xlsx_escaped(value))}</t></is></c>'
