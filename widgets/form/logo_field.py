"""The round picture of a chatbot: one file, its source and nothing else."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from runtime.messages.media_facts import MediaFacts
from widgets.form.context import FormContext
from widgets.form.media_field import MediaField
from widgets.form.spec import FieldSpec


class LogoField(MediaField):
    """Takes, cuts and removes a picture; what is known of its file is no part of the record."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent, is_removable=True)

    def _used(self, begun: int, facts: MediaFacts, thumbnail: MediaFacts | None) -> None:
        if isValid(self) and begun == self._begun:
            self._close_panel()
            self.show_problems(())
            self.tell(facts.source)
            self._show(facts.source)

    def _remove(self) -> None:
        self.tell("")
        self._show("")
