"""Conversations as plain text: what a person saw and did, and the way the scenario took."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from app.demo.figures import ScenarioFigures
from app.demo.record import HandsetStory, ReceivedMessage
from app.demo.selection import selected
from runtime.flow.ids import NodeId
from runtime.insight import SessionTale
from runtime.messages.phone_numbers import masked
from runtime.messages.reading import read_message
from runtime.wording import Language, Wording

_OUTCOMES = {
    "goal": Wording("达成目标", "goal reached"),
    "abandoned": Wording("未达成", "abandoned"),
    "refused": Wording("拒绝接收", "refused"),
    "failed": Wording("失败", "failed"),
    "": Wording("还在进行", "still going on"),
}
_DEEDS = {
    "tapped": Wording("点击", "taps"),
    "action": Wording("点击操作", "taps an action"),
    "typed": Wording("输入", "types"),
    "location": Wording("发送位置", "sends a place"),
    "file": Wording("发送文件", "sends a file"),
    "shared_data": Wording("提供机型信息", "shares handset details"),
}


def transcripts_of(figures: ScenarioFigures, language: Language) -> dict[str, str]:
    """File name → text of the selected conversations; numbers are masked."""
    found: dict[str, str] = {}
    for index, (tale, handset) in enumerate(selected(figures), 1):
        ending = tale.outcome or "waiting"
        kind = "5g" if handset.is_5g else "sms"
        name = f"{file_name(figures.rehearsal.flow.id)}-{index:02d}-{ending}-{kind}.txt"
        found[name] = "\n".join(_lines(figures, tale, handset, language)) + "\n"
    return found


def plain(text: str) -> str:
    """*text* without control characters, which a terminal would obey."""
    return "".join(each if each.isprintable() or each == "\n" else "�" for each in text)


def file_name(flow_id: str) -> str:
    """The id of a flow as it may stand in a file name."""
    kept = "".join(each if each.isascii() and (each.isalnum() or each in "-_") else "-" for each in flow_id)
    return kept[:60] or "scenario"


def _lines(
    figures: ScenarioFigures, tale: SessionTale, handset: HandsetStory, language: Language
) -> Iterator[str]:
    flow = figures.rehearsal.flow
    name = figures.rehearsal.names.get(handset.number, "")
    kind = Wording("5G 手机", "5G handset") if handset.is_5g else Wording("只收短信", "SMS only")
    yield plain(f"{flow.name} · {name} {masked(handset.number)} · {kind.text(language)}")
    titles = [
        flow.nodes[NodeId(node)].named().text(language) for node, _ in tale.walk if NodeId(node) in flow.nodes
    ]
    label = Wording("走法", "Walk").text(language)
    yield plain(f"{label}: {' → '.join(titles)}")
    outcome = _OUTCOMES.get(tale.outcome, _OUTCOMES[""]).text(language)
    yield f"{Wording('结果', 'Outcome').text(language)}: {outcome}"
    yield ""
    zone = ZoneInfo(flow.time_zone)
    for at, lines in sorted(_entries(handset, name, language), key=lambda entry: entry[0]):
        first, *rest = lines
        yield f"{at.astimezone(zone):%m-%d %H:%M}  {plain(first)}"
        yield from (f"             {plain(line)}" for line in rest)


def _entries(handset: HandsetStory, name: str, language: Language) -> Iterator[tuple[datetime, list[str]]]:
    for received in handset.received:
        yield received.at, _said(received, language)
    for deed in handset.deeds:
        verb = _DEEDS.get(deed.kind)
        did = verb.text(language) if verb else deed.kind
        shown = deed.text if deed.kind in ("tapped", "action", "typed") else ""
        yield deed.at, [f"    {name or masked(handset.number)} {did} {shown}".rstrip()]


def _said(received: ReceivedMessage, language: Language) -> list[str]:
    if received.via == "sms":
        return [f"{Wording('短信', 'SMS').text(language)} ◂ {received.sms_text}"]
    message = read_message(received.parts).message
    if message is None:
        return ["5G ◂ ?"]
    lines = [line for line in message.content.plain_text().splitlines() if line.strip()] or [""]
    offered = [suggestion.text for _, suggestion in message.suggestions()]
    mark = Wording("（已读）", "(read)") if received.displayed_at else Wording("（未读）", "(unread)")
    lines[0] = f"5G ◂ {lines[0]}"
    lines[-1] = f"{lines[-1]} {mark.text(language)}"
    if offered:
        lines.append("  ".join(f"[{text}]" for text in offered))
    return lines
