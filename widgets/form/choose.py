"""Chooses the field widget for a field of a record, by its hint and its type."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from pydantic import BaseModel
from PySide6.QtWidgets import QWidget

from runtime.messages.suggestions.suggestion import Suggestion
from widgets.form.assigned_field import AssignedField
from widgets.form.cards_field import CardsField
from widgets.form.choice_fields import ManyChoices, OneChoice
from widgets.form.colour_field import ColourField
from widgets.form.condition_field import ConditionField
from widgets.form.context import FormContext
from widgets.form.entry_field import EntryField
from widgets.form.expression_field import ExpressionField
from widgets.form.field import Field
from widgets.form.flow_field import FlowField
from widgets.form.language_fields import LanguageField, LanguagesField
from widgets.form.logo_field import LogoField
from widgets.form.loose_fields import LooseValueField, VariableField, WordsField
from widgets.form.media_field import MediaField
from widgets.form.menu_field import MenuField
from widgets.form.menu_postback_field import MenuPostbackField
from widgets.form.moment_fields import DateField, MomentField, TimeField
from widgets.form.more_section import MoreSection
from widgets.form.nested_field import NestedField
from widgets.form.number_field import DurationField, NumberField
from widgets.form.profile_field import ProfileField
from widgets.form.records_field import RecordsField
from widgets.form.spec import FieldSpec
from widgets.form.suggestions_field import SuggestionsField
from widgets.form.switch_field import SwitchField
from widgets.form.tap_field import TapField
from widgets.form.targets_field import TargetsField
from widgets.form.text_field import TextField

_BY_WIDGET: Final[dict[str, Callable[[FieldSpec, FormContext, QWidget | None], Field]]] = {
    "assigned": AssignedField,
    "cards": CardsField,
    "colour": ColourField,
    "condition": ConditionField,
    "date": DateField,
    "date_time": MomentField,
    "duration": DurationField,
    "entry": EntryField,
    "flow": FlowField,
    "language": LanguageField,
    "languages": LanguagesField,
    "long_text": TextField,
    "logo": LogoField,
    "menu": MenuField,
    "menu_postback": MenuPostbackField,
    "profile": ProfileField,
    "records": RecordsField,
    "tap": TapField,
    "targets": TargetsField,
    "time": TimeField,
    "variable": VariableField,
}


def make_field(
    spec: FieldSpec,
    context: FormContext,
    parent: QWidget,
    groups: Collection[str],
    more: MoreSection | None,
    *,
    is_removable: bool = False,
) -> Field:
    """The field widget for *spec*; a type nobody knows is shown as text."""
    if spec.hint.widget == "media":
        return MediaField(spec, context, parent, is_removable=is_removable)
    by_widget = _BY_WIDGET.get(spec.hint.widget)
    if by_widget is not None:
        return by_widget(spec, context, parent)
    if spec.item_type is not None:
        return _list_field(spec, context, parent)
    if spec.record_type is not None:
        return NestedField(spec, context, parent, groups, more)
    if spec.hint.choices:
        return OneChoice(spec, context, parent)
    return _plain_field(spec, context, parent)


def _list_field(spec: FieldSpec, context: FormContext, parent: QWidget) -> Field:
    if spec.item_type is Suggestion:
        return SuggestionsField(spec, context, parent)
    if spec.hint.choices:
        return ManyChoices(spec, context, parent)
    if isinstance(spec.item_type, type) and issubclass(spec.item_type, BaseModel):
        return RecordsField(spec, context, parent)
    return WordsField(spec, context, parent)


def _plain_field(spec: FieldSpec, context: FormContext, parent: QWidget) -> Field:
    kinds = set(spec.plain_types)
    if kinds == {bool}:
        return SwitchField(spec, context, parent)
    if kinds <= {int, float}:
        return NumberField(spec, context, parent)
    if str in kinds and len(kinds) > 1:
        return LooseValueField(spec, context, parent)
    return (
        ExpressionField(spec, context, parent) if spec.hint.expression else TextField(spec, context, parent)
    )
