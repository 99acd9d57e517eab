"""A transcript as text, table, web page or PDF; the number stays masked."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from app.conversations import words
from app.conversations.row import Row
from app.conversations.transcript import mark_words, why_not
from app.reasons import reason_of
from runtime.flow.file_format import write_whole
from runtime.messages.message import Message
from runtime.wording import Wording
from widgets.handset import Mark
from widgets.language import tr

_HEAD: Final = (
    Wording("时间", "Time"),
    Wording("谁", "Who"),
    Wording("内容", "What"),
    Wording("状态", "State"),
)
_TITLE: Final = Wording("与 {who} 的会话", "Conversation with {who}")
_SCENARIO: Final = Wording("场景", "the scenario")
_STATES: Final = {
    "queued": Mark.SENDING.value,
    "held": Wording("暂停中", "Held back"),
    "sending": Mark.SENDING.value,
    "accepted": Wording("运营商已接收", "Taken by the carrier"),
    "sent": Mark.SENT.value,
    "delivered": Mark.DELIVERED.value,
    "displayed": Mark.DISPLAYED.value,
    "fell_back": Wording("以短信送达", "Delivered as an SMS"),
    "revoked": Mark.REVOKED.value,
    "failed": Wording("失败", "Failed"),
    "expired": Wording("过期未发", "Expired"),
    "skipped": Wording("没有发", "Not sent"),
    "unknown": Wording("结果不明", "Unknown"),
}
_CELL: Final = "border-bottom:1px solid #DFE3E8;padding:4px 8px;vertical-align:top"


def ask_to_export(
    parent: QWidget,
    kind: str,
    row: Row,
    told: tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]],
    refuse: Callable[[Wording], None],
) -> None:
    """Let the person choose where a file goes and write lines and marks there; *refuse* hears why not."""
    dialog = QFileDialog(parent, tr(words.EXPORT))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kind)
    dialog.selectFile(f"{row.name or tr(words.TITLE)}-{row.number[-4:]}.{kind}")

    def write(path: str) -> None:
        why = export(path, kind, row, *told)
        if why is not None:
            refuse(words.NOT_WRITTEN.format(why=why))

    dialog.fileSelected.connect(write)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


@dataclass(frozen=True, slots=True)
class _Line:
    at: datetime
    who: str
    what: str
    state: str = ""

    @property
    def time(self) -> str:
        return f"{self.at.astimezone():%Y-%m-%d %H:%M:%S}"


def export(
    path: str, kind: str, row: Row, lines: Sequence[Mapping[str, Any]], marks: Sequence[Mapping[str, Any]]
) -> str | None:
    """Writes the transcript to *path* as txt, csv, html or pdf; returns why it could not be done, or None."""
    told = _lines(row, lines, marks)
    try:
        if kind == "pdf":
            _write_pdf(path, _as_html(row, told))
            return None
        text = {"csv": _as_csv, "html": _as_html}.get(kind, _as_text)(row, told)
        # Excel takes a table for UTF-8 only when it says so.
        encoded = text.encode("utf-8-sig" if kind == "csv" else "utf-8")
        write_whole(Path(path), encoded)
    except OSError as error:
        return tr(reason_of(error))
    return None


def _lines(row: Row, lines: Sequence[Mapping[str, Any]], marks: Sequence[Mapping[str, Any]]) -> list[_Line]:
    told = [_said(row, line) for line in lines]
    for mark in marks:
        words = mark_words(mark)
        if words is not None:
            told.append(_Line(datetime.fromisoformat(mark["at"]), "", tr(words)))
    return sorted(told, key=lambda line: line.at)


def _said(row: Row, line: Mapping[str, Any]) -> _Line:
    at = datetime.fromisoformat(line["at"])
    if line["direction"] == "in":
        content: Mapping[str, Any] = line["content"]
        text = str(content.get("text") or content.get("postback") or content.get("type", ""))
        return _Line(at, row.title, text)
    try:
        message = Message.model_validate(line["message"])
        replies = " / ".join(reply.text for _, reply in message.suggestions())
        text = message.content.plain_text() + (f"\n[{replies}]" if replies else "")
    except ValidationError:
        text = ""
    why = why_not(line)
    state = tr(_STATES.get(str(line["state"]), Wording(str(line["state"]), str(line["state"]))))
    if why is not None:
        state = f"{state} · {tr(why)}"
    return _Line(at, str(line.get("by") or tr(_SCENARIO)), text, state)


def _title(row: Row) -> str:
    who = f"{row.name} {row.number}".strip()
    return tr(_TITLE.format(who=who))


def _as_text(row: Row, told: list[_Line]) -> str:
    parts = [_title(row), ""]
    for line in told:
        who = f"{line.who}：" if line.who else "— "
        state = f"（{line.state}）" if line.state else ""
        parts.append(f"{line.time}  {who}{line.what}{state}")
    return "\n".join(parts) + "\n"


def _as_csv(row: Row, told: list[_Line]) -> str:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow([tr(words) for words in _HEAD])
    for line in told:
        table.writerow([_harmless(cell) for cell in (line.time, line.who, line.what, line.state)])
    return written.getvalue()


def _harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula: contacts write what they like."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _as_html(row: Row, told: list[_Line]) -> str:
    title = html.escape(_title(row))
    head = "".join(f'<th align="left" style="{_CELL}">{html.escape(tr(words))}</th>' for words in _HEAD)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="{_CELL}">{html.escape(cell).replace(chr(10), "<br>")}</td>'
            for cell in (line.time, line.who, line.what, line.state)
        )
        + "</tr>"
        for line in told
    )
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body style="font-family:sans-serif"><h2>{title}</h2>'
        f'<table cellspacing="0" width="100%"><tr>{head}</tr>{body}</table></body></html>'
    )


def _write_pdf(path: str, page: str) -> None:
    part = Path(f"{path}.part")
    writer = QPdfWriter(str(part))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(14, 14, 14, 14))
    writer.setResolution(96)
    document = QTextDocument()
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.setHtml(page)
    document.print_(writer)
    del writer
    part.replace(path)
