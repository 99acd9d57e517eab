"""Says what the columns of a file become, with its first rows in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.audience.column_card import ColumnCard
from app.audience.grounds import clear_ground
from runtime.delivery.audience.importing.wish import POLICIES
from runtime.spreadsheets.csv_reading import ENCODINGS
from runtime.wording import Wording, same
from widgets.common import Choice, ChoiceField, Label, Segment, follow_look
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import LABEL_GAP, SPACE_8, SPACE_12, SPACE_16, SPACE_24

_FOUND: Final = Wording(
    "前 {sampled} 行里认出 {read} 个手机号", "{read} numbers found in the first {sampled} rows"
)
_NO_NUMBER: Final = Wording("选出哪一列是手机号", "Choose the column with the numbers")
_ENCODING: Final = Wording("编码", "Encoding")
_DELIMITER: Final = Wording("分隔符", "Delimiter")
_SHEET: Final = Wording("工作表", "Sheet")
_HEADING: Final = Wording("第一行是标题", "The first row holds headings")
_TARGET: Final = Wording("导入到", "Import into")
_TARGETS: Final = (
    Choice("contacts", Wording("联系人", "Contacts")),
    Choice("blacklist", Wording("黑名单", "Blacklist")),
)
_POLICY: Final = Wording("已有的联系人", "Contacts already known")
_TAGS: Final = Wording("给这批人加标签", "Tags for all of them")
_TAGS_HINT: Final = Wording("例如：2026 春季会员", "For example: spring 2026")
_PROOF: Final = Wording("同意接收的凭证（选填）", "Proof that they agreed (optional)")
_PROOF_HINT: Final = Wording("例如：2026-03 门店开卡时勾选", "For example: ticked when joining, March 2026")
_REASON: Final = Wording("列入的原因", "Why they are listed")
_DELIMITERS: Final = {
    ",": Wording("逗号", "Comma"),
    "\t": Wording("制表符", "Tab"),
    ";": Wording("分号", "Semicolon"),
    "|": Wording("竖线", "Bar"),
}


SHOWN_CELLS: Final = 5
"""Rows of the file that are in sight."""


class MappingPage(QScrollArea):
    """Holds the columns and the options of one import."""

    changed = Signal()
    reading_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[ColumnCard] = []
        self._reading: Mapping[str, Any] = {}
        self.found = Label("", "body", "text_second")
        self.encoding, self.delimiter, self.sheet = (
            ChoiceField(_ENCODING),
            ChoiceField(_DELIMITER),
            ChoiceField(_SHEET),
        )
        self.heading = QCheckBox()
        self.target = Segment(_TARGETS, _TARGET)
        self.policy = ChoiceField(_POLICY)
        self.tags, self.proof, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self._labelled: dict[str, tuple[Label, QWidget]] = {}
        self._build()
        self._connect()
        follow_look(self)

    @property
    def is_whole(self) -> bool:
        """Whether there is a column of numbers and every attribute has a name of its own."""
        names = [card.name.text().strip() for card in self.cards if card.value == "attribute"]
        has_number = any(card.value == "number" for card in self.cards)
        return has_number and all(card.is_whole for card in self.cards) and len(set(names)) == len(names)

    def show_preview(self, preview: Mapping[str, Any], known: Mapping[str, str]) -> None:
        """Show the beginning of a file; *known* is attribute → type."""
        self._reading = preview["reading"]
        for card in self.cards:
            self._columns.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for place, guess in enumerate(preview["columns"]):
            cells = [row[place] if place < len(row) else "" for row in preview["rows"][:SHOWN_CELLS]]
            card = ColumnCard(place, guess, cells, known)
            card.changed.connect(self._tell)
            card.made_number.connect(self._leave_one_number)
            self.cards.append(card)
            self._columns.insertWidget(place, card, 0, Qt.AlignmentFlag.AlignTop)
        self._counts = (int(preview["numbers_read"]), int(preview["sampled"]))
        self._fill_reading(int(preview["sheets"]))
        self._tell()

    def wish(self) -> dict[str, Any]:
        """The whole mapping, as the runtime takes it."""
        number = next(place for place, card in enumerate(self.cards) if card.value == "number")
        is_contacts = self.target.value() == "contacts"
        columns = [column for card in self.cards if (column := card.column()) is not None]
        tags = [tag.strip() for tag in self.tags.text().replace("，", ",").replace("、", ",").split(",")]
        return {
            "reading": dict(self._reading),
            "number_column": number,
            "columns": columns if is_contacts else [],
            "tags": [tag[:40] for tag in tags if tag] if is_contacts else [],
            "policy": str(self.policy.currentData()),
            "target": self.target.value(),
            "reason": "" if is_contacts else self.reason.text().strip()[:200],
            "consent_proof": self.proof.text().strip()[:500] if is_contacts else "",
        }

    def restyle(self) -> None:
        """Take the words anew."""
        self.heading.setText(tr(_HEADING))
        self.setAccessibleName(tr("文件怎样读", "How the file is read"))
        self._column_area.setAccessibleName(tr("文件的列", "Columns of the file"))
        for line, name, hint in (
            (self.tags, _TAGS, _TAGS_HINT),
            (self.proof, _PROOF, _PROOF_HINT),
            (self.reason, _REASON, None),
        ):
            line.setAccessibleName(tr(name))
            line.setPlaceholderText(tr(hint) if hint else "")
        chosen = str(self.policy.currentData() or "update")
        _fill(self.policy, tuple(POLICIES.items()), chosen)
        if self.cards:
            self._fill_reading(self.sheet.count())

    def _fill_reading(self, sheets: int) -> None:
        is_book = sheets > 0
        _fill(
            self.encoding,
            tuple((key, same(name)) for key, name in ENCODINGS.items()),
            str(self._reading.get("encoding") or "utf-8-sig"),
        )
        _fill(self.delimiter, tuple(_DELIMITERS.items()), str(self._reading.get("delimiter") or ","))
        names = tuple((str(number), same(f"{number + 1}")) for number in range(sheets))
        _fill(self.sheet, names, str(self._reading.get("sheet", 0)))
        self.heading.setChecked(bool(self._reading.get("has_heading")))
        for name, is_seen in (("encoding", not is_book), ("delimiter", not is_book), ("sheet", sheets > 1)):
            for widget in self._labelled[name]:
                widget.setVisible(is_seen)

    def _tell(self) -> None:
        read, sampled = self._counts
        has_number = any(card.value == "number" for card in self.cards)
        self.found.set_words(_FOUND.format(read=read, sampled=sampled) if has_number else _NO_NUMBER)
        self.found.set_colour("text_second" if has_number else "error")
        is_contacts = self.target.value() == "contacts"
        for name, is_seen in (("policy", is_contacts), ("tags", is_contacts), ("proof", is_contacts)):
            for widget in self._labelled[name]:
                widget.setVisible(is_seen)
        for widget in self._labelled["reason"]:
            widget.setVisible(not is_contacts)
        self.changed.emit()

    def _leave_one_number(self) -> None:
        chosen = self.sender()
        for card in self.cards:
            if card is not chosen and card.value == "number":
                card.set_use("nothing")

    def _read_again(self) -> None:
        reading: dict[str, object] = {"has_heading": self.heading.isChecked()}
        if self.encoding.isVisibleTo(self):
            reading |= {"encoding": self.encoding.currentData(), "delimiter": self.delimiter.currentData()}
        else:
            reading["sheet"] = int(self.sheet.currentData() or 0)
        self.reading_changed.emit(reading)

    def _build(self) -> None:
        self._counts = (0, 0)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, SPACE_16)
        column.setSpacing(SPACE_16)
        reading = QHBoxLayout()
        reading.setSpacing(SPACE_12)
        for name, words, widget in (
            ("encoding", _ENCODING, self.encoding),
            ("delimiter", _DELIMITER, self.delimiter),
            ("sheet", _SHEET, self.sheet),
        ):
            label = Label(words, "label", "text_second")
            self._labelled[name] = (label, widget)
            reading.addWidget(label)
            reading.addWidget(widget)
        self.encoding.setMinimumContentsLength(14)
        self.delimiter.setMinimumContentsLength(8)
        reading.addWidget(self.heading)
        reading.addStretch(1)
        reading.addWidget(self.found)
        column.addLayout(reading)
        column.addWidget(self._build_columns())
        column.addLayout(self._build_options())
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        clear_ground(self)

    def _build_columns(self) -> QScrollArea:
        self._column_area = area = QScrollArea()
        holder = QWidget()
        self._columns = QHBoxLayout(holder)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(SPACE_8)
        self._columns.addStretch(1)
        area.setWidget(holder)
        area.setWidgetResizable(True)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(current_theme().px(310))
        clear_ground(area)
        return area

    def _build_options(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_24)
        grid.setVerticalSpacing(LABEL_GAP)
        fields: Sequence[tuple[str, Wording, QWidget]] = (
            ("target", _TARGET, self.target),
            ("policy", _POLICY, self.policy),
            ("tags", _TAGS, self.tags),
            ("proof", _PROOF, self.proof),
            ("reason", _REASON, self.reason),
        )
        for number, (name, words, widget) in enumerate(fields):
            label = Label(words, "label", "text_second")
            self._labelled[name] = (label, widget)
            row, place = divmod(number, 2)
            grid.addWidget(label, row * 3, place)
            grid.addWidget(widget, row * 3 + 1, place)
            grid.setRowMinimumHeight(row * 3 + 2, SPACE_12)
        for place in range(2):
            grid.setColumnStretch(place, 1)
        return grid

    def _connect(self) -> None:
        self.target.changed.connect(self._tell)
        self.heading.clicked.connect(self._read_again)
        for box in (self.encoding, self.delimiter, self.sheet):
            box.activated.connect(self._read_again)


def _fill(box: ChoiceField, choices: Sequence[tuple[str, Wording]], wanted: str) -> None:
    box.clear()
    for key, words in choices:
        box.addItem(tr(words), key)
    box.setCurrentIndex(max(0, box.findData(wanted)))
