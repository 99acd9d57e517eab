"""Expressions and conditions as people write them: offered names, mistakes in place, results, groups."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pydantic import BaseModel
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from runtime.flow.condition import Condition, ConditionRow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.branch import Branch, Case
from runtime.flow.nodes.set_variables import Assignment, SetVariables
from runtime.messages.suggestions.calendar import CreateCalendarEvent
from runtime.wording import same
from tests.support.keys import type_text
from widgets.form import FormContext, FormView, Problem, VariableOffer
from widgets.form.assigned_field import AssignedField
from widgets.form.condition_field import ConditionField
from widgets.form.expression_completion import ExpressionCompletion, call_around
from widgets.form.moment_fields import MomentField
from widgets.form.records_field import RecordRow, RecordsField
from widgets.form.text_area import TextArea

OpenForm = Callable[..., FormView]


@pytest.fixture
def open_form(open_form: OpenForm) -> OpenForm:
    """As everywhere, but the form lives as long as the test, whatever part of it is looked at."""
    kept: list[FormView] = []

    def opened(record: BaseModel) -> FormView:
        kept.append(open_form(record))
        return kept[-1]

    return opened


@pytest.fixture
def world(context: FormContext) -> FormContext:
    context.set_variables(
        [*context.variables, VariableOffer("到店", same("时间"), "2026-03-15 10:00", "date")]
    )
    return context


def branch(condition: Condition) -> Branch:
    return Branch(id=NodeId("b"), cases=(Case(id="c1", condition=condition),))


def field_of(form: FormView) -> ConditionField:
    records = form.fields.field("cases")
    assert isinstance(records, RecordsField)
    row = records.rows[0]
    assert isinstance(row, RecordRow)
    field = row.fields.field("condition")
    assert isinstance(field, ConditionField)
    return field


def expression(open_form: OpenForm, source: str) -> ConditionField:
    return field_of(open_form(branch(Condition(expression=source))))


def completion(area: TextArea) -> ExpressionCompletion:
    found = area._completion
    assert isinstance(found, ExpressionCompletion)
    return found


def at_end(area: TextArea) -> TextArea:
    area.setFocus()
    area.moveCursor(area.textCursor().MoveOperation.End)
    return area


def told(form_field: ConditionField) -> list[Condition]:
    heard: list[Condition] = []
    form_field.changed.connect(lambda _path, value, _typed: heard.append(value))
    return heard


def test_a_begun_name_offers_variables_and_functions(open_form: OpenForm, world: FormContext) -> None:
    area = at_end(expression(open_form, "会员 && ").expression.area)

    type_text(area, "金")

    assert completion(area).offers() == ["金额"]
    QTest.keyClick(area, Qt.Key.Key_Return)
    assert area.value() == "会员 && 金额"


def test_a_function_comes_with_brackets_and_says_how_it_is_called(
    open_form: OpenForm, world: FormContext
) -> None:
    field = expression(open_form, "")
    area = at_end(field.expression.area)

    type_text(area, "le")
    QTest.keyClick(area, Qt.Key.Key_Tab)

    assert area.value() == "length()"
    assert area.textCursor().position() == len("length(")
    assert "length(文本)" in field.expression.watch.help.text()


def test_behind_a_dot_only_what_a_text_can_do_is_offered(open_form: OpenForm, world: FormContext) -> None:
    area = at_end(expression(open_form, "姓名.").expression.area)

    type_text(area, "s")

    assert completion(area).offers() == ["startsWith"]


def test_behind_a_value_the_signs_are_offered_on_demand(open_form: OpenForm, world: FormContext) -> None:
    area = at_end(expression(open_form, "金额 ").expression.area)

    area.open_completion()

    assert completion(area).offers()[:3] == ["==", "!=", ">"]


def test_inside_a_quoted_text_nothing_is_offered(open_form: OpenForm, world: FormContext) -> None:
    area = at_end(expression(open_form, '姓名 == "').expression.area)

    type_text(area, "金")

    assert completion(area).offers() == []


@pytest.mark.parametrize(
    ("before", "name"),
    [("length(", "length"), ("days(length(姓名) + ", "days"), ('contains("(")', ""), ("(a", ""), ("", "")],
)
def test_the_call_at_the_cursor_is_found(before: str, name: str) -> None:
    assert name == call_around(before)


def test_what_an_expression_comes_to_is_said_with_the_samples(
    open_form: OpenForm, world: FormContext, qtbot: QtBot
) -> None:
    field = expression(open_form, "金额 >= 60")

    assert field.expression.watch.result.text() == "现在算出来是 是"
    type_text(at_end(field.expression.area), "0")
    qtbot.waitUntil(lambda: field.expression.watch.result.text() == "现在算出来是 否")


def test_without_a_sample_it_says_which_one_is_lacking(open_form: OpenForm, world: FormContext) -> None:
    field = expression(open_form, "会员")

    assert "「会员」没有样例值" in field.expression.watch.result.text()


def test_a_mistake_is_underlined_where_it_stands_and_said_below(
    open_form: OpenForm, world: FormContext
) -> None:
    field = expression(open_form, "会员 && 金客 > 3")

    (mark,) = field.expression.area.extraSelections()
    assert mark.cursor.selectedText() == "金客"
    assert "没有叫「金客」的变量" in field.expression.watch.result.text()


def test_a_mistake_the_checks_find_too_is_said_once(open_form: OpenForm, world: FormContext) -> None:
    class Found:
        code = "expression"

    field = expression(open_form, "金客 > 3")

    field.show_problems([Problem((), same("算不出来"), token=Found()), Problem((), same("轮不到"))])

    assert [problem.sentence.zh for problem in field.problems] == ["轮不到"]
    assert field.expression.watch.fix.isHidden()


def test_the_repair_of_a_mistake_stands_below_its_sentence(
    open_form: OpenForm, world: FormContext, qtbot: QtBot
) -> None:
    class Found:
        code = "expression"

    found = Found()
    field = expression(open_form, "积分 > 3")

    field.show_problems([Problem((), same("算不出来"), fix=same("添加变量「积分」"), token=found)])

    assert field.expression.watch.fix.words == "添加变量「积分」"
    with qtbot.waitSignal(field.fix_requested) as asked:
        field.expression.watch.fix.click()
    assert asked.args == [found]


def test_composing_chinese_into_an_expression_is_not_disturbed(
    open_form: OpenForm, world: FormContext
) -> None:
    field = expression(open_form, "会员 && ")
    heard = told(field)
    area = at_end(field.expression.area)

    QApplication.sendEvent(area, QInputMethodEvent("jine", []))
    field.expression.watch.look()
    assert heard == []
    commit = QInputMethodEvent()
    commit.setCommitString("金额")
    QApplication.sendEvent(area, commit)

    assert heard[-1].expression == "会员 && 金额"


def test_an_expression_that_rows_can_say_becomes_rows(open_form: OpenForm, world: FormContext) -> None:
    field = expression(open_form, '(金额 > 3 || 姓名 == "甲") && 会员')
    heard = told(field)

    field._mode.part("rows").click()

    assert heard[-1].expression == ""
    assert [row.group for row in heard[-1].rows] == [1, 1, 0]
    assert len(field.rows) == 3


def test_an_expression_that_rows_cannot_say_stays_and_says_so(
    open_form: OpenForm, world: FormContext
) -> None:
    field = expression(open_form, "length(姓名) > 2")
    heard = told(field)

    field._mode.part("rows").click()

    assert heard == []
    assert field._mode.value() == "expression"
    assert field._only.isVisibleTo(field)


def test_groups_are_added_filled_and_taken_away(open_form: OpenForm, world: FormContext) -> None:
    field = field_of(open_form(branch(Condition(rows=(ConditionRow(variable="会员", value=True),)))))
    heard = told(field)

    field._add_group.click()
    field.rows[1].variable.tell("金额", typed=True)
    field.rows[2].variable.tell("姓名", typed=True)

    assert heard[-1].source() == '(会员 == true) && ((金额 == "") || (姓名 == ""))'
    field.rows[2].removed.emit()
    assert [row.group for row in heard[-1].rows] == [0, 1]
    assert field.rows[1].variable.value == "金额"


def test_a_moment_in_a_row_is_a_day_and_an_hour(open_form: OpenForm, world: FormContext) -> None:
    row = ConditionRow(variable="到店", operator="since", value="")
    field = field_of(open_form(branch(Condition(rows=(row,)))))
    heard = told(field)
    moment = field.rows[0].value._moment
    assert moment is not None

    type_text(moment.day, "2026-03-15")
    moment.hour.setFocus()
    type_text(moment.hour, "9:30")

    assert heard[-1].rows[0].value == "2026-03-15 09:30"
    assert heard[-1].source() == '到店 >= moment("2026-03-15T09:30:00")'


def event_form(open_form: OpenForm, start: str) -> tuple[MomentField, list[str]]:
    form = open_form(CreateCalendarEvent(title="到店", start_time=start))
    heard: list[str] = []
    form.changed.connect(lambda _path, value, _key: heard.append(value))
    field = form.fields.field("start_time")
    assert isinstance(field, MomentField)
    return field, heard


def test_an_event_begins_on_a_day_at_an_hour_in_a_zone(open_form: OpenForm) -> None:
    field, heard = event_form(open_form, "2026-03-15T10:00:00+08:00")

    assert (field.edit.day.text(), field.edit.hour.text()) == ("2026-03-15", "10:00")
    assert field.edit.zone is not None
    assert field.edit.zone.currentText() == "北京时间 (UTC+08:00)"
    field.edit.hour.selectAll()
    type_text(field.edit.hour, "14:30")
    field.edit.zone.setCurrentIndex(1)
    field.edit.zone.activated.emit(1)
    assert heard[-2:] == ["2026-03-15T14:30:00+08:00", "2026-03-15T14:30:00+00:00"]


@pytest.mark.parametrize("start", ["2026-03-15T10:00:00-05:00", "2026-03-15T10:00:00Z"])
def test_a_moment_of_another_zone_is_shown_as_it_was_written(open_form: OpenForm, start: str) -> None:
    field, heard = event_form(open_form, start)

    assert field.edit.hour.text() == "10:00"
    assert field.edit.zone is not None
    assert "北京" not in field.edit.zone.currentText()
    assert heard == []


def test_an_event_may_begin_when_a_variable_says(open_form: OpenForm) -> None:
    field, heard = event_form(open_form, "{{到店}}")

    assert not field.area.isHidden()
    field.kind.click()
    assert heard[-1] == ""
    assert not field.edit.isHidden()


def test_an_assigned_expression_shows_its_result(open_form: OpenForm, world: FormContext) -> None:
    line = Assignment(variable="金额", kind="expression", value="金额 + 10")
    form = open_form(SetVariables(id=NodeId("v"), assignments=(line,)))
    records = form.fields.field("assignments")
    assert isinstance(records, RecordsField)
    row = records.rows[0]
    assert isinstance(row, RecordRow)
    field = row.fields.field("value")
    assert isinstance(field, AssignedField)

    assert field.watch.isVisibleTo(form)
    assert field.watch.result.text() == "现在算出来是 70"
