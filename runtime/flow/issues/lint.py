"""What the lints share: whom a rule concerns, and how an SMS is reworded with one click."""

from __future__ import annotations

import re
from typing import Final

from runtime.flow.issue import Fix
from runtime.flow.issues.check import Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import LONGEST_QUOTE, name_of, quoted
from runtime.flow.issues.twins import Twin
from runtime.flow.translations import language_name
from runtime.wording import Wording

CHINESE_TARGETS: Final = ("mobile", "unicom", "telecom", "aliyun")
"""The targets that Chinese rules concern; each of the carriers' own SMS rules names fewer."""

LINK: Final = re.compile(
    r"(?:https?://|www\.)[^\s，。；！？、）】」]+"
    r"|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|top|vip|xyz|shop|cc|link|ltd|icu)(?![\w.])(?:/[\w./?=&%-]*)?",
    re.IGNORECASE,
)
"""An address somebody could tap in a text."""


def minding(around: Surroundings, *names: str) -> tuple[str, ...]:
    """Those of *names* (all Chinese targets if none is given) that the scenario is sent through."""
    return tuple(name for name in names or CHINESE_TARGETS if name in around.targets.carriers)


def sms_of(facts: NodeFacts, twin: Twin) -> Wording:
    """An SMS as a sentence names it: `「问候」的短信`, `「问候」的英文短信`."""
    name = name_of(facts.node)
    if not twin.further:
        return Wording(f"{name.zh}的短信", f"The SMS of {name.en}")
    language = language_name(twin.further)
    return Wording(f"{name.zh}的{language.zh}短信", f"The {language.en} SMS of {name.en}")


def rewording(facts: NodeFacts, twin: Twin, text: str, label: Wording | None = None) -> Fix | None:
    """A repair that makes the SMS say *text*; None where nothing is left to say, or to change."""
    if not text.strip() or text == twin.words:
        return None
    if label is None:
        label = Wording("改成{text}", "Change to {text}").format(text=quoted(text))
        if len(text) > LONGEST_QUOTE:
            label = Wording("改好这条短信", "Reword the SMS")
    fallback = twin.message.fallback
    if twin.further:
        if fallback.mode != "own":
            return None
        source = twin.written.fallback.text
        data = {"node": facts.node.id, "language": twin.further, "source": source, "value": text}
        return Fix("set_translation", label, data)
    value = fallback.model_dump() | {"mode": "own", "text": text}
    return Fix("set_field", label, {"node": facts.node.id, "path": (*twin.start, "fallback"), "value": value})
