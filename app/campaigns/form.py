"""The form of a campaign: scenario, audience, time and pace, test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.campaigns.card import Card, in_row, labelled
from app.campaigns.time_card import TimeCard
from app.campaigns.words import NO_FLOW, PURPOSES
from runtime.wording import Wording
from widgets.common import Button, ChoiceField, Label, follow_look
from widgets.form.line_edit import LineEdit
from widgets.language import language_changed, tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_12, SPACE_16

_WHAT: Final = Wording("场景与名称", "Scenario and name")
_FLOW: Final = Wording("场景（只列线上的）", "Scenario (those online)")
_NAME: Final = Wording("活动名称", "Name")
_VERSION: Final = Wording("开始时锁定线上版本", "The version online at the start is pinned")
_WHO: Final = Wording("人群", "Audience")
_AUDIENCE: Final = Wording("发给谁", "For whom")
_EVERYONE: Final = Wording("所有联系人", "All contacts")
_NUMBERS: Final = Wording("指定号码…", "Named numbers…")
_REST: Final = Wording("上次取消后剩下的人", "Whom the cancelled one did not reach")
_PASTE: Final = Wording("每行一个号码", "One number a line")
_TEST: Final = Wording("先试发", "Try it first")
_TEST_NOTE: Final = Wording("试发不计入统计", "Tests are in no statistics")
_TEST_NUMBERS: Final = Wording("试发号码（最多 20 个）", "Numbers to try (20 at most)")
_SEND_TEST: Final = Wording("试发", "Send test")
_NUMBERS_PX: Final = 84
_WIDEST_PX: Final = 880


class CampaignForm(QWidget):
    """Shows a definition and tells every change; the definition as data is `definition()`."""

    changed = Signal()
    test_wanted = Signal(list)
    """Numbers to try it on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flows: Sequence[Mapping[str, Any]] = ()
        self._overview: Mapping[str, Any] = {}
        self._kept: dict[str, Any] = {}
        self.flow = ChoiceField(_FLOW)
        self.name = LineEdit()
        self.name.setMaxLength(80)
        self.audience = ChoiceField(_AUDIENCE)
        self.numbers = QPlainTextEdit()
        self.time = TimeCard()
        self.test_numbers = LineEdit()
        self.test_button = Button(_SEND_TEST)
        self.test_result = Label("", "label", "text_second", wraps=True)
        self._flow_note = Label(_VERSION, "label", "text_second", wraps=True)
        self._build()
        self._connect()
        follow_look(self)
        self._rename()

    def show_choices(self, flows: Sequence[Mapping[str, Any]], overview: Mapping[str, Any] | None) -> None:
        """Offer the scenarios and audiences there are; what is chosen stays."""
        self._flows, self._overview = flows, overview or {}
        self._fill()

    def show_definition(self, definition: Mapping[str, Any]) -> None:
        """Show a campaign's definition; an empty one is a new campaign."""
        self._kept = dict(definition)
        with QSignalBlocker(self):
            self.name.setText(str(definition.get("name", "")))
            self.numbers.setPlainText("")
            self.time.show_definition(definition)
            self.test_result.hide()
            self._fill()

    def show_outlook(self, found: Mapping[str, Any] | None) -> None:
        """Say how many the audience has, and by whose clock the time is."""
        count = "" if found is None else f"{found['people']:,}"
        self.who.note.set_words(Wording(f"{count} 人", f"{count} people") if count else "")
        if found is not None:
            self.time.show_outlook(found)
        purpose = None if found is None else PURPOSES.get(found.get("purpose", ""))
        self.what.note.set_words(purpose or "")

    def show_test(self, words: Wording) -> None:
        """Say what came of a test."""
        self.test_result.set_words(words)
        self.test_result.show()

    def definition(self) -> dict[str, Any]:
        """What the form says now."""
        kept = {name: self._kept[name] for name in ("arguments",) if name in self._kept}
        choice = self.audience.currentData() or {"kind": "everyone"}
        found: dict[str, Any] = {**kept, **self.time.definition(), "flow_id": self.flow.currentData() or ""}
        found["name"] = self.name.text().strip() or self._default_name()
        if choice.get("kind") == "rest":
            found["rest_of"] = choice["campaign"]
        elif choice.get("kind") == "numbers":
            found["audience"] = {"kind": "contacts", "contacts": self.numbers_typed()}
        else:
            found["audience"] = choice
        return found

    def numbers_typed(self) -> list[str]:
        """The numbers in the field."""
        words = self.numbers.toPlainText().replace(",", " ").replace("，", " ").split()
        return list(dict.fromkeys(words))

    @property
    def is_complete(self) -> bool:
        """Whether there is enough to ask what it would do."""
        choice = self.audience.currentData() or {}
        has_people = choice.get("kind") != "numbers" or bool(self.numbers_typed())
        return bool(self.flow.currentData()) and has_people and self.time.is_complete

    def restyle(self) -> None:
        """Take sizes anew."""
        self.numbers.setFixedHeight(current_theme().px(_NUMBERS_PX))

    def _build(self) -> None:
        what = self.what = Card(_WHAT)
        what.body.addLayout(in_row([labelled(_FLOW, self.flow, self._flow_note), labelled(_NAME, self.name)]))
        who = self.who = Card(_WHO)
        who.body.addLayout(labelled(_AUDIENCE, self.audience))
        who.body.addWidget(self.numbers)
        test = Card(_TEST, _TEST_NOTE)
        test.body.addLayout(in_row([labelled(_TEST_NUMBERS, self.test_numbers)]))
        test.body.addWidget(self.test_button)
        test.body.addWidget(self.test_result)
        self.setMaximumWidth(_WIDEST_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_12)
        for card in (what, who, self.time, test):
            column.addWidget(card)
        column.addStretch(1)
        self.numbers.setTabChangesFocus(True)
        self.numbers.hide()
        self.test_result.hide()

    def _connect(self) -> None:
        self.flow.activated.connect(self._tell)
        self.audience.activated.connect(self._audience_chosen)
        self.name.textEdited.connect(self._tell)
        self.numbers.textChanged.connect(self._tell)
        self.time.changed.connect(self.changed)
        self.test_button.clicked.connect(self._want_test)
        self.test_numbers.returnPressed.connect(self._want_test)
        language_changed.connect(self._rename)

    def _tell(self) -> None:
        self.name.setPlaceholderText(self._default_name())
        self.changed.emit()

    def _audience_chosen(self) -> None:
        chosen = self.audience.currentData() or {}
        self.numbers.setVisible(chosen.get("kind") == "numbers")
        self._tell()

    def _want_test(self) -> None:
        numbers = self.test_numbers.text().replace(",", " ").replace("，", " ").split()
        if numbers:
            self.test_wanted.emit(numbers[:20])

    def _default_name(self) -> str:
        flow = next((one for one in self._flows if one["flow_id"] == self.flow.currentData()), None)
        who = self.audience.currentText().rstrip("…")
        return "" if flow is None else f"{flow['name'] or flow['flow_id']} · {who}"[:80]

    def _fill(self) -> None:
        flow = self.flow.currentData() or self._kept.get("flow_id", "")
        if self._kept.get("flow_id"):
            flow = self._kept["flow_id"]
        with QSignalBlocker(self.flow):
            self.flow.clear()
            for one in self._flows:
                self.flow.addItem(f"{one['name'] or one['flow_id']} · v{one['version']}", one["flow_id"])
            place = max(0, self.flow.findData(flow)) if self._flows else -1
            self.flow.setCurrentIndex(place)
        self._flow_note.set_words(_VERSION if self._flows else NO_FLOW)
        self._fill_audiences()
        self.name.setPlaceholderText(self._default_name())

    def _fill_audiences(self) -> None:
        wanted = self._kept_audience()
        offered: list[tuple[str, dict[str, Any]]] = [(tr(_EVERYONE), {"kind": "everyone"})]
        if self._kept.get("rest_of"):
            offered.insert(0, (tr(_REST), {"kind": "rest", "campaign": self._kept["rest_of"]}))
        segments = self._overview.get("segments", ())
        offered += [(str(one["name"]), {"kind": "segment", "segment": one["id"]}) for one in segments]
        tags = [str(one) for one in self._overview.get("tags", ())]
        offered += [(tr(f"标签：{tag}", f"Tag: {tag}"), {"kind": "tags", "tags": [tag]}) for tag in tags]
        if wanted.get("kind") == "contacts":
            count = len(wanted["contacts"])
            offered.append((tr(f"{count:,} 个指定的人", f"{count:,} named people"), dict(wanted)))
        offered.append((tr(_NUMBERS), {"kind": "numbers"}))
        with QSignalBlocker(self.audience):
            self.audience.clear()
            for words, data in offered:
                self.audience.addItem(words, data)
            choices = [data for _, data in offered]
            self.audience.setCurrentIndex(choices.index(wanted) if wanted in choices else 0)
        self.numbers.setVisible((self.audience.currentData() or {}).get("kind") == "numbers")

    def _kept_audience(self) -> dict[str, Any]:
        present: dict[str, Any] | None = self.audience.currentData()
        if self._kept.get("rest_of"):
            return {"kind": "rest", "campaign": self._kept["rest_of"]}
        kept = self._kept.get("audience")
        if kept is None:
            return present or {"kind": "everyone"}
        names = {"segment": "segment", "tags": "tags", "contacts": "contacts"}
        kind = str(kept["kind"])
        return {"kind": kind, names[kind]: kept[names[kind]]} if kind in names else {"kind": kind}

    def _rename(self) -> None:
        self.numbers.setPlaceholderText(tr(_PASTE))
        self.numbers.setAccessibleName(tr(_NUMBERS))
        self.test_numbers.setPlaceholderText("138 0000 0000")
        self.test_numbers.setAccessibleName(tr(_TEST_NUMBERS))
        self.name.setAccessibleName(tr(_NAME))
        self._fill()
