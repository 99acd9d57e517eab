"""One condition of a segment: what it is about, how it compares, with what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.audience.value_words import value_of
from runtime.delivery.audience.condition import CONSENT_STATES, DEEDS, OPERATORS_OF
from runtime.flow.condition import OPERATORS
from runtime.wording import Wording, same
from widgets.common import ChoiceField, ToolButton, follow_look
from widgets.language import Words, tr, words_of
from widgets.theme.measures import SPACE_8

_ABOUT: Final = Wording("关于", "About")
_HOW: Final = Wording("比较", "Comparison")
_WITH: Final = Wording("值", "Value")
_REMOVE: Final = Wording("去掉这个条件", "Remove this condition")
_HAS: Final = (("yes", Wording("有", "has")), ("no", Wording("没有", "has not")))
_DID: Final = (("yes", Wording("做过", "did")), ("no", Wording("没做过", "did not")))
_TRUTHS: Final = (("yes", Wording("是", "Yes")), ("no", Wording("否", "No")))
_ANY_SCENARIO: Final = Wording("任何场景", "any scenario")
_DAYS: Final = tuple(
    (str(days), Wording(f"{days} 天内", f"in {days} days") if days else Wording("任何时候", "ever"))
    for days in (1, 7, 30, 90, 180, 365, 0)
)
_TAG: Final = Wording("标签", "Tag")
_CONSENT: Final = Wording("意愿", "Consent")
_JOINED: Final = Wording("加入时间", "Joined")
_TAPPED: Final = Wording("点过建议", "Tapped a suggestion")
_GOAL: Final = Wording("场景达成目标", "A scenario reached its goal")
_CAMPAIGN: Final = Wording("活动", "Campaign")
_ANY_CAMPAIGN: Final = Wording("任何活动", "any campaign")
_STATES: Final = (
    ("", Wording("名单里", "on its list")),
    ("begun", Wording("发过", "was sent it")),
    ("skipped", Wording("被跳过", "was left out")),
    ("planned", Wording("还没轮到", "still waits")),
)
_IS: Final = (("yes", Wording("在", "is")), ("no", Wording("不在", "is not")))
_IMPORT: Final = Wording("来自导入", "Came with an import")
_CAME: Final = (("yes", Wording("是", "did")), ("no", Wording("不是", "did not")))
_WORDS_HINT: Final = Wording("建议上的文字，空着表示任意", "Words on it; empty for any")


@dataclass(frozen=True)
class Known:
    """What rows can be about: attributes as the runtime defines them, tags, names of the rest by id."""

    attributes: Sequence[Mapping[str, Any]] = ()
    tags: Sequence[str] = ()
    scenarios: Mapping[str, str] = field(default_factory=dict)
    campaigns: Mapping[str, str] = field(default_factory=dict)
    imports: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, overview: Mapping[str, Any]) -> Self:
        """What an overview names."""
        done = [one for one in overview.get("imports", ()) if one["state"] == "done"]
        return cls(
            overview["attributes"],
            tuple(overview["tags"]),
            overview.get("scenarios", {}),
            overview.get("campaigns", {}),
            {str(one["id"]): str(one["name"]) for one in done},
        )

    def definition(self, name: str) -> Mapping[str, Any]:
        """An attribute; text when it is not defined any more."""
        found = next((one for one in self.attributes if one["name"] == name), None)
        return found or {"name": name, "type": "text", "choices": []}


class BuilderRow(QWidget):
    """Fields in one line; they change with what the row is about."""

    changed = Signal()
    removed = Signal()

    def __init__(self, known: Known, data: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = known
        self._fields: list[QWidget] = []
        self._is_filling = False
        self.about = ChoiceField(_ABOUT)
        self.remove = ToolButton("close", _REMOVE)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE_8)
        self._line.addWidget(self.about, 2)
        self._line.addWidget(self.remove)
        self.about.activated.connect(self._turn)
        self.remove.clicked.connect(self.removed)
        self._fill_about(data)
        self._show(data)
        follow_look(self)

    def restyle(self) -> None:
        """Say the choices in the language in use."""
        if self._fields:
            data = self.data()
            self._fill_about(data)
            self._show(data)

    def data(self) -> dict[str, Any]:
        """The row as the runtime takes it."""
        about = str(self.about.currentData())
        values = [_value(one) for one in self._fields]
        if about.startswith("attribute:"):
            name = about.partition(":")[2]
            definition = self._known.definition(name)
            typed = value_of(values[1], definition["type"]) if len(values) > 1 else ""
            return {"kind": "attribute", "name": name, "operator": values[0], "value": typed}
        if about == "tag":
            return {"kind": "tag", "has": values[0] == "yes", "tag": values[1]}
        if about == "consent":
            return {"kind": "consent", "state": values[0]}
        if about == "joined":
            return {"kind": "joined", "days": int(values[0]) or 3650}
        if about == "campaign":
            return {
                "kind": "campaign",
                "has": values[0] == "yes",
                "campaign": values[1],
                "outcome": values[2],
            }
        if about == "import":
            return {"kind": "import", "has": values[0] == "yes", "import_id": int(values[1] or 0)}
        return _deed_data(about, values)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab goes, from left to right."""
        return (self.about, *self._fields, self.remove)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing: a tag, a value to compare with."""
        data = self.data()
        if data["kind"] == "tag":
            return bool(data["tag"])
        if data["kind"] == "import":
            return bool(data["import_id"])
        if data["kind"] == "attribute" and data["operator"] not in ("is_set", "not_set"):
            return data["value"] is not None and data["value"] != ""
        return True

    def _fill_about(self, data: Mapping[str, Any]) -> None:
        choices: list[tuple[str, Words]] = [
            (f"attribute:{one['name']}", one["name"]) for one in self._known.attributes
        ]
        choices += [("tag", _TAG), ("consent", _CONSENT), ("joined", _JOINED)]
        choices += [(f"message:{deed}", words) for deed, words in DEEDS.items()]
        choices += [("tap", _TAPPED), ("goal", _GOAL), ("campaign", _CAMPAIGN)]
        if self._known.imports or data.get("kind") == "import":
            choices.append(("import", _IMPORT))
        wanted = _about_of(data)
        if wanted not in dict(choices):
            choices.insert(0, (wanted, wanted.partition(":")[2]))
        _fill(self.about, choices, wanted)

    def _turn(self) -> None:
        about = str(self.about.currentData())
        kind, _, name = about.partition(":")
        self._show({"kind": {"goal": "outcome"}.get(kind, kind), "name": name, "deed": name})
        self.changed.emit()

    def _show(self, data: Mapping[str, Any]) -> None:
        for one in self._fields:
            self._line.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._fields = []
        kind = data.get("kind", "tag")
        if kind == "attribute":
            self._show_attribute(data)
        elif kind == "tag":
            self._add(_HOW, _HAS, "yes" if data.get("has", True) else "no")
            tags = list(dict.fromkeys([*self._known.tags, *filter(None, [data.get("tag")])]))
            self._add(_TAG, [(tag, tag) for tag in tags], str(data.get("tag", tags[0] if tags else "")))
        elif kind == "consent":
            self._add(_CONSENT, list(CONSENT_STATES.items()), str(data.get("state", "granted")))
        elif kind == "joined":
            self._add(_JOINED, _DAYS[:-1], str(data.get("days", 30)))
        elif kind == "campaign":
            self._show_campaign(data)
        elif kind == "import":
            self._add(_HOW, _CAME, "yes" if data.get("has", True) else "no")
            number = str(data.get("import_id", ""))
            self._add(_IMPORT, _with(self._known.imports, number), number)
        else:
            self._show_deed(kind, data)

    def _show_campaign(self, data: Mapping[str, Any]) -> None:
        self._add(_HOW, _IS, "yes" if data.get("has", True) else "no")
        wanted = str(data.get("campaign", ""))
        self._add(_CAMPAIGN, [("", _ANY_CAMPAIGN), *_with(self._known.campaigns, wanted)], wanted)
        self._add(_WITH, _STATES, str(data.get("outcome", "")))

    def _show_attribute(self, data: Mapping[str, Any]) -> None:
        definition = self._known.definition(str(data["name"]))
        operators = OPERATORS_OF[definition["type"]]
        operator = str(data.get("operator", operators[0]))
        field_ = self._add(_HOW, [(one, OPERATORS[one]) for one in operators], operator)
        field_.activated.connect(self._turn_operator)
        if operator in ("is_set", "not_set"):
            return
        value = data.get("value", "")
        if definition["type"] == "boolean":
            self._add(_WITH, _TRUTHS, "no" if value is False else "yes")
        elif definition["type"] == "choice" and definition["choices"]:
            choices = [(one, one) for one in definition["choices"]]
            self._add(_WITH, choices, str(value) or choices[0][0])
        else:
            hint = "2026-03-08" if definition["type"] == "date" else ""
            shown = f"{value:g}" if isinstance(value, float) else str(value)
            self._add_text(_WITH, shown, same(hint))

    def _show_deed(self, kind: str, data: Mapping[str, Any]) -> None:
        self._add(_HOW, _DID, "yes" if data.get("has", True) else "no")
        scenarios: list[tuple[str, Words]] = [("", _ANY_SCENARIO), *self._known.scenarios.items()]
        wanted = str(data.get("flow_id", ""))
        if wanted not in dict(scenarios):
            scenarios.append((wanted, wanted))
        self._add(_ANY_SCENARIO, scenarios, wanted)
        self._add(_JOINED, _DAYS, str(data.get("days", 30)))
        if kind == "tap":
            self._add_text(_TAPPED, str(data.get("words", "")), _WORDS_HINT)

    def _turn_operator(self) -> None:
        self._show(self.data())
        self.changed.emit()

    def _add(self, name: Words, choices: Sequence[tuple[str, Words]], wanted: str) -> ChoiceField:
        made = ChoiceField(name)
        _fill(made, choices, wanted)
        made.activated.connect(self.changed)
        self._put(made)
        return made

    def _add_text(self, name: Wording, words: str, hint: Wording) -> None:
        made = QLineEdit(words)
        made.setAccessibleName(tr(name))
        made.setPlaceholderText(tr(hint))
        made.textEdited.connect(self.changed)
        self._put(made)

    def _put(self, widget: QWidget) -> None:
        self._fields.append(widget)
        self._line.insertWidget(len(self._fields), widget, 2)


def _deed_data(about: str, values: Sequence[str]) -> dict[str, Any]:
    scenario = {"has": values[0] == "yes", "flow_id": values[1], "days": int(values[2])}
    if about == "tap":
        return {"kind": "tap", "words": values[3], **scenario}
    if about == "goal":
        return {"kind": "outcome", "outcome": "goal", **scenario}
    return {"kind": "message", "deed": about.partition(":")[2], **scenario}


def _with(names: Mapping[str, str], wanted: str) -> list[tuple[str, Words]]:
    """The choices of *names*, and what is wanted even if it has no name any more."""
    found: list[tuple[str, Words]] = list(names.items())
    return found if not wanted or wanted in names else [*found, (wanted, wanted)]


def _about_of(data: Mapping[str, Any]) -> str:
    kind = str(data.get("kind", "tag"))
    if kind == "attribute":
        return f"attribute:{data['name']}"
    if kind == "message":
        return f"message:{data.get('deed', 'delivered')}"
    return {"outcome": "goal"}.get(kind, kind)


def _fill(box: ChoiceField, choices: Sequence[tuple[str, Words]], wanted: str) -> None:
    box.clear()
    for key, words in choices:
        box.addItem(words_of(words), key)
    box.setCurrentIndex(max(0, box.findData(wanted)))


def _value(widget: QWidget) -> str:
    if isinstance(widget, ChoiceField):
        return str(widget.currentData() or "")
    return widget.text().strip() if isinstance(widget, QLineEdit) else ""
