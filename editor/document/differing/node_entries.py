"""The entries about nodes: new ones, those that are gone, and what differs in those that stayed."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Final

from editor.document.differing.alike import alike
from editor.document.differing.entries import Entry, ExitChange, FieldChange, Sign
from editor.document.differing.fields import field_changes
from editor.document.differing.naming import found_at, language_words
from editor.document.differing.sentences import Said, said_of, said_of_picture, said_of_title
from runtime.flow.durations import in_words
from runtime.flow.exit import ExitOffer
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issues.naming import name_of, quoted, shortened
from runtime.flow.node import Node, UnknownNode
from runtime.flow.translations import Translation
from runtime.messages.media import CardMedia, Thumbnail
from runtime.records import FieldPath
from runtime.wording import Wording, same

_APART: Final = frozenset({"id", "type", "title", "targets", "translations", "data"})
"""Fields of a node with sentences of their own."""

_NEW: Final = Wording("新增{node}", "New: {node}")
_GONE: Final = Wording("删除{node}", "Removed: {node}")
_TYPE: Final = Wording("{node}从{old}改成{new}", "{node} was a {old} and is a {new} now")
_NEWER: Final = Wording("改了{node}的内容", "Changed what {node} holds")
_SPEAKS: Final = Wording("改了{node}的{language}译文", "Changed the {language} of {node}")
_TEXTS: Final = Wording("{count} 处", "{count} texts")
_TURNED: Final = Wording("{exit}改接到{node}", "{exit} now leads to {node}")
_WIRED: Final = Wording("{exit}接到{node}", "{exit} leads to {node}")
_CUT: Final = Wording("{exit}不再有去处", "{exit} leads nowhere any more")
_ONCE: Final = Wording("原来接到{node}", "It led to {node}")
_WAS_WAIT: Final = Wording("{exit}原为 {time}", "{exit}: it was {time}")
_EVER: Final = Wording("一直等", "for ever")
_CUT_WITH_IT: Final = Wording("{exits}不再有去处", "{exits} lead nowhere any more")


class NodeEntries:
    """Compares the nodes of two flows; entries are made node by node."""

    def __init__(self, before: Flow, after: Flow) -> None:
        self._before, self._after = before.nodes, after.nodes
        self.signs: dict[NodeId, Sign] = {}
        """Node id → added, removed or changed."""
        for node_id, node in self._after.items():
            old = self._before.get(node_id)
            if old is None:
                self.signs[node_id] = "added"
            elif not alike(old, node):
                self.signs[node_id] = "changed"
        self.signs.update({name: "removed" for name in self._before if name not in self._after})
        self.touched = set(self.signs)
        self.lost, self.gained = self._connections()

    def of(self, node_id: NodeId) -> list[Entry]:
        """The entries of a touched node, in the order of its form, then of its exits."""
        old, new = self._before.get(node_id), self._after.get(node_id)
        if old is None:
            assert new is not None
            exits = tuple(ExitChange(node_id, exit_, None, to) for exit_, to in new.targets.items())
            words = _NEW.format(node=name_of(new))
            return [Entry("added", "added", words, node_id, exits=exits, now=_shown(new))]
        if new is None:
            return [self._gone(old)]
        if type(old) is not type(new) or old.type != new.type:
            words = _TYPE.format(node=name_of(new), old=old.label, new=new.label)
            change = FieldChange("changed", (), (), old, new)
            return [_entry(new, Said(words), (change,)), *self._exits(old, new)]
        found = [*self._fields(old, new), *self._exits(old, new)]
        if not found:  # the files write the same keys in another order
            self.signs.pop(node_id)
        return found

    def _gone(self, old: Node) -> Entry:
        cut = [change for change in self.lost if change.old == old.id and self._is_loose(change)]
        names = [quoted(label) for change in cut if (label := self._label(change)) is not None]
        told = _CUT_WITH_IT.format(exits=_joined(names)) if names else None
        exits = (*cut, *(ExitChange(old.id, exit_, to, None) for exit_, to in old.targets.items()))
        return Entry("removed", "removed", _GONE.format(node=name_of(old)), old.id, exits=exits, now=told)

    def _fields(self, old: Node, new: Node) -> list[Entry]:
        found: list[Entry] = []
        if old.title != new.title:
            change = FieldChange("changed", ("title",), ("title",), old.title, new.title)
            found.append(_entry(new, said_of_title(old.named(), new.named()), (change,)))
        if isinstance(old, UnknownNode) and isinstance(new, UnknownNode):
            if not alike(_own_data(old), _own_data(new)):
                change = FieldChange("changed", ("data",), ("data",), old.data, new.data)
                found.append(_entry(new, Said(_NEWER.format(node=name_of(new))), (change,)))
            return found
        bundles = _bundles(field_changes(old, new, _APART), new)
        found += [_entry(new, self._said(changes, old, new), changes) for changes in bundles]
        return [*found, *_translations(old, new)]

    def _said(self, changes: tuple[FieldChange, ...], old: Node, new: Node) -> Said:
        first = changes[0]
        media = _media_path(new, first.path)
        if media and first.kind == "changed" and _is_source(first.path):
            return said_of_picture(media, new, name_of(new))
        if first.path == ("no_reply_after_s",) and isinstance(first.old, int):
            timeout = next((offer for offer in new.offers() if offer.kind == "timeout"), None)
            if timeout is not None:
                time = in_words(first.old) if first.old else _EVER
                said = _WAS_WAIT.format(exit=quoted(timeout.label), time=time)
                return Said(said, now=None if self._is_unique(timeout.label) else name_of(new))
        return said_of(first, old, new, name_of(new))

    def _exits(self, old: Node, new: Node) -> list[Entry]:
        found: list[Entry] = []
        if old.targets == new.targets:
            return found
        offers = {offer.name: offer for offer in new.offers()}
        shown = [*(name for name in offers if old.targets.get(name) != new.targets.get(name))]
        rest = (name for name in dict.fromkeys([*old.targets, *new.targets]) if name not in offers)
        for name in (*shown, *(name for name in rest if old.targets.get(name) != new.targets.get(name))):
            change = ExitChange(new.id, name, old.targets.get(name), new.targets.get(name))
            if change.new is None and change.old not in self._after:
                continue  # said with the node it led to
            if name not in offers and self._is_removed_item(change, old):
                continue
            found.append(self._turned(change, new, offers.get(name)))
        return found

    def _is_removed_item(self, change: ExitChange, old: Node) -> bool:
        """Whether the exit went with the suggestion, case or arm it belonged to, which has its own entry."""
        return change.new is None and any(offer.name == change.exit for offer in old.offers())

    def _turned(self, change: ExitChange, node: Node, offer: ExitOffer | None) -> Entry:
        label = quoted(offer.label if offer is not None else same(change.exit))
        is_unique = offer is not None and offer.kind != "next" and self._is_unique(offer.label)
        named = (
            label
            if is_unique
            else Wording(f"{name_of(node).zh}的{label.zh}", f"{label.en} of {name_of(node).en}")
        )
        target = self._name(change.new, self._after) or self._name(change.old, self._before)
        assert target is not None
        words = _CUT if change.new is None else _WIRED if change.old is None else _TURNED
        once = self._name(change.old, self._before)
        detail = _ONCE.format(node=once) if once is not None else None
        sentence = words.format(exit=named, node=target)
        return Entry("changed", "changed", sentence, node.id, exits=(change,), now=detail)

    def _name(self, node_id: NodeId | None, nodes: dict[NodeId, Node]) -> Wording | None:
        node = nodes.get(node_id) if node_id is not None else None
        return None if node is None else name_of(node)

    def _label(self, change: ExitChange) -> Wording | None:
        offers = self._after[change.node].offers()
        return next((offer.label for offer in offers if offer.name == change.exit), None)

    def _is_loose(self, change: ExitChange) -> bool:
        """Whether an exit that led to a removed node leads nowhere now, of a node that is still there."""
        return change.new is None and change.node in self._after

    def _is_unique(self, label: Wording) -> bool:
        return self._labels[label.zh] == 1

    @cached_property
    def _labels(self) -> Counter[str]:
        return Counter(offer.label.zh for node in self._after.values() for offer in node.offers())

    def _connections(self) -> tuple[tuple[ExitChange, ...], tuple[ExitChange, ...]]:
        lost: list[ExitChange] = []
        gained: list[ExitChange] = []
        for node_id in self.signs:
            old, new = self._before.get(node_id), self._after.get(node_id)
            were = old.targets if old is not None else {}
            are = new.targets if new is not None else {}
            for name in dict.fromkeys([*were, *are]):
                if were.get(name) == are.get(name):
                    continue
                change = ExitChange(node_id, ExitName(name), were.get(name), are.get(name))
                if change.old is not None:
                    lost.append(change)
                if change.new is not None:
                    gained.append(change)
        return tuple(lost), tuple(gained)


def _entry(node: Node, said: Said, changes: tuple[FieldChange, ...]) -> Entry:
    return Entry("changed", "changed", said.sentence, node.id, changes=changes, was=said.was, now=said.now)


def _shown(node: Node) -> Wording | None:
    """What a new node shows on its card, else its type."""
    lines = [line for line in node.preview().lines if line.zh]
    if not lines:
        return node.label if node.title else None
    return Wording(shortened(lines[0].zh), shortened(lines[0].en))


def _joined(names: list[Wording]) -> Wording:
    return Wording("".join(name.zh for name in names), ", ".join(name.en for name in names))


def _own_data(node: UnknownNode) -> dict[str, object]:
    return {key: value for key, value in node.data.items() if key not in ("id", "title", "targets")}


def _bundles(changes: list[FieldChange], new: Node) -> list[tuple[FieldChange, ...]]:
    """One bundle an entry: what comes with another picture belongs to it."""
    pictures: dict[FieldPath, list[FieldChange]] = {}
    found: list[list[FieldChange]] = []
    for change in changes:
        media = _media_path(new, change.path) if change.kind == "changed" else ()
        if media and _is_source(change.path):
            pictures[media] = [change]
            found.append(pictures[media])
        elif media and media in pictures and change.path[len(media)] != "height":
            pictures[media].append(change)
        else:
            found.append([change])
    return [tuple(bundle) for bundle in found]


def _media_path(node: Node, path: FieldPath) -> FieldPath:
    """The path of the picture that a path lies in; empty when it lies in none."""
    for length in range(1, len(path)):
        if isinstance(found_at(node, path[:length]), CardMedia | Thumbnail):
            return path[:length]
    return ()


def _is_source(path: FieldPath) -> bool:
    return path[-1] == "source"


def _translations(old: Node, new: Node) -> list[Entry]:
    found: list[Entry] = []
    for language in dict.fromkeys([*old.translations, *new.translations]):
        were, are = old.translations.get(language, {}), new.translations.get(language, {})
        paths = [
            ("translations", language, source)
            for source in dict.fromkeys([*were, *are])
            if not alike(were.get(source), are.get(source))
        ]
        changes = tuple(
            FieldChange("changed", path, path, were.get(path[2]), are.get(path[2])) for path in paths
        )
        if changes:
            words = _SPEAKS.format(node=name_of(new), language=language_words(language))
            said = Said(words, now=_TEXTS.format(count=len(changes)))
            if len(changes) == 1 and changes[0].old is not None and changes[0].new is not None:
                said = Said(words, _translated(changes[0].old), _translated(changes[0].new))
            found.append(_entry(new, said, changes))
    return found


def _translated(translation: object) -> Wording:
    """The text of a translation in one short line."""
    return same(shortened(translation.text)) if isinstance(translation, Translation) else same("")
