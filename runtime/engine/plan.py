"""A compiled flow: everything the engine needs, parsed once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from runtime.engine.errors import CompileRefused
from runtime.engine.prepared import PreparedMessage
from runtime.flow.errors import ExpressionRefused
from runtime.flow.expressions.cel import Expression, compile_expression
from runtime.flow.expressions.scope import Scope, scope_of
from runtime.flow.expressions.template import Template, compile_template
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.node import Node
from runtime.flow.nodes.start import Start, Trigger
from runtime.flow.translations import best_language, in_language, language_name
from runtime.flow.triggering import CompiledTrigger, compile_trigger
from runtime.flow.values import Value, ValueType
from runtime.messages.message import Message
from runtime.records import walk
from runtime.wording import Wording

_HALF = re.compile("[\ud800-\udfff]")
"""Halves of characters: neither a carrier nor a database takes them."""

MAX_STEPS = 1000
"""Steps of one stretch without a wait before the engine stops the session."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What begins a conversation; the higher *rank*, the more exactly it fits."""

    rank: tuple[int, int]
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class Plan:
    """A flow ready to run. Immutable; may serve any number of sessions at once."""

    flow: Flow
    version: int
    start: NodeId
    scope: Scope
    zone: tzinfo
    expressions: Mapping[str, Expression]
    """Expression source → compiled expression."""
    templates: Mapping[str, Template]
    """Text → compiled text; texts without insertions are not in it."""
    messages: Mapping[int, PreparedMessage]
    """`id()` of a node's message → the prepared one; the flow keeps the messages alive."""
    timeouts: frozenset[tuple[NodeId, ExitName]]
    """The exits people leave through because nothing came."""
    defaults: Mapping[str, Value]
    triggers: tuple[CompiledTrigger, ...]
    taps: Mapping[str, NodeId] = field(default_factory=dict)
    """Postback of a reply suggestion → the node whose message offers it."""
    max_steps: int = MAX_STEPS
    translated: Mapping[str, Mapping[NodeId, Node]] = field(default_factory=dict)
    """Further language → every node as it speaks it."""
    written: Mapping[int, Message] = field(default_factory=dict)
    """`id()` of a translated message → the message as it was written."""

    def language_for(self, wanted: str) -> str:
        """The further language to speak with someone who wants *wanted*; empty for the flow's own."""
        if not wanted or not self.translated:
            return ""
        best = best_language(wanted, self.flow.language, self.flow.languages)
        return best if best in self.translated else ""

    def nodes_in(self, language: str) -> Mapping[NodeId, Node]:
        """The nodes as they speak *language*; as they were written in one the flow does not have."""
        return self.translated.get(language) or self.flow.nodes

    def prepared(self, message: Message, node: NodeId, language: str = "") -> PreparedMessage:
        """The prepared form of *message*, made on the spot for one that no node holds."""
        known = self.messages.get(id(message))
        if known is not None:
            return known
        signature = self.flow.chatbot.signature
        return PreparedMessage(message, self.flow.id, node, signature, language or self.flow.language)

    def starts_on(self, kind: str, text: str = "", postback: str = "") -> bool:
        """Whether one of the flow's triggers answers to this."""
        return any(trigger.answers(kind, text, postback) for trigger in self.triggers)

    def begun_by(self, kind: str, text: str = "", postback: str = "") -> Begun | None:
        """The flow's most specific trigger that answers to this, and how specific it is."""
        found = (
            Begun(rank, trigger.trigger)
            for trigger in self.triggers
            if (rank := trigger.rank(kind, text, postback)) is not None
        )
        return max(found, key=lambda each: each.rank, default=None)


def compile_flow(flow: Flow, version: int = 0, max_steps: int = MAX_STEPS) -> Plan:
    """Compiles *flow*.

    Raises CompileRefused when there is not exactly one start, or a text or expression does not compile.
    """
    starts = flow.start_nodes()
    if len(starts) != 1:
        raise CompileRefused(
            Wording(
                "场景要有且只有一个「开始」，现在有 {count} 个。",
                "A scenario needs exactly one start, it has {count}.",
            ).format(count=len(starts))
        )
    scope = scope_of(flow.variables, flow.time_zone)
    expressions: dict[str, Expression] = {}
    templates: dict[str, Template] = {}
    messages: dict[int, PreparedMessage] = {}
    translated, written = _in_further_languages(flow), dict[int, Message]()
    for node in flow.nodes.values():
        _compile_node(node, scope, expressions, templates)
        for message in _messages_of(node):
            messages[id(message)] = _prepared(flow, node, message, flow.language, None)
    for language, nodes in translated.items():
        for node_id, node in nodes.items():
            if node is not flow.nodes[node_id]:
                _compile_node(node, scope, expressions, templates, language)
                for message, original in _translated(flow.nodes[node_id], node):
                    messages[id(message)] = _prepared(flow, node, message, language, original)
                    written[id(message)] = original
    start = starts[0]
    return Plan(
        flow=flow,
        version=version,
        start=start.id,
        scope=scope,
        zone=scope.zone,
        expressions=expressions,
        templates=templates,
        messages=messages,
        timeouts=_timeouts(flow),
        defaults=_defaults(flow),
        triggers=_triggers(start),
        taps=_taps(flow, messages),
        max_steps=max_steps,
        translated=translated,
        written=written,
    )


def _taps(flow: Flow, messages: Mapping[int, PreparedMessage]) -> dict[str, NodeId]:
    found: dict[str, NodeId] = {}
    for node in flow.nodes.values():
        for message in _messages_of(node):
            found.update(dict.fromkeys(messages[id(message)].postbacks(), node.id))
    return found


def _timeouts(flow: Flow) -> frozenset[tuple[NodeId, ExitName]]:
    return frozenset(
        (node.id, offer.name)
        for node in flow.nodes.values()
        for offer in node.offers()
        if offer.kind == "timeout"
    )


def _in_further_languages(flow: Flow) -> dict[str, dict[NodeId, Node]]:
    return {
        language: {node_id: in_language(node, language) for node_id, node in flow.nodes.items()}
        for language in flow.languages
        if language != flow.language
    }


def _translated(written: Node, node: Node) -> Iterator[tuple[Message, Message]]:
    """The translated messages of *node* with those they translate; one without a translation is the same."""
    for message, original in zip(_messages_of(node), _messages_of(written), strict=True):
        if message is not original:
            yield message, original


def _prepared(
    flow: Flow, node: Node, message: Message, language: str, written: Message | None
) -> PreparedMessage:
    return PreparedMessage(message, flow.id, node.id, flow.chatbot.signature, language, written)


def _compile_node(
    node: Node,
    scope: Scope,
    expressions: dict[str, Expression],
    templates: dict[str, Template],
    language: str = "",
) -> None:
    if any(isinstance(value, str) and _HALF.search(value) for _, _, value in walk(node)):
        sentence = Wording(
            "「{node}」的文字里有残缺的字符，发不出去。删掉它们，或重新输入。",
            "{node} has a text with broken characters that cannot be sent. Remove them or type it again.",
        ).format(node=node.named())
        raise CompileRefused(sentence, node.id)
    try:
        for _, source, wanted in node.expressions():
            expressions[source] = compile_expression(source, scope, wanted)
        for _, source in node.templates():
            templates[source] = compile_template(source, scope)
    except ExpressionRefused as error:
        words = Wording("「{node}」{language}：{reason}", "{node}{language}: {reason}")
        said = language_name(language)
        tongue = Wording(f"的{said.zh}译文", f" in {said.en}") if language else Wording("", "")
        sentence = words.format(node=node.named(), language=tongue, reason=error.sentence)
        raise CompileRefused(sentence, node.id) from error


def _messages_of(node: Node) -> tuple[Message, ...]:
    values = (getattr(node, name) for name in type(node).model_fields)
    return tuple(value for value in values if isinstance(value, Message))


def _triggers(start: Node) -> tuple[CompiledTrigger, ...]:
    if not isinstance(start, Start):
        return ()
    try:
        return tuple(compile_trigger(trigger) for trigger in start.triggers)
    except ExpressionRefused as error:
        raise CompileRefused(error.sentence, start.id) from error


def _defaults(flow: Flow) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for variable in flow.variables:
        if variable.default is None:
            continue
        value = variable.default
        if variable.type is ValueType.NUMBER and not isinstance(value, bool) and not isinstance(value, str):
            found.setdefault(variable.name, float(value))
        elif variable.type is ValueType.TEXT:
            found.setdefault(variable.name, str(value))
        elif variable.type is ValueType.BOOLEAN and isinstance(value, bool):
            found.setdefault(variable.name, value)
    return found
