"""What the inspector does to a document: one named edit for each change of a field."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from editor.document.store import Store
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.flow.translations import confirmed, language_name, with_translation
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.records import FieldPath, hints_of, replaced_at
from runtime.wording import Wording

_CHANGE = Wording("修改{what}", "Change {what}")
_CHANGE_ANY = Wording("修改内容", "Change the content")
_SUGGESTION = Wording("建议", "suggestion")
_TRANSLATE = Wording("修改{language}译文", "Change the text in {language}")
_CONFIRM = Wording("{language}译文仍然适用", "Keep the text in {language}")


def edit_name(record: BaseModel, path: FieldPath) -> Wording:
    """What undo calls a change at *path*: 修改标题."""
    label: Wording | None = None
    value: object = record
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
            continue
        hint = hints_of(type(value)).get(step) if isinstance(value, BaseModel) else None
        if hint is not None and hint.label.zh:
            label = _SUGGESTION if isinstance(value, Suggestion) and step == "text" else hint.label
        value = getattr(value, step, None)
    return _CHANGE_ANY if label is None else _CHANGE.format(what=Wording(label.zh, label.en.lower()))


def put_node_value(store: Store, node_id: NodeId, path: FieldPath, value: object, merge: str = "") -> None:
    """Replace one value of a node; changes of one *merge* key are one step of undo.

    Raises LookupError for a path that does not exist, pydantic.ValidationError for a value that does not fit.
    """
    node = store.node(node_id)
    changed = replaced_at(node, path, value)
    with store.edit(edit_name(node, path), f"{node_id}/{merge}" if merge else "") as draft:
        draft.put_node(changed)


def put_in_all(
    store: Store, node_ids: Iterable[NodeId], path: FieldPath, value: object, merge: str = ""
) -> None:
    """Replace one value of several nodes in one edit.

    Raises LookupError for a path that one of them does not have, pydantic.ValidationError for a value that
    does not fit; then nothing changes.
    """
    nodes = [store.node(node_id) for node_id in node_ids]
    if not nodes:
        return
    changed = [replaced_at(node, path, value) for node in nodes]
    words = edit_name(nodes[0], path)
    name = Wording(f"{words.zh}（{len(nodes)} 个节点）", f"{words.en} ({len(nodes)} nodes)")
    with store.edit(name, f"several/{merge}" if merge else "") as draft:
        for node in changed:
            draft.put_node(node)


def put_translation(
    store: Store, node_id: NodeId, language: str, source: str, text: str, merge: str = ""
) -> None:
    """Say what *source* is in a language; an empty *text* takes the translation away."""
    words = _TRANSLATE.format(language=language_name(language))
    with store.edit(words, f"{node_id}/{merge}" if merge else "") as draft:
        draft.put_node(with_translation(store.node(node_id), language, source, text))


def confirm_translation(store: Store, node_id: NodeId, language: str, source: str) -> None:
    """Say that a translation is right although the text was reworded."""
    with store.edit(_CONFIRM.format(language=language_name(language))) as draft:
        draft.put_node(confirmed(store.node(node_id), language, source))


def listen_to_menu(store: Store, node_id: NodeId, path: FieldPath, menu: FieldPath, postback: str) -> None:
    """Let a trigger begin on a tap that has no postback yet: both get *postback* in one edit.

    *path* is the trigger's field in the node, *menu* the suggestion's place in the flow.
    """
    node = store.node(node_id)
    changed = replaced_at(flow_head(store), (*menu, "postback"), postback)
    with store.edit(edit_name(node, path)) as draft:
        draft.put_node(replaced_at(node, path, postback))
        draft.set_flow(chatbot=changed.chatbot)


def flow_head(store: Store) -> Flow:
    """The flow's own fields without its nodes: small, however large the flow is."""
    head = store.record(("flow", ""))
    assert isinstance(head, Flow)
    return head


def put_flow_value(store: Store, path: FieldPath, value: object, merge: str = "") -> None:
    """Replace one value of the flow itself.

    Raises LookupError for a path that does not exist, pydantic.ValidationError for a value that does not fit.
    """
    head = flow_head(store)
    changed = replaced_at(head, path, value)
    name = path[0]
    assert isinstance(name, str)
    with store.edit(edit_name(head, path), f"flow/{merge}" if merge else "") as draft:
        draft.set_flow(**{name: getattr(changed, name)})


def rename_node(store: Store, node_id: NodeId, title: str, merge: str = "") -> None:
    """Give a node another title."""
    put_node_value(store, node_id, ("title",), title.strip(), merge)


def type_words(node: Node) -> Wording:
    """What a node is, in words: 发送消息 · 轮播卡片."""
    message = getattr(node, "message", None)
    content = getattr(message, "content", None)
    label = getattr(content, "label", None)
    if isinstance(label, Wording):
        return Wording(f"{node.label.zh} · {label.zh}", f"{node.label.en} · {label.en}")
    return node.label


def icon_of(node: Node) -> str:
    """The icon a node goes by: that of its message element where it has one, else that of its type."""
    content = getattr(getattr(node, "message", None), "content", None)
    return str(getattr(content, "icon", "") or node.icon)
