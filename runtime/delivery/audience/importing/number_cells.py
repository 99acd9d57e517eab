"""The phone number in a cell, in whatever form people and spreadsheets leave it, or why there is none."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

from runtime.messages.phone_numbers import normalised
from runtime.wording import Wording


class CellProblem(StrEnum):
    """Why a cell could not be taken as what it should be."""

    EMPTY = "empty"
    NOT_NUMBER = "not_number"
    ROUNDED = "rounded"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_MOBILE = "not_mobile"
    LANDLINE = "landline"
    SEVERAL = "several"
    REPEATED = "repeated"
    NOT_FIGURE = "not_figure"
    NOT_DATE = "not_date"
    NOT_TRUTH = "not_truth"
    NOT_CHOICE = "not_choice"
    LONG_TEXT = "long_text"
    LONG_TAG = "long_tag"

    @property
    def words(self) -> Wording:
        """The reason in words; `{detail}` may stand in it."""
        return _WORDS[self]

    @property
    def loses_row(self) -> bool:
        """Whether the whole row is left out, not only the cell."""
        return self in _LOSE_ROW


_LOSE_ROW: Final = frozenset(
    (
        CellProblem.EMPTY,
        CellProblem.NOT_NUMBER,
        CellProblem.ROUNDED,
        CellProblem.TOO_SHORT,
        CellProblem.TOO_LONG,
        CellProblem.NOT_MOBILE,
        CellProblem.LANDLINE,
        CellProblem.SEVERAL,
        CellProblem.REPEATED,
    )
)
_WORDS: Final = {
    CellProblem.EMPTY: Wording("没有手机号", "There is no number"),
    CellProblem.NOT_NUMBER: Wording("不是手机号", "This is no phone number"),
    CellProblem.ROUNDED: Wording(
        "被 Excel 四舍五入成了科学计数，原来的号码已经不在文件里。把这一列设为文本，重新导出",
        "Excel rounded it to a scientific number; the digits are no longer in the file."
        " Make the column text and export again",
    ),
    CellProblem.TOO_SHORT: Wording(
        "只有 {detail} 位数字，手机号是 11 位", "Only {detail} digits, a mobile has 11"
    ),
    CellProblem.TOO_LONG: Wording("有 {detail} 位数字，手机号是 11 位", "{detail} digits, a mobile has 11"),
    CellProblem.NOT_MOBILE: Wording("不是手机号段", "No mobile number begins like this"),
    CellProblem.LANDLINE: Wording("是固定电话，收不到消息", "A landline, which gets no messages"),
    CellProblem.SEVERAL: Wording(
        "一格里有几个号码，拆成几行", "Several numbers in one cell; give each a row"
    ),
    CellProblem.REPEATED: Wording("和第 {detail} 行是同一个号码", "The same number as in row {detail}"),
    CellProblem.NOT_FIGURE: Wording("不是数字，这一项没有导入", "No number; this value is left out"),
    CellProblem.NOT_DATE: Wording("不是日期，这一项没有导入", "No date; this value is left out"),
    CellProblem.NOT_TRUTH: Wording("不是「是」或「否」，这一项没有导入", "Neither yes nor no; left out"),
    CellProblem.NOT_CHOICE: Wording("不在选项里，这一项没有导入", "None of the choices; left out"),
    CellProblem.LONG_TEXT: Wording("超过 500 个字，这一项没有导入", "Over 500 characters; left out"),
    CellProblem.LONG_TAG: Wording("标签超过 40 个字，没有导入", "A tag of over 40 characters; left out"),
}

_PLAIN: Final = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})", re.ASCII).fullmatch
_SCIENTIFIC: Final = re.compile(r"\+?(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})", re.ASCII).fullmatch
_WITH_ZEROS: Final = re.compile(r"(\+?\d{7,15})[.,]0+", re.ASCII).fullmatch
_LETTERS: Final = re.compile(r"[^\W\d_]")
_BETWEEN: Final = re.compile(r"[/、,，;；|\\\n]+|\s{2,}")
_LANDLINE: Final = re.compile(
    r"(?:0\d{9,11}|(?:\+86|0086)0?[2-9]\d{8,10}|400\d{7}|800\d{7})", re.ASCII
).fullmatch
_EDGES: Final = " \t\r\n'\"\u2018\u2019\u201c\u201d\ufeff\u200b\u3000="


def number_in(cell: str) -> str | CellProblem:
    """The E.164 number in *cell*, or why there is none; only ever guesses nothing."""
    if found := _PLAIN(cell):
        return f"+86{found[1]}"
    text = unicodedata.normalize("NFKC", cell).strip(_EDGES)
    if not text:
        return CellProblem.EMPTY
    if found := _SCIENTIFIC(text):
        exact = _unrounded(found[1], found[2] or "", int(found[3]))
        if exact is None:
            return CellProblem.ROUNDED
        text = exact
    elif found := _WITH_ZEROS(text):
        text = found[1]
    try:
        return normalised(text)
    except ValueError:
        return _why_not(text)


def detail_of(problem: CellProblem, cell: str) -> str:
    """What the words of a number's *problem* leave open."""
    if problem in (CellProblem.TOO_SHORT, CellProblem.TOO_LONG):
        digits = _digits(unicodedata.normalize("NFKC", cell))
        return str(len(digits))
    return ""


def shown(cell: str) -> str:
    """A bad cell as it may be listed: at most 40 characters, of its digits only the first 3 and last 2."""
    text = cell.strip()[:40]
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    if len(places) < 7:
        return text
    hidden = frozenset(places[3:-2])
    return "".join("*" if place in hidden else letter for place, letter in enumerate(text))


def _unrounded(first: str, rest: str, exponent: int) -> str | None:
    """The whole number that `d.ddde+N` is, None when not all of its digits stand there."""
    if len(rest) < exponent or rest[exponent:].strip("0"):
        return None
    return first + rest[:exponent]


def _why_not(text: str) -> CellProblem:
    parts = [part for part in _BETWEEN.split(text) if part]
    if len(parts) > 1 and all(_is_number(part) for part in parts):
        return CellProblem.SEVERAL
    digits = _digits(text)
    if not digits or _LETTERS.search(text):
        return CellProblem.NOT_NUMBER
    plain = re.sub(r"[\s\-().]", "", text)
    if _LANDLINE(plain):
        return CellProblem.LANDLINE
    national = re.sub(r"^(?:00)?86(?=1)", "", digits)
    if len(national) < 11:
        return CellProblem.TOO_SHORT
    return CellProblem.TOO_LONG if len(national) > 11 else CellProblem.NOT_MOBILE


def _is_number(text: str) -> bool:
    try:
        normalised(text)
    except ValueError:
        return False
    return True


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
