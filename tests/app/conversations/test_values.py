"""Rows, entries and exports: what the area shows, without a window."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QPersistentModelIndex
from pytestqt.qtbot import QtBot

from app.conversations.exporting import export
from app.conversations.list_model import ROW, ConversationModel
from app.conversations.row import Row
from app.conversations.transcript import entries_of
from tests.support.reception import busy_morning, heard, mark, row_of, said
from widgets.handset import ChatbotEntry, ContactText, Mark, Note


def _rows(*numbers: int, **changes: object) -> list[Row]:
    return [Row.read(row_of(number, **changes)) for number in numbers]


@pytest.mark.parametrize("seed", range(8))
def test_the_model_is_the_sorted_list_whatever_changes(qtbot: QtBot, seed: int) -> None:
    """Against a plain dictionary; a held row stays the same one while it is there."""
    dice, model, truth = random.Random(seed), ConversationModel(), {}
    model.show(_rows(*range(20)), has_more=False)
    truth = {row.contact: row for row in _rows(*range(20))}
    held = QPersistentModelIndex(model.index(7))
    name = model.rows[7].contact
    for _ in range(40):
        at = row_of(0)["last_at"]
        changed = [
            Row.read(
                row_of(number, last_at=at.replace("04:00", f"0{dice.randrange(4)}:{dice.randrange(10, 60)}"))
            )
            for number in dice.sample(range(40), 5)
        ]
        gone = [row.contact for row in _rows(*dice.sample(range(40), 2)) if row.contact != name]
        model.apply(changed, gone)
        truth |= {row.contact: row for row in changed}
        for contact in gone:
            truth.pop(contact, None)

    assert [row.contact for row in model.rows] == [
        row.contact for row in sorted(truth.values(), key=lambda row: row.place)
    ]
    assert held.data(ROW).contact == name


def test_rows_beyond_what_is_loaded_wait_for_their_page(qtbot: QtBot) -> None:
    model = ConversationModel()
    model.show(_rows(1, 2, 3), has_more=True)
    model.apply(_rows(0, 9), [])

    assert [row.contact for row in model.rows] == ["c00000", "c00001", "c00002", "c00003"]


def test_a_transcript_has_days_marks_reasons_and_who_said_it() -> None:
    refused = {**said(3, "还在吗", "林", "failed"), "error": "refused"}
    entries = entries_of(
        [said(0, "您好"), heard(1, "要", "reply"), said(2, "好的", "林", "held"), refused],
        [mark(0, "started", {"trigger": "campaign"}), mark(1, "taken", {"by": "林"})],
    )
    notes = [one.text for one in entries if isinstance(one, Note)]
    ours = [(one.via, one.mark) for one in entries if isinstance(one, ChatbotEntry)]
    (theirs,) = [one for one in entries if isinstance(one, ContactText)]

    assert notes[0] == "2026 年 3 月 9 日"
    assert notes[1].startswith("从「活动群发」进入 春季促销 v3")
    assert notes[2].startswith("林 开始接待，场景暂停")
    assert notes[3:] == ["交还场景后再发", "没有发出：对方已退订"]
    assert ours == [("场景", Mark.DISPLAYED), ("林", Mark.SENDING), ("林", Mark.FAILED)]
    assert theirs.is_tap


@pytest.mark.parametrize("kind", ["txt", "csv", "html", "pdf"])
def test_an_export_has_everything_said_and_no_number(qtbot: QtBot, tmp_path: Path, kind: str) -> None:
    reception = busy_morning()
    row = Row.read(next(iter(reception.rows.values())))
    lines = [*reception.lines[row.contact], heard(20, "=HYPERLINK(1)<b>")]
    path = tmp_path / f"t.{kind}"
    why = export(str(path), kind, row, lines, reception.marks[row.contact])
    written = path.read_bytes()

    assert why is None
    if kind == "pdf":
        assert written.startswith(b"%PDF")
        return
    text = written.decode("utf-8-sig")
    assert "138****8000" in text or kind == "csv"
    assert "60 元券已到账" in text
    assert "场景停在「转人工」" in text
    assert ("<b>" in text) == (kind != "html")
    assert kind != "csv" or "'=HYPERLINK" in text
