"""The targets of a scenario: those that count show as chosen, named or not."""

from __future__ import annotations

from collections.abc import Callable

from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId
from runtime.messages.limits import ProfileName
from widgets.form import FormView
from widgets.form.targets_field import TargetsField

OpenForm = Callable[..., FormView]

CHINA = ("mobile", "unicom", "telecom", "aliyun")


def targets(form: FormView) -> TargetsField:
    field = form.fields.field("targets")
    assert isinstance(field, TargetsField)
    return field


def test_with_none_named_those_of_the_limits_show_as_chosen(open_form: OpenForm) -> None:
    form = open_form(Flow(id=FlowId("f")))
    field = targets(form)

    assert field.shown == CHINA
    assert {name for name, part in field.parts.items() if part.icon_name == "check"} == {*CHINA}
    form.set_record(Flow(id=FlowId("f"), profile=ProfileName("gsma")), identity="f")
    assert targets(form).shown == ("gsma",)
    assert targets(form).value == ()


def test_a_click_names_those_that_show_and_naming_none_leaves_it_to_the_limits(open_form: OpenForm) -> None:
    form = open_form(Flow(id=FlowId("f")))
    field = targets(form)

    field.parts["aliyun"].click()
    named = field.value
    for name in CHINA[:3]:
        field.parts[name].click()

    assert named == CHINA[:3]
    assert field.value == ()
    assert field.shown == CHINA
