"""Limits in words: what is too much, and how much less would do."""

from __future__ import annotations

import unicodedata
from typing import Final

from runtime.flow.expressions.template import insertions
from runtime.flow.issues.naming import LONGEST_QUOTE, quoted
from runtime.messages.limits import Limit, LimitBreach, kept_within
from runtime.messages.targets import names_of
from runtime.wording import Wording

_UNITS = {
    "characters": Wording("个字符", "characters"),
    "bytes": Wording("字节", "bytes"),
    "utf16": Wording("个短信字符", "SMS characters"),
    "items": Wording("项", "items"),
    "seconds": Wording("秒", "seconds"),
}


def limit_sentence(field: Wording, breach: LimitBreach) -> Wording:
    """What is too much or too little, and by how much to change it; each target with its own limit.

    A short text is quoted and needs no place; anything else is named by *field*.
    """
    short = isinstance(breach.value, str) and 0 < len(breach.value) <= LONGEST_QUOTE
    subject = quoted(breach.value) if short and isinstance(breach.value, str) else field
    if breach.also:
        return Wording(
            "{subject}有 {actual}：{bounds}。{advice}。", "{subject} is {actual}: {bounds}. {advice}."
        ).format(
            subject=subject,
            actual=_amounts(breach),
            bounds=_bounds(breach),
            advice=_advice(breach),
        )
    over = breach.actual > breach.limit.maximum
    bound = breach.bound
    return Wording(
        "{subject}有 {actual}，{bound}。{advice}。",
        "{subject} is {actual}, the limit is {bound}. {advice}."
        if over
        else "{subject} is {actual}, {bound}. {advice}.",
    ).format(
        subject=subject,
        actual=_amount(breach.actual, breach),
        bound=Wording(f"最多 {_plain(bound, breach)}", _plain(bound, breach))
        if over
        else Wording(f"至少 {_plain(bound, breach)}", f"at least {_plain(bound, breach)} needed"),
        advice=_advice(breach),
    )


def _amounts(breach: LimitBreach) -> Wording:
    """How much there is, once in every unit it is counted in: 9 个字符（27 字节）."""
    by_unit = {each.limit.unit: _amount(each.actual, each) for each in breach.also}
    first, *others = by_unit.values()
    for other in others:
        first = Wording(f"{first.zh}（{other.zh}）", f"{first.en} ({other.en})")
    return first


def _bounds(breach: LimitBreach) -> Wording:
    """Whose limit is what: 阿里云最多 50 个字符，移动、联通最多 200 个字符."""
    said = []
    for each in breach.also:
        over = each.actual > each.limit.maximum
        bound = _amount(each.bound, each)
        who = names_of(each.carriers)
        words = Wording("{who}最多 {bound}", "{who} at most {bound}")
        if not over:
            words = Wording("{who}至少 {bound}", "{who} at least {bound}")
        said.append(words.format(who=who, bound=bound))
    return Wording("，".join(each.zh for each in said), ", ".join(each.en for each in said))


def _amount(number: int, breach: LimitBreach) -> Wording:
    if _is_file_size(breach):
        return Wording(file_size(number), file_size(number))
    unit = _UNITS[breach.limit.unit]
    return Wording(f"{number:,} {unit.zh}", f"{number:,} {unit.en}")


def _plain(number: int, breach: LimitBreach) -> str:
    return file_size(number) if _is_file_size(breach) else f"{number:,}"


def _is_file_size(breach: LimitBreach) -> bool:
    return breach.limit.unit == "bytes" and isinstance(breach.value, int)


def file_size(size_bytes: int) -> str:
    """A size in words: 2 MB, 64 KB."""
    if size_bytes >= 1 << 20:
        return f"{size_bytes / (1 << 20):.4g} MB"
    return f"{size_bytes / 1024:.4g} KB"


def _advice(breach: LimitBreach) -> Wording:
    limit, actual = breach.limit, breach.actual
    if limit.unit == "items":
        if actual > limit.maximum:
            return Wording("删掉 {count} 项", "Delete {count}").format(count=actual - limit.maximum)
        return Wording("再加 {count} 项", "Add {count} more").format(count=limit.minimum - actual)
    if _is_file_size(breach):
        return Wording("换一个小一些的文件", "Use a smaller file")
    if limit.unit == "seconds":
        return Wording("换一个短一些的文件", "Use a shorter file")
    if actual < limit.minimum:
        return Wording("写到 {count} 个字符以上", "Write at least {count} characters").format(
            count=limit.minimum
        )
    if limit.unit == "bytes":
        return Wording("缩短到 {count} 个汉字以内", "Shorten it to {count} Chinese characters").format(
            count=limit.maximum // 3
        )
    return Wording("缩短到 {count} 个字符以内", "Shorten it to {count} characters").format(
        count=f"{limit.maximum:,}"
    )


def cut_to_limit(breach: LimitBreach) -> str | None:
    """The text cut where it reads best below the limit; None when nothing would be left.

    Never inside an insertion, a word of letters or a character that is made of several.
    """
    value, limit = breach.value, breach.limit
    if not isinstance(value, str) or breach.actual <= limit.maximum:
        return None
    end = len(kept_within(value, limit))
    for insertion in insertions(value):
        if insertion.begin < end < insertion.end:
            end = insertion.begin
    return _at_a_break(value, end).rstrip(_LOOSE) or None


def shortened_to(text: str, limit: Limit, actual: int) -> str:
    """*text* cut where it reads best, so that as much as *actual* goes over *limit* is gone from it."""
    room = max(0, len(text) - max(0, actual - limit.maximum))
    return _at_a_break(text, room).rstrip(_LOOSE)


_LOOSE: Final = " \n\t，、,；;：:（(「“·-—"
"""What would look torn off at the end of a text."""
_STOPS: Final = "。！？!?…\n"
_JOINS: Final = "\u200d\ufe0f\ufe0e"
_LONG: Final = 40
"""From this length on a text is cut behind a sentence, if one ends in its last third."""


def _at_a_break(text: str, end: int) -> str:
    while 0 < end < len(text) and (_continues(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    kept = text[:end]
    if end >= _LONG:
        stop = max(kept.rfind(mark) for mark in _STOPS)
        if stop >= end * 2 // 3:
            return kept[: stop + 1]
    if _is_letter(kept[-1:]) and _is_letter(text[end : end + 1]):
        space = kept.rfind(" ")
        if space >= end // 2:
            return kept[:space]
    return kept


def _continues(character: str) -> bool:
    """Whether a character belongs to the one before it: an accent, a skin tone, a joined picture."""
    return (
        character in _JOINS
        or unicodedata.combining(character) > 0
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()
