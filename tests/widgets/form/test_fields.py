from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Annotated, Literal

import pytest
from pydantic import Field as Bounds
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from runtime.records import FieldPath, Hint, Record
from runtime.wording import Wording, same
from tests.support.keys import type_text
from widgets.common import Segment, Switch
from widgets.form import FormView, Problem
from widgets.form.choice_fields import ManyChoices
from widgets.form.colour_field import ColourField
from widgets.form.counter import Fill
from widgets.form.counter_label import CounterLabel
from widgets.form.loose_fields import LooseValueField, VariableField, WordsField
from widgets.form.moment_fields import DateField, MomentField, TimeField
from widgets.form.number_field import DurationField, NumberField, number_from
from widgets.form.text_field import TextField
from widgets.language import set_language
from widgets.theme import set_theme

SIZES = {"s": Wording("小", "Small"), "m": Wording("中", "Medium")}
MANY = {str(n): Wording(f"第 {n} 个很长的选项", f"Option {n}") for n in range(6)}
OpenForm = Callable[..., FormView]


class Sample(Record):
    line: Annotated[str, Hint(same("行"), limit="suggestion_text")] = ""
    text: Annotated[str, Hint(same("文"), template=True, widget="long_text")] = ""
    size: Annotated[Literal["s", "m"], Hint(same("大小"), choices=SIZES)] = "s"
    kind: Annotated[str, Hint(same("种类"), choices=MANY)] = "0"
    styles: Annotated[tuple[str, ...], Hint(same("字形"), choices=SIZES)] = ()
    on: Annotated[bool, Hint(same("开关"))] = False
    count: Annotated[int, Bounds(le=100), Hint(same("数"))] = 1
    least: Annotated[float | None, Hint(same("最少"), only_if={"on": (True,)})] = None
    wait_s: Annotated[int, Hint(same("等"), widget="duration")] = 86400
    clock: Annotated[time, Hint(same("钟点"), widget="time")] = time(10, 0)
    day: Annotated[date | None, Hint(same("日"), widget="date")] = None
    moment: Annotated[str, Hint(same("时刻"), widget="date_time", template=True)] = ""
    colour: Annotated[str, Hint(same("颜色"), widget="colour")] = "#A63A50"
    words: Annotated[tuple[str, ...], Hint(same("词"))] = ()
    variable: Annotated[str, Hint(same("变量"), widget="variable")] = ""
    value: Annotated[str | float | bool, Hint(same("值"))] = ""
    rare: Annotated[str, Hint(same("少见"), group="more")] = ""


@pytest.fixture
def form(open_form: OpenForm) -> FormView:
    return open_form(Sample())


def heard(form: FormView) -> list[tuple[FieldPath, object, str]]:
    told: list[tuple[FieldPath, object, str]] = []
    form.changed.connect(lambda path, value, key: told.append((path, value, key)))
    return told


def test_typing_into_a_line_tells_path_value_and_one_key(form: FormView) -> None:
    told = heard(form)
    field = form.fields.field("line")
    assert isinstance(field, TextField)

    type_text(field.area, "ab")

    assert told == [(("line",), "a", "line"), (("line",), "ab", "line")]


def test_the_counter_counts_bytes_and_says_characters_where_they_differ(form: FormView) -> None:
    form.set_record(Sample(line="领取优惠券"))

    assert form.fields.field("line")._counter.forms == ("15/25 字节 · 5 字", "15/25 字节", "15/25")


def test_a_counter_without_room_leaves_its_unit_out_and_is_never_cut(qtbot: QtBot) -> None:
    counter = CounterLabel()
    qtbot.addWidget(counter)
    counter.set_forms(Fill(15, 25, "bytes", 5).forms())
    shown = []

    for width_px in (counter.sizeHint().width(), counter.sizeHint().width() - 1, 10):
        counter.resize(width_px, 20)
        shown.append(counter.text())

    assert shown == ["15/25 字节 · 5 字", "15/25 字节", "15/25"]
    assert counter.toolTip() == "15/25 字节 · 5 字"


def test_few_short_choices_are_a_segment(form: FormView) -> None:
    told = heard(form)
    segment = form.fields.field("size").body
    assert isinstance(segment, Segment)

    segment.part("m").click()

    assert told == [(("size",), "m", "")]


def test_many_choices_are_a_list(form: FormView) -> None:
    told = heard(form)

    QTest.keyClick(form.fields.field("kind").body, Qt.Key.Key_Down)

    assert told == [(("kind",), "1", "")]


def test_any_of_several_choices_keep_the_order_of_the_hint(form: FormView) -> None:
    told = heard(form)
    field = form.fields.field("styles")
    assert isinstance(field, ManyChoices)

    field.parts["m"].click()
    field.parts["s"].click()

    assert told == [(("styles",), ("m",), ""), (("styles",), ("s", "m"), "")]


def test_choices_that_are_taken_already_show_it(form: FormView) -> None:
    field = form.fields.field("styles")
    assert isinstance(field, ManyChoices)

    field.set_value(("m",))

    assert {key: part.icon_name for key, part in field.parts.items() if part.isChecked()} == {"m": "check"}


def test_a_switch_tells_and_shows_what_is_set(form: FormView) -> None:
    told = heard(form)
    switch = form.fields.field("on").body
    assert isinstance(switch, Switch)

    switch.click()
    assert told == [(("on",), True, "")]
    form.set_record(Sample())

    assert not switch.isChecked()
    assert len(told) == 1


def test_a_field_is_hidden_while_it_does_not_count(form: FormView) -> None:
    field = form.fields.field("least")
    assert field.isHidden()

    form.set_record(Sample(on=True))

    assert not field.isHidden()


@pytest.mark.parametrize(("text", "number"), [("60", 60.0), ("1,000", 1000.0), ("６０", 60.0), ("x", None)])
def test_numbers_are_read_as_people_write_them(text: str, number: float | None) -> None:
    assert number_from(text) == number


def test_a_number_is_told_and_steps_with_the_arrow_keys(form: FormView) -> None:
    told = heard(form)
    field = form.fields.field("count")
    assert isinstance(field, NumberField)

    field.edit.clear()
    type_text(field.edit, "7")
    QTest.keyClick(field.edit, Qt.Key.Key_Up)

    assert [value for _, value, _ in told] == [7, 8]


def test_a_number_the_record_refuses_stays_and_is_not_told(form: FormView) -> None:
    told = heard(form)
    field = form.fields.field("count")
    assert isinstance(field, NumberField)

    field.edit.clear()
    type_text(field.edit, "500")

    assert [value for _, value, _ in told] == [5, 50]
    assert field.edit.text() == "500"
    assert len(field.problems) == 1


def test_an_empty_optional_number_is_none(form: FormView) -> None:
    form.set_record(Sample(on=True, least=3.0))
    told = heard(form)
    field = form.fields.field("least")
    assert isinstance(field, NumberField)

    QTest.keyClick(field.edit, Qt.Key.Key_Backspace)

    assert told == [(("least",), None, "least")]


def test_a_duration_is_a_number_and_a_unit(form: FormView) -> None:
    told = heard(form)
    field = form.fields.field("wait_s")
    assert isinstance(field, DurationField)
    assert (field.edit.text(), field.unit.currentText()) == ("24", "小时")

    field.unit.setCurrentIndex(1)
    type_text(field.edit, "0")

    assert [value for _, value, _ in told] == [24 * 60, 240 * 60]


def test_an_hour_takes_a_full_width_colon(form: FormView) -> None:
    told = heard(form)
    field = form.fields.field("clock")
    assert isinstance(field, TimeField)

    field.edit.clear()
    type_text(field.edit, "8：30")

    assert told[-1][1] == time(8, 30)


def test_a_day_is_told_when_it_is_whole(form: FormView) -> None:
    told = heard(form)
    field = form.fields.field("day")
    assert isinstance(field, DateField)

    type_text(field.edit, "2026-03-15")

    assert told == [(("day",), date(2026, 3, 15), "day")]


def test_a_moment_keeps_its_hour_when_a_day_is_picked(form: FormView) -> None:
    from PySide6.QtCore import QDate

    form.set_record(Sample(moment="2026-03-15T18:30:00+08:00"))
    told = heard(form)
    field = form.fields.field("moment")
    assert isinstance(field, MomentField)

    field.edit._take(QDate(2026, 4, 1))

    assert told == [(("moment",), "2026-04-01T18:30:00+08:00", "")]


def test_a_colour_is_told_when_it_is_one(form: FormView) -> None:
    told = heard(form)
    field = form.fields.field("colour")
    assert isinstance(field, ColourField)

    field.edit.clear()
    type_text(field.edit, "#112233")

    assert [value for _, value, _ in told] == ["#112233"]


def test_words_are_separated_by_either_comma(form: FormView) -> None:
    told = heard(form)
    field = form.fields.field("words")
    assert isinstance(field, WordsField)

    type_text(field.edit, "春季、优惠，新品,")

    assert told[-1][1] == ("春季", "优惠", "新品")
    assert field.edit.text() == "春季、优惠，新品,"


def test_a_variable_can_be_chosen_or_written(form: FormView) -> None:
    told = heard(form)
    field = form.fields.field("variable")
    assert isinstance(field, VariableField)
    assert [field.list.itemText(n) for n in range(field.list.count())] == ["姓名", "金额", "会员"]

    field.list.setEditText("新变量")

    assert told == [(("variable",), "新变量", "variable")]


@pytest.mark.parametrize(("variable", "typed", "value"), [("姓名", "60", "60"), ("金额", "60", 60.0)])
def test_a_value_is_of_the_type_its_variable_wants(
    form: FormView, variable: str, typed: str, value: object
) -> None:
    form.set_record(Sample(variable=variable))
    told = heard(form)
    field = form.fields.field("value")
    assert isinstance(field, LooseValueField)

    type_text(field.edit, typed)

    assert told[-1][1] == value


def test_a_boolean_variable_wants_yes_or_no(form: FormView) -> None:
    form.set_record(Sample(variable="会员"))
    told = heard(form)
    field = form.fields.field("value")
    assert isinstance(field, LooseValueField)
    assert not field._segment.isHidden()

    field._segment.part("false").click()

    assert told == [(("value",), False, "")]


def test_rare_fields_are_counted_when_they_are_not_at_their_default(form: FormView) -> None:
    more = form.fields._more
    assert not more.is_open()

    form.set_record(Sample(rare="x"))
    assert more._header.count == 1
    form.focus_path(("rare",))

    assert more.is_open()


def test_a_problem_stands_under_its_field_and_marks_it(form: FormView) -> None:
    form.show_problems([Problem(("line",), same("太长"))])

    field = form.fields.field("line")
    assert [problem.sentence.zh for problem in field.problems] == ["太长"]
    assert field.body.property("invalid") is True
    form.show_problems([])
    assert field.problems == ()


def test_the_fix_of_a_problem_gives_its_token_back(form: FormView, qtbot: QtBot) -> None:
    token = object()
    form.show_problems([Problem(("line",), same("太长"), fix=same("缩短"), token=token)])

    with qtbot.waitSignal(form.fix_requested) as asked:
        form.fields.field("line")._note._rows[-1].click()  # type: ignore[attr-defined]  # known here

    assert asked.args == [token]


def test_every_control_has_an_accessible_name(form: FormView) -> None:
    for field in form.fields.fields():
        if not isinstance(field, ManyChoices):
            assert field.body.accessibleName(), field.spec.name


def test_theme_and_language_change_while_the_form_is_open(form: FormView) -> None:
    set_language("en")
    set_theme("dark")

    segment = form.fields.field("size").body
    assert isinstance(segment, Segment)
    assert segment.part("s").accessibleName() == "Small"
    assert form.grab().width() == 320


def test_the_same_record_again_keeps_focus_and_cursor(form: FormView, qtbot: QtBot) -> None:
    field = form.fields.field("text")
    assert isinstance(field, TextField)
    field.area.setFocus()
    type_text(field.area, "一二三")
    QTest.keyClick(field.area, Qt.Key.Key_Left)

    form.set_record(Sample(text="一二三四"))

    assert field.area.value() == "一二三四"
    assert field.area.textCursor().position() == 2
    assert form.fields.field("text") is field
