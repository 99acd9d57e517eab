"""What people and spreadsheets leave in cells is read exactly or refused with the reason, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.delivery.audience.condition import AttributeType
from runtime.delivery.audience.importing.attribute_cells import (
    day_in,
    guessed_type,
    reader_of,
    tags_in,
)
from runtime.delivery.audience.importing.number_cells import CellProblem, detail_of, number_in, shown

NUMBER = "+8613812345678"


@pytest.mark.parametrize(
    "cell",
    [
        "13812345678",
        "+8613812345678",
        "8613812345678",
        "008613812345678",
        "138 1234 5678",
        "138-1234-5678",
        "＋８６１３８１２３４５６７８",
        "１３８１２３４５６７８",
        " 13812345678\t",
        "'13812345678",
        "+86 (138) 1234-5678",
        "\ufeff13812345678",
        "138\u00a01234\u00a05678",
        "1.3812345678E+10",
        "1.3812345678e10",
        "13812345678.0",
        "1.381234567800E+10",
        '="13812345678"',
    ],
)
def test_a_number_in_any_form_is_the_same_number(cell: str) -> None:
    assert number_in(cell) == NUMBER


@pytest.mark.parametrize(
    ("cell", "problem", "detail"),
    [
        ("1.38E+10", CellProblem.ROUNDED, ""),
        ("1.381234568E+10", CellProblem.ROUNDED, ""),
        ("1.38123456785E+10", CellProblem.ROUNDED, ""),
        ("", CellProblem.EMPTY, ""),
        ("　", CellProblem.EMPTY, ""),
        ("王女士", CellProblem.NOT_NUMBER, ""),
        ("13812345678a", CellProblem.NOT_NUMBER, ""),
        ("1381234567", CellProblem.TOO_SHORT, "10"),
        ("138123456789", CellProblem.TOO_LONG, "12"),
        ("12812345678", CellProblem.NOT_MOBILE, ""),
        ("010-88886666", CellProblem.LANDLINE, ""),
        ("4008001234", CellProblem.LANDLINE, ""),
        ("13812345678/13912345678", CellProblem.SEVERAL, ""),
    ],
)
def test_what_is_no_number_says_why(cell: str, problem: CellProblem, detail: str) -> None:
    assert number_in(cell) == problem
    assert problem.loses_row
    assert detail_of(problem, cell) == detail


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.sampled_from(["", "+86", "86", "0086"]),
    st.integers(0, 2),
)
def test_every_mobile_is_read_whatever_stands_before_and_between(number: str, code: str, gaps: int) -> None:
    written = (" " * gaps).join((code, number[:3], number[3:7], number[7:]))

    assert number_in(written) == f"+86{number}"


@given(st.text(max_size=60))
def test_no_cell_whatever_breaks_reading(cell: str) -> None:
    found = number_in(cell)

    assert isinstance(found, CellProblem) or found.startswith("+")
    assert len(shown(cell)) <= 40


def test_a_listed_cell_never_shows_a_whole_number() -> None:
    assert shown("13812345678x") == "138******78x"


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("text", " 上海 ", "上海"),
        ("text", "x" * 501, CellProblem.LONG_TEXT),
        ("number", "1,234.5", 1234.5),
        ("number", "１２", 12.0),
        ("number", "1e999", CellProblem.NOT_FIGURE),
        ("number", "十二", CellProblem.NOT_FIGURE),
        ("date", "2026/3/8", "2026-03-08"),
        ("date", "2026年03月08日", "2026-03-08"),
        ("date", "20260308", "2026-03-08"),
        ("date", "2026-03-08 10:00", "2026-03-08"),
        ("date", "46089", "2026-03-08"),
        ("date", "2026-13-01", CellProblem.NOT_DATE),
        ("date", "3月8日", CellProblem.NOT_DATE),
        ("boolean", "是", True),
        ("boolean", "No", False),
        ("boolean", "也许", CellProblem.NOT_TRUTH),
        ("choice", "金卡", "金卡"),
        ("choice", "铜卡", CellProblem.NOT_CHOICE),
    ],
)
def test_values_are_read_by_type(kind: AttributeType, cell: str, value: object) -> None:
    assert reader_of(kind, ("金卡", "银卡"))(cell) == value


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["是", "否", ""], "boolean"),
        (["2026-03-08", "2025/1/1"], "date"),
        (["12", "7.5"], "number"),
        (["007", "12"], "text"),
        (["1", "0"], "number"),
        (["上海", "12"], "text"),
        ([], "text"),
    ],
)
def test_a_column_gets_the_type_that_all_its_cells_fit(cells: list[str], kind: str) -> None:
    assert guessed_type(cells) == kind


def test_tags_are_separated_by_any_common_mark() -> None:
    assert tags_in(" 老客、金卡; VIP/新 ") == ["老客", "金卡", "VIP", "新"]
    assert day_in("2026.3.8") == "2026-03-08"
