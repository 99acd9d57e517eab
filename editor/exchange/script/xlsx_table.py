"""The script table as XLSX, made for copywriters: limits in sight, keys out of the way."""

from __future__ import annotations

from typing import BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from editor.exchange.format import Step, no_step
from editor.exchange.script.columns import headings
from editor.exchange.script.table import Row, Table, limit_words
from runtime.spreadsheets.xlsx_escapes import xlsx_escaped
from runtime.wording import Language, Wording

_SHEET = Wording("文案", "Script")
_FIRST_TEXT: Final = 6
"""The column of the base language, counted from 1: key, check, where, kind and limit stand before it."""
_WIDTHS: Final = (12.0, 12.0, 34.0, 12.0, 11.0)
_TEXT_WIDTH: Final = 44.0
_REMARK_WIDTH: Final = 30.0
_HEADING = PatternFill("solid", fgColor="FFE8ECF2")
_QUIET = Font(color="FF59616D")
_OVER = PatternFill("solid", bgColor="FFFFD9D6")
_OVER_WORDS = Font(color="FFB3261E", bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_AS_TEXT: Final = "@"


def write_xlsx(table: Table, out: BinaryIO, language: Language, step: Step = no_step) -> None:
    """Writes *table* as a workbook of one sheet; *language* is that of the headings."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _SHEET.text(language)
    for column, words in enumerate(headings(table.languages, language), start=1):
        cell = _put(sheet, 1, column, words)
        cell.font, cell.fill = Font(bold=True), _HEADING
        cell.protection = Protection(locked=True)
    for number, row in enumerate(table.rows, start=2):
        _put_row(sheet, number, row, language)
        step(number - 1, len(table.rows))
    _lay_out(sheet, table)
    _colour(sheet, table)
    book.save(out)


def _put_row(sheet: Worksheet, number: int, row: Row, language: Language) -> None:
    limit = limit_words(row.limit).text(language)
    for column, words in enumerate(
        (row.key, row.check, row.where.text(language), row.kind.text(language), limit), start=1
    ):
        _put(sheet, number, column, words).font = _QUIET
    for column, words in enumerate(row.texts.values(), start=_FIRST_TEXT):
        _put(sheet, number, column, words).protection = Protection(locked=False)
    last = _FIRST_TEXT + len(row.texts)
    place = f"{get_column_letter(last)}{number}"
    is_bytes = row.limit is not None and row.limit.unit == "bytes"
    formula = _length(f"{get_column_letter(_FIRST_TEXT)}{number}", is_bytes=is_bytes)
    sheet[place] = ArrayFormula(place, f"={formula}") if is_bytes else f"={formula}"
    sheet[place].alignment = Alignment(vertical="top")
    remark = _put(sheet, number, last + 1, row.remark.text(language) if row.remark else "")
    remark.protection = Protection(locked=False)


def _put(sheet: Worksheet, row: int, column: int, words: str) -> Cell:
    """A cell that holds *words* and nothing else: never a formula, a number or a date."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = xlsx_escaped(words)
    cell.data_type = "s"
    cell.number_format = _AS_TEXT
    cell.quotePrefix = words[:1] in ("=", "+", "-", "@")
    cell.alignment = _WRAPPED
    return cell


def _length(cell: str, *, is_bytes: bool) -> str:
    """A formula for the length of a text, in UTF-8 bytes or in characters."""
    if not is_bytes:
        return f"LEN({cell})"
    letter = f'_xlfn.UNICODE(MID({cell},ROW(INDIRECT("1:"&MAX(1,LEN({cell})))),1))'
    # Half of a character beyond the basic plane is an error here and two of its four bytes.
    return f"IF(LEN({cell})=0,0,SUM(IFERROR(1+({letter}>127)+({letter}>2047),2)))"


def _lay_out(sheet: Worksheet, table: Table) -> None:
    last = _FIRST_TEXT + len(table.languages)
    widths = [*_WIDTHS, *[_TEXT_WIDTH] * len(table.languages), 8.0, _REMARK_WIDTH]
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for letter in "AB":
        sheet.column_dimensions[letter].hidden = True
    sheet.freeze_panes = f"{get_column_letter(_FIRST_TEXT)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(last + 1)}{len(table.rows) + 1}"
    # Keys, places and limits cannot be edited by a slip; there is no password, so anyone may lift it.
    sheet.protection.sheet = True
    for what in ("formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, what, False)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # a new sheet has one
    sheet.print_title_rows = "1:1"


def _colour(sheet: Worksheet, table: Table) -> None:
    """Texts over their limit turn red while they are typed, in every language."""
    runs: dict[tuple[int, bool], list[int]] = {}
    for number, row in enumerate(table.rows, start=2):
        if row.limit is not None and row.limit.unit in ("bytes", "characters"):
            runs.setdefault((row.limit.maximum, row.limit.unit == "bytes"), []).append(number)
    for column in range(_FIRST_TEXT, _FIRST_TEXT + len(table.languages)):
        letter = get_column_letter(column)
        for (maximum, is_bytes), numbers in runs.items():
            places = " ".join(f"{letter}{number}" for number in numbers)
            formula = f"{_length(f'{letter}{numbers[0]}', is_bytes=is_bytes)}>{maximum}"
            sheet.conditional_formatting.add(
                places,
                FormulaRule(formula=[formula], fill=_OVER, font=_OVER_WORDS),  # type: ignore[no-untyped-call]  # its stub says nothing
            )
