"""The targets a scenario is sent through; with none named, those its limits stand for show as chosen."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel
from PySide6.QtWidgets import QWidget

from runtime.flow.targets import held_to
from runtime.wording import Wording
from widgets.form.choice_fields import ManyChoices
from widgets.form.context import FormContext
from widgets.form.spec import FieldSpec

_IMPLIED: Final = Wording("按检查规格", "By the limits below")


class TargetsField(ManyChoices):
    """Shows the targets that count; the first click names them, and naming none leaves it to the limits."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self._implied: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """The targets that show as chosen."""
        return tuple(key for key, part in self.parts.items() if part.isChecked())

    def see_record(self, record: BaseModel) -> None:
        """Find out whose limits count while no target is named."""
        implied = held_to(str(getattr(record, "profile", "")), ()).carriers
        if implied != self._implied:
            self._implied = implied
            self.show_value(self._value)

    def show_value(self, value: object) -> None:
        is_implied = value == ()
        super().show_value(self._implied if is_implied else value)
        self.show_note_at_label(_IMPLIED if is_implied else "")

    def tell(self, value: object, *, typed: bool = False) -> None:
        super().tell(value, typed=typed)
        self.show_value(self._value)
