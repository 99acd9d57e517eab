"""Characters that platforms refuse in SMS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.lint import minding, rewording, sms_of
from runtime.flow.issues.naming import quoted
from runtime.flow.issues.sources import SYMBOLS
from runtime.wording import Wording

_BRACKETS: Final = re.compile(r"[【】]")
_REFUSED: Final = re.compile(r"\^_\^|[¥￥★☆√※&]|[\U0001f000-\U0001faff\u2600-\u2604\u2607-\u27bf]")
_PRICE: Final = re.compile(r"[¥￥]\s*(\d[\d.,]*)(?!\s*元)")
_TRADITIONAL_LEAST: Final = 3
_BRACKETED: Final = Wording(
    "{sms}里有【】，它只给签名用，平台会把里面的字当作签名。换成「」。",
    "{sms} has 【】, which are for the signature only: platforms take it for one. Use other marks.",
)
_SYMBOL: Final = Wording(
    "{sms}里有{symbol}，有的平台不收。删掉它，或用文字代替。",
    "{sms} has {symbol}, which some platforms refuse. Remove it or put it in words.",
)
_TRADITIONAL: Final = Wording(
    "{sms}里有繁体字{characters}，有的平台不收。改成简体。",
    "{sms} has the traditional characters {characters}, which some platforms refuse. Write simplified ones.",
)


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds brackets of the signature, symbols, emoji and traditional characters in SMS."""
    carriers = minding(around)
    if not carriers:
        return
    for twin in facts.twins:
        if _BRACKETS.search(twin.text):
            words = twin.words.removeprefix(f"【{around.signature}】")
            better = words.replace("【", "「").replace("】", "」")
            sentence = _BRACKETED.format(sms=sms_of(facts, twin))
            severity, code, fix = "error", "sms_brackets", rewording(facts, twin, better)
        elif (found := _REFUSED.search(twin.text)) is not None:
            better = _REFUSED.sub("", _PRICE.sub(r"\1元", twin.words).replace("&", "和")).strip()
            sentence = _SYMBOL.format(sms=sms_of(facts, twin), symbol=quoted(found.group()))
            severity, code, fix = "warning", "sms_symbol", rewording(facts, twin, better)
        elif len(traditional := _traditional_in(twin.text)) >= _TRADITIONAL_LEAST:
            sentence = _TRADITIONAL.format(sms=sms_of(facts, twin), characters=quoted(traditional[:8]))
            severity, code, fix = "warning", "sms_traditional", None
        else:
            continue
        yield Issue(
            "error" if severity == "error" else "warning",
            code,
            sentence,
            node=facts.node.id,
            path=twin.path,
            fix=fix,
            rule=SYMBOLS,
            language=twin.further,
        )


def _traditional_in(text: str) -> str:
    """The characters that stand in Big5 and not in GB 2312: traditional ones, and a few of rare names."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        rare = [character for character in dict.fromkeys(text) if character >= "\u4e00"]
        return "".join(c for c in rare if not _is_in(c, "gb2312") and _is_in(c, "big5"))
    return ""


def _is_in(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


CHECK: Final = NodeCheck(320, check)
