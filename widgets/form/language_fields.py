"""The language a scenario is written in, and the languages it is translated into."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from runtime.flow.translations import known_languages, language_name, language_tag
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, ChoiceField, ElidedLabel, ToolButton
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.line_edit import LineEdit
from widgets.form.problem import Problem
from widgets.form.spec import FieldSpec
from widgets.language import tr

_ADD: Final = Wording("添加语言", "Add a language")
_OTHER: Final = Wording("其他语言…", "Another language…")
_REMOVE: Final = Wording(
    "不再翻译成{language}（译文保留）", "No longer translate into {language} (texts are kept)"
)
_TAG: Final = Wording("语言标签，例如 pt-BR，回车添加", "A language tag such as pt-BR, then Enter")
_NO_TAG: Final = Wording(
    "「{tag}」不是语言标签。写 en、zh-Hant 或 pt-BR 这样的。",
    '"{tag}" is no language tag. Write one such as en, zh-Hant or pt-BR.',
)


class LanguageField(Field):
    """Lists the known languages by name."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self._tags: list[str] = list(known_languages())
        self.list = ChoiceField(spec.hint.label, self)
        self.adopt(self.list)
        self.list.currentIndexChanged.connect(self._picked)

    def show_value(self, value: object) -> None:
        tag = str(value)
        if tag not in self._tags:
            self._tags.append(tag)
            self._fill()
        with QSignalBlocker(self.list):
            self.list.setCurrentIndex(self._tags.index(tag))

    def rename(self) -> None:
        super().rename()
        self._fill()

    def _fill(self) -> None:
        with QSignalBlocker(self.list):
            index = self.list.currentIndex()
            self.list.clear()
            self.list.addItems([tr(language_name(tag)) for tag in self._tags])
            self.list.setCurrentIndex(index)

    def _picked(self, index: int) -> None:
        if index >= 0:
            self.tell(self._tags[index])


class _LanguageRow(QWidget):
    """One language with the button that takes it off the list."""

    def __init__(self, tag: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.tag = tag
        name = language_name(tag)
        self.remove = ToolButton("close", _REMOVE.format(language=name), side_px=24, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ElidedLabel(name, parent=self), 1)
        row.addWidget(self.remove)


class LanguagesField(Field):
    """Adds languages from a list, or any other by its tag; takes them off again."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self._value = ()
        self.rows: list[_LanguageRow] = []
        box = QWidget(self)
        self._listing = QVBoxLayout(box)
        self._listing.setContentsMargins(0, 0, 0, 0)
        self._listing.setSpacing(2)
        self.add = Button(_ADD, ButtonKind.LINK, icon_name="plus", small=True, parent=box)
        self.add.clicked.connect(self._open_menu)
        self.tag = LineEdit(box)
        self.tag.hide()
        self.tag.returnPressed.connect(self._add_tag)
        self._listing.addWidget(self.tag)
        self._listing.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.adopt(box, named=self.add)

    @property
    def tags(self) -> tuple[str, ...]:
        """The languages shown."""
        return self._value if isinstance(self._value, tuple) else ()

    def show_value(self, value: object) -> None:
        tags = value if isinstance(value, tuple) else ()
        for row in self.rows:
            self._listing.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for tag in tags:
            row = _LanguageRow(tag, self)
            row.remove.clicked.connect(self._remove)
            self._listing.insertWidget(len(self.rows), row)
            self.rows.append(row)

    def rename(self) -> None:
        self.tag.setPlaceholderText(tr(_TAG))
        self.tag.setAccessibleName(tr(_ADD))

    def focus_path(self, path: FieldPath) -> bool:
        self.add.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def add_language(self, tag: str) -> None:
        """Translate into one more language."""
        if tag not in self.tags:
            self._put((*self.tags, tag))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tag, name in known_languages().items():
            if tag not in self.tags and tag != self.context.speaking.base:
                action = QAction(tr(name), menu)
                action.setData(tag)
                menu.addAction(action)
        menu.addSeparator()
        other = QAction(tr(_OTHER), menu)
        other.setData("")
        menu.addAction(other)
        menu.triggered.connect(self._picked)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def _picked(self, action: QAction) -> None:
        tag = str(action.data())
        if tag:
            self.add_language(tag)
        else:
            self.tag.show()
            self.tag.setFocus()

    def _add_tag(self) -> None:
        text = self.tag.text().strip()
        try:
            tag = language_tag(text)
        except ValueError:
            self.show_problems([Problem((), _NO_TAG.format(tag=text))])
            return
        self.show_problems(())
        self.tag.clear()
        self.tag.hide()
        self.add_language(tag)

    def _remove(self) -> None:
        row = self.sender().parent()
        if isinstance(row, _LanguageRow):
            self._put(tuple(tag for tag in self.tags if tag != row.tag))

    def _put(self, tags: tuple[str, ...]) -> None:
        self.show_value(tags)
        self.tell(tags)
