from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from runtime.flow.condition import Condition, ConditionRow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.branch import Branch, Case
from runtime.flow.nodes.start import Start, Trigger
from runtime.records import FieldPath
from tests.support.keys import type_text
from widgets.form import FormView
from widgets.form.condition_field import ConditionField
from widgets.form.loose_fields import WordsField
from widgets.form.records_field import RecordRow, RecordsField

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
