"""The choice of the limits to check against."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from runtime.messages.limits import profile, profile_names
from runtime.wording import Wording
from widgets.common import ChoiceField
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.spec import FieldSpec
from widgets.language import tr


class ProfileField(Field):
    """Lists the profiles that ship by their titles."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self._list = ChoiceField(spec.hint.label, self)
        self.adopt(self._list)
        self._list.currentIndexChanged.connect(self._picked)

    def show_value(self, value: object) -> None:
        names = [str(name) for name in profile_names()]
        with QSignalBlocker(self._list):
            self._list.setCurrentIndex(names.index(str(value)) if value in names else -1)

    def rename(self) -> None:
        super().rename()
        with QSignalBlocker(self._list):
            index = self._list.currentIndex()
            self._list.clear()
            for name in profile_names():
                chosen = profile(name)
                self._list.addItem(tr(Wording(chosen.title_zh, chosen.title_en)))
            self._list.setCurrentIndex(index)

    def _picked(self, index: int) -> None:
        if index >= 0:
            self.tell(profile_names()[index])
