"""The profile of a contact as a form: values, tags, consent with its proof, the blacklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.audience.contact_model import said
from app.audience.grounds import clear_ground
from app.audience.value_words import value_of
from runtime.wording import Wording
from widgets.common import Button, ChoiceField, FlowLayout, Label, follow_look
from widgets.language import tr
from widgets.theme.measures import FIELD_GAP, GROUP_GAP, LABEL_GAP, SPACE_8, SPACE_16

_VALUES: Final = Wording("属性", "Attributes")
_NO_VALUES: Final = Wording(
    "还没有属性。导入一个有姓名、城市等列的文件，就会有。",
    "There are no attributes yet. They come with a file that has columns for names, cities and so on.",
)
_TAGS: Final = Wording("标签", "Tags")
_ADD_TAG: Final = Wording("加标签，按回车", "Add a tag, then Enter")
_REMOVE_TAG: Final = Wording("去掉标签「{tag}」", 'Remove the tag "{tag}"')
_CONSENT: Final = Wording("意愿", "Consent")
_PROOF: Final = Wording("凭证：何时、何处、怎么说的", "Proof: when, where and how they said it")
_GRANT: Final = Wording("记录同意", "Record consent")
_REFUSE: Final = Wording("记录拒收", "Record refusal")
_LIST: Final = Wording("加入黑名单", "Put on the blacklist")
_UNLIST: Final = Wording("移出黑名单", "Take off the blacklist")
_NO_VALUE: Final = Wording("—", "—")
_TRUTHS: Final = (("", _NO_VALUE), ("yes", Wording("是", "Yes")), ("no", Wording("否", "No")))
_WRONG: Final = {
    "number": Wording("这里要写数字", "This must be a number"),
    "date": Wording("日期写成 2026-03-08", "Write dates as 2026-03-08"),
}


class Profile(QScrollArea):
    """Fields keep what is typed when they are left; the runtime's answer fills them anew."""

    value_changed = Signal(str, object)
    """An attribute's name and its value, None for none."""
    tag_added = Signal(str)
    tag_removed = Signal(str)
    decided = Signal(str, str)
    """granted or refused, and the proof."""
    blacklist_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contact: Mapping[str, Any] | None = None
        self._attributes: tuple[Mapping[str, Any], ...] = ()
        self._fields: dict[str, QWidget] = {}
        self._notes: dict[str, Label] = {}
        self.tag = QLineEdit()
        self.proof = QLineEdit()
        self.grant = Button(_GRANT, small=True)
        self.refuse = Button(_REFUSE, small=True)
        self.list_button = Button(_LIST, small=True)
        self._values = QVBoxLayout()
        self._tags = FlowLayout()
        self._build()
        self._connect()
        follow_look(self)

    @property
    def fields(self) -> Mapping[str, QWidget]:
        """Attribute → its field."""
        return self._fields

    def show_contact(
        self, contact: Mapping[str, Any], attributes: Sequence[Mapping[str, Any]], tags: Sequence[str]
    ) -> None:
        """Show a contact; what is being typed in a field stays."""
        is_same = self._contact is not None and self._contact["contact"] == contact["contact"]
        self._contact = contact
        if tuple(attributes) != self._attributes or not self._fields:
            self._attributes = tuple(attributes)
            self._make_fields()
        for definition in attributes:
            self._fill(definition, contact["attributes"].get(definition["name"]), is_same=is_same)
        self._show_tags(contact["tags"])
        self.grant.setEnabled(True)
        self.refuse.setEnabled(contact["consent"] != "refused")
        self.list_button.set_words(_UNLIST if contact["blacklisted"] else _LIST)
        if not is_same:
            self.proof.clear()
            self.tag.clear()

    def restyle(self) -> None:
        """Take the words anew."""
        self.setAccessibleName(tr("资料", "Profile"))
        self.tag.setPlaceholderText(tr(_ADD_TAG))
        self.tag.setAccessibleName(tr(_ADD_TAG))
        self.proof.setPlaceholderText(tr(_PROOF))
        self.proof.setAccessibleName(tr(_PROOF))

    def _make_fields(self) -> None:
        while (item := self._values.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._fields, self._notes = {}, {}
        if not self._attributes:
            self._values.addWidget(Label(_NO_VALUES, "body", "text_second", wraps=True))
        for definition in self._attributes:
            name = str(definition["name"])
            self._values.addWidget(Label(name, "label", "text_second"))
            self._values.addSpacing(LABEL_GAP)
            field = self._made(definition)
            field.setAccessibleName(name)
            note = Label("", "label", "error")
            note.hide()
            self._fields[name], self._notes[name] = field, note
            self._values.addWidget(field)
            self._values.addWidget(note)
            self._values.addSpacing(FIELD_GAP)

    def _made(self, definition: Mapping[str, Any]) -> QWidget:
        name = str(definition["name"])
        choices = list(_TRUTHS) if definition["type"] == "boolean" else []
        if definition["type"] == "choice" and definition["choices"]:
            choices = [("", _NO_VALUE), *((one, Wording(one, one)) for one in definition["choices"])]
        if choices:
            box = ChoiceField(name)
            for key, words in choices:
                box.addItem(tr(words), key)
            box.activated.connect(partial(self._keep, name))
            return box
        line = QLineEdit()
        line.editingFinished.connect(partial(self._keep, name))
        return line

    def _fill(self, definition: Mapping[str, Any], value: object, *, is_same: bool) -> None:
        field = self._fields[definition["name"]]
        if isinstance(field, ChoiceField):
            field.setCurrentIndex(max(0, field.findData(_key_of(value))))
        elif isinstance(field, QLineEdit) and not (is_same and field.hasFocus() and field.isModified()):
            field.setText("" if value is None else said(value))
            self._notes[definition["name"]].hide()
            field.setProperty("invalid", False)

    def _keep(self, name: str, _index: int = 0) -> None:
        """Hand on what a field holds, if it is something else than before."""
        if self._contact is None:
            return
        field = self._fields[name]
        definition = next(one for one in self._attributes if one["name"] == name)
        words = str(field.currentData() or "") if isinstance(field, ChoiceField) else _text(field)
        value = value_of(words, definition["type"])
        if value is None:
            note = self._notes[name]
            note.set_words(_WRONG.get(definition["type"], _NO_VALUE))
            note.show()
            return
        self._notes[name].hide()
        kept = None if value == "" else value
        if kept != self._contact["attributes"].get(name):
            if isinstance(field, QLineEdit):
                field.setModified(False)
            self.value_changed.emit(name, kept)

    def _show_tags(self, tags: Sequence[str]) -> None:
        while (item := self._tags.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for tag in tags:
            chip = Button(tag, small=True, icon_name="close")
            chip.setToolTip(tr(_REMOVE_TAG.format(tag=tag)))
            chip.setAccessibleName(tr(_REMOVE_TAG.format(tag=tag)))
            chip.clicked.connect(partial(self._drop_tag, tag))
            self._tags.addWidget(chip)

    def _drop_tag(self, tag: str) -> None:
        self.tag_removed.emit(tag)

    def _add_tag(self) -> None:
        tag = self.tag.text().strip()
        if tag:
            self.tag.clear()
            self.tag_added.emit(tag[:40])

    def _decide(self, kind: str) -> None:
        proof = self.proof.text().strip()
        if not proof:
            self.proof.setFocus()
            self.proof.setProperty("invalid", True)
            self.proof.style().polish(self.proof)
            return
        self.proof.setProperty("invalid", False)
        self.proof.clear()
        self.decided.emit(kind, proof)

    def _turn_listing(self) -> None:
        if self._contact is not None:
            self.blacklist_asked.emit(not self._contact["blacklisted"])

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_16)
        column.setSpacing(0)
        self._values.setSpacing(0)
        for words, content in ((_VALUES, self._values), (_TAGS, self._tags)):
            column.addWidget(Label(words, "node_title"))
            column.addSpacing(SPACE_8)
            column.addLayout(content)
            if content is self._tags:
                column.addSpacing(SPACE_8)
                column.addWidget(self.tag)
            column.addSpacing(GROUP_GAP - FIELD_GAP)
        column.addWidget(Label(_CONSENT, "node_title"))
        column.addSpacing(SPACE_8)
        column.addWidget(self.proof)
        column.addSpacing(SPACE_8)
        buttons = FlowLayout()
        for button in (self.grant, self.refuse, self.list_button):
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        clear_ground(self)

    def _connect(self) -> None:
        self.tag.returnPressed.connect(self._add_tag)
        self.grant.clicked.connect(partial(self._decide, "granted"))
        self.refuse.clicked.connect(partial(self._decide, "refused"))
        self.list_button.clicked.connect(self._turn_listing)


def _text(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else ""


def _key_of(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
