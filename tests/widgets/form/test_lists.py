from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from runtime.flow.chatbot import Chatbot, MenuEntry
from runtime.flow.condition import Condition, ConditionRow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.branch import Branch, Case
from runtime.flow.nodes.set_variables import Assignment, SetVariables
from runtime.flow.nodes.start import Start, Trigger
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from runtime.records import FieldPath
from runtime.wording import Wording, same
from tests.support.keys import type_text
from widgets.common import ChoiceField
from widgets.form import FormContext, FormView, Problem, VariableOffer
from widgets.form.assigned_field import AssignedField
from widgets.form.condition_field import ConditionField
from widgets.form.loose_fields import WordsField
from widgets.form.records_field import RecordRow, RecordsField
from widgets.form.tap_field import TapField
from widgets.form.text_field import TextField

OpenForm = Callable[..., FormView]
START = Start(id=NodeId("s"), triggers=(Trigger(kind="keyword", words=("春季",)), Trigger(kind="campaign")))
BRANCH = Branch(
    id=NodeId("b"),
    cases=(Case(id="c1", name="多", condition=Condition(rows=(ConditionRow(variable="金额"),))),),
)


def records(form: FormView, name: str) -> RecordsField:
    field = form.fields.field(name)
    assert isinstance(field, RecordsField)
    return field


def row(form: FormView, name: str, index: int) -> RecordRow:
    found = records(form, name).rows[index]
    assert isinstance(found, RecordRow)
    return found


def condition(form: FormView) -> ConditionField:
    field = row(form, "cases", 0).fields.field("condition")
    assert isinstance(field, ConditionField)
    return field


def heard(form: FormView) -> list[tuple[FieldPath, object, str]]:
    told: list[tuple[FieldPath, object, str]] = []
    form.changed.connect(lambda path, value, key: told.append((path, value, key)))
    return told


def test_each_record_has_its_own_fields_and_tells_with_its_place(open_form: OpenForm) -> None:
    form = open_form(START)
    told = heard(form)
    words = row(form, "triggers", 0).fields.field("words")
    assert isinstance(words, WordsField)

    words.edit.end(False)
    type_text(words.edit, "、优惠")

    assert told[-1] == (("triggers", 0, "words"), ("春季", "优惠"), "triggers/0/words")


def test_what_does_not_count_for_a_kind_is_hidden(open_form: OpenForm) -> None:
    form = open_form(START)

    assert not row(form, "triggers", 0).fields.field("words").isHidden()
    assert row(form, "triggers", 1).fields.field("words").isHidden()


def test_records_are_added_moved_and_removed(open_form: OpenForm) -> None:
    form = open_form(START)
    told = heard(form)

    records(form, "triggers").add_button.click()
    QTest.keyClick(row(form, "triggers", 0).grip, Qt.Key.Key_Down)
    QTest.keyClick(row(form, "triggers", 0).grip, Qt.Key.Key_Delete)

    kinds = [[trigger.kind for trigger in value] for _, value, _ in told]  # type: ignore[attr-defined]  # known here
    assert kinds == [
        ["keyword", "campaign", "keyword"],
        ["campaign", "keyword", "keyword"],
        ["keyword", "keyword"],
    ]


def test_a_new_record_with_an_id_gets_one_that_is_free(open_form: OpenForm) -> None:
    form = open_form(BRANCH)
    told = heard(form)

    records(form, "cases").add_button.click()

    cases = told[-1][1]
    assert isinstance(cases, tuple)
    assert len({case.id for case in cases}) == 2


def test_the_comparison_of_a_condition_is_edited_in_its_row(open_form: OpenForm) -> None:
    form = open_form(BRANCH)
    told = heard(form)

    type_text(condition(form).rows[0].value.edit, "60")

    path, value, key = told[-1]
    assert (path, key) == (("cases", 0, "condition"), "cases/0/condition")
    assert isinstance(value, Condition)
    assert value.rows[0].value == 60.0


def test_an_operator_without_value_hides_the_value(open_form: OpenForm) -> None:
    form = open_form(BRANCH)

    condition(form).rows[0].operator.tell("is_set")

    assert condition(form).rows[0].value.isHidden()


def test_a_second_comparison_asks_how_they_are_joined(open_form: OpenForm) -> None:
    form = open_form(BRANCH)
    assert condition(form)._join.isHidden()

    condition(form)._add.click()

    assert not condition(form)._join.isHidden()


def test_rows_turn_into_the_expression_they_mean_and_back(open_form: OpenForm) -> None:
    form = open_form(BRANCH)
    told = heard(form)

    condition(form)._mode.part("expression").click()
    written = told[-1][1]
    condition(form)._mode.part("rows").click()

    assert isinstance(written, Condition)
    assert written.expression == '金额 == ""'
    assert told[-1][1] == BRANCH.cases[0].condition


@pytest.mark.parametrize(
    ("variable", "operator", "value"),
    [("会员", "eq", True), ("金额", "eq", 12.0), ("到店", "before", "12"), ("姓名", "eq", "12")],
)
def test_a_chosen_variable_brings_operators_and_a_value_that_fit_it(
    open_form: OpenForm, context: FormContext, variable: str, operator: str, value: object
) -> None:
    context.set_variables([*context.variables, VariableOffer("到店", same("时间"), "", "date")])
    first = ConditionRow(variable="别的", operator="eq", value="12")
    form = open_form(BRANCH.with_changes(cases=(Case(id="c1", condition=Condition(rows=(first,))),)))
    told = heard(form)

    condition(form).rows[0].variable.tell(variable, typed=True)

    written = told[-1][1]
    assert isinstance(written, Condition)
    assert written.rows == (
        ConditionRow.model_validate({"variable": variable, "operator": operator, "value": value}),
    )


def test_only_operators_that_fit_the_variable_are_offered(open_form: OpenForm) -> None:
    form = open_form(BRANCH)
    shown = condition(form).rows[0].operator.body
    assert isinstance(shown, ChoiceField)
    numbers = [shown.itemText(index) for index in range(shown.count())]

    condition(form).rows[0].variable.tell("会员", typed=True)

    assert numbers == ["等于", "不等于", "大于", "不小于", "小于", "不大于", "有值", "没有值"]
    assert [shown.itemText(index) for index in range(shown.count())] == ["等于", "不等于", "有值", "没有值"]


def test_a_frame_is_as_high_as_wrapped_problems_in_it_need(open_form: OpenForm) -> None:
    form = open_form(BRANCH)
    sentence = Wording("这里有一个说来话长的问题，要换好几行才说得完，说完了也不能挤到别的字段。" * 3, "long")

    form.show_problems([Problem(("cases", 0, "condition"), sentence)])
    QTest.qWait(1)

    frame = row(form, "cases", 0)
    assert frame.height() >= frame.heightForWidth(frame.width())


def test_an_assignment_is_written_as_text_with_pills_or_as_a_formula(open_form: OpenForm) -> None:
    form = open_form(
        SetVariables(
            id=NodeId("v"),
            assignments=(
                Assignment(variable="姓名", value="{{姓名}}好"),
                Assignment(variable="金额", kind="expression", value="金额 + 1"),
            ),
        )
    )
    told = heard(form)
    fields = [row(form, "assignments", index).fields.field("value") for index in (0, 1)]
    text, formula = (field for field in fields if isinstance(field, AssignedField))

    type_text(formula.formula, "0")

    assert text.formula.isHidden()
    assert len(text.text.toPlainText()) == 2
    assert formula.text.isHidden()
    assert told[-1][0] == ("assignments", 1, "value")


def test_what_a_tap_on_a_menu_entry_does_can_be_given_and_taken_away(open_form: OpenForm) -> None:
    form = open_form(Chatbot(menu=(MenuEntry(text="我的优惠"),)))
    told = heard(form)
    tap = row(form, "menu", 0).fields.field("suggestion")
    assert isinstance(tap, TapField)

    tap.add_button.click()
    assert tap.row is not None
    tap.row.choose_kind("open_url")
    made = told[0][1]
    tap.row.removed.emit()

    assert isinstance(made, Suggestion)
    assert made.text == "我的优惠"
    assert told[1][0] == ("menu", 0, "suggestion", "action")
    assert told[-1] == (("menu", 0, "suggestion"), None, "")


def test_the_text_of_a_menu_entry_is_what_its_tap_sends(open_form: OpenForm) -> None:
    own = Suggestion(id=SuggestionId("s"), text="我的")
    form = open_form(Chatbot(menu=(MenuEntry(text="我的", suggestion=own),)))
    told = heard(form)
    text = row(form, "menu", 0).fields.field("text")
    assert isinstance(text, TextField)
    text.area.moveCursor(QTextCursor.MoveOperation.End)

    type_text(text.area, "优惠")

    path, entry, _key = told[-1]
    assert path == ("menu", 0)
    assert isinstance(entry, MenuEntry)
    assert entry.suggestion is not None
    assert (entry.text, entry.suggestion.text) == ("我的优惠", "我的优惠")
    assert text.area.value() == "我的优惠"


def test_an_entry_with_a_submenu_asks_for_no_tap_of_its_own(open_form: OpenForm) -> None:
    entry = MenuEntry(text="联系", entries=(Suggestion(id=SuggestionId("s"), text="电话"),))

    form = open_form(Chatbot(menu=(entry,)))

    assert row(form, "menu", 0).fields.field("suggestion").isHidden()
