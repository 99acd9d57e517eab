"""What a comparison of a script table says to people."""

from __future__ import annotations

from editor.exchange.script.comparison import TextChange
from runtime.flow.issues.naming import shortened
from runtime.wording import Wording, same

KINDS = {
    "changed": Wording("改动", "Changed"),
    "conflict": Wording("两边都改了", "Changed on both sides"),
    "unknown": Wording("对不上", "No such place"),
    "empty": Wording("原文是空的", "Empty"),
    "repeated": Wording("重复的行", "Row stands twice"),
    "unchanged": Wording("没有变", "Unchanged"),
}
_CHANGES = {
    "changed": Wording("{where}：「{now}」→「{wanted}」", '{where}: "{now}" → "{wanted}"'),
    "conflict": Wording(
        "{where}：导出后场景里也改过，现在是「{now}」，表格里是「{wanted}」",
        '{where}: reworded in the scenario since; it is "{now}" now, the table says "{wanted}"',
    ),
    "unknown": Wording(
        "第 {row} 行：场景里没有「{where}」这个位置了，没有读入",
        'Row {row}: the scenario has no place "{where}" any more; left out',
    ),
    "empty": Wording(
        "{where}：表格里是空的，保留「{now}」", '{where}: the table has nothing here; "{now}" is kept'
    ),
    "repeated": Wording(
        "第 {row} 行：{where} 在上面已经有了，没有读入",
        "Row {row}: {where} stands further up already; left out",
    ),
}
_OVER = Wording("（超出 {over}）", " (over the limit by {over})")
_LOST = Wording("（少了 {names}）", " ({names} is missing)")


def change_sentence(text: TextChange) -> Wording:
    """One line about one text: place, both wordings, and what is wrong with the new one."""
    where = text.where
    if not text.is_base:
        where = Wording(f"{where.zh} [{text.language}]", f"{where.en} [{text.language}]")
    sentence = _CHANGES[text.kind].format(
        where=where, row=text.row, now=shortened(text.now), wanted=shortened(text.wanted)
    )
    notes = warnings_of(text)
    return Wording(sentence.zh + notes.zh, sentence.en + notes.en)


def warnings_of(text: TextChange) -> Wording:
    """What a person should know before taking a text; empty when all is well."""
    zh = en = ""
    if text.kind in ("changed", "conflict"):
        if text.over and text.limit is not None:
            units = {"bytes": Wording("字节", "bytes"), "characters": Wording("字符", "characters")}
            unit = units.get(text.limit.unit, same(""))
            words = _OVER.format(over=Wording(f"{text.over} {unit.zh}", f"{text.over} {unit.en}"))
            zh, en = zh + words.zh, en + words.en
        if text.lost:
            words = _LOST.format(names="、".join(f"{{{{{name}}}}}" for name in text.lost))
            zh, en = zh + words.zh, en + words.en
    return Wording(zh, en)
