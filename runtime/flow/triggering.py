"""What begins a conversation, compiled."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.flow.answers import normalised
from runtime.flow.expressions.cel import Pattern
from runtime.flow.nodes.start import Trigger


@dataclass(frozen=True, slots=True)
class CompiledTrigger:
    """A trigger with its words normalised and its patterns compiled."""

    trigger: Trigger
    words: tuple[str, ...]
    patterns: tuple[Pattern, ...]

    def answers(self, kind: str, text: str, postback: str) -> bool:
        """Whether a message of *text* or a tap with *postback* begins a conversation by this trigger.

        The words of a link arrive as a message like any other. For `tag_added`, *text* is the tag.
        """
        if self.trigger.kind == "deep_link":
            return kind in ("keyword", "deep_link") and normalised(text) in self.words
        if self.trigger.kind != kind:
            return False
        if kind == "menu":
            return bool(postback) and self.trigger.postback == postback
        if kind == "tag_added":
            return bool(text.strip()) and self.trigger.tag.strip() == text.strip()
        if kind != "keyword":
            return True
        if self.trigger.match == "pattern":
            return any(pattern.found_in(text[:400]) for pattern in self.patterns)
        said = normalised(text)
        if self.trigger.match == "exact":
            return said in self.words
        return any(word in said for word in self.words)

    def rank(self, kind: str, text: str, postback: str) -> tuple[int, int] | None:
        """How exactly it fits, to compare with other triggers; None when it does not answer.

        A tap on the very entry or exactly these words go before a pattern, that before words that occur (more
        letters before fewer), those before a first contact, and anything else comes last.
        """
        if not self.answers(kind, text, postback):
            return None
        if kind == "anything":
            return 0, 0
        if kind == "new_contact":
            return 1, 0
        if self.trigger.kind == "keyword" and self.trigger.match == "contains":
            said = normalised(text)
            return 2, max(len(word) for word in self.words if word in said)
        return (3 if self.patterns else 4), 0


def compile_trigger(trigger: Trigger) -> CompiledTrigger:
    """The compiled form of *trigger*; raises ExpressionRefused for a pattern that is none."""
    if trigger.kind == "keyword" and trigger.match == "pattern":
        return CompiledTrigger(trigger, (), tuple(Pattern(word) for word in trigger.words if word))
    words = tuple(word for word in (normalised(word) for word in trigger.words) if word)
    return CompiledTrigger(trigger, words, ())
