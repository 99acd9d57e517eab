"""Fills a message with the sample values of the variables, as previews show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from runtime.engine.filling import filler_of
from runtime.flow.expressions.template import insertions
from runtime.flow.flow import Flow
from runtime.messages.message import Message


def with_samples(message: Message, flow: Flow, values: Mapping[str, str] | None = None) -> Message:
    """*message* with each `{{name}}` replaced by the variable's sample or default, or by *values*.

    An insertion without either, or one that is an expression, stays as written: it is still being designed.
    """
    filler = filler_of(message)
    if filler is None:
        return message
    if values is None:
        values = sample_values(flow)

    def fill(text: str, escaped: Callable[[str], str] = str) -> str:
        out: list[str] = []
        at = 0
        for insertion in insertions(text):
            if insertion.source in values:
                out += (text[at : insertion.begin], escaped(values[insertion.source]))
                at = insertion.end
        return "".join(out) + text[at:]

    filled = filler(message, fill)
    assert isinstance(filled, Message)
    return filled


def sample_values(flow: Flow) -> dict[str, str]:
    """Variable name → what previews show for it; variables without a sample or default are left out."""
    found: dict[str, str] = {}
    for variable in flow.variables:
        if variable.sample:
            found[variable.name] = variable.sample
        elif variable.default is not None:
            found[variable.name] = str(variable.default)
    return found
