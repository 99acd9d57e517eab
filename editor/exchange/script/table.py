"""The script table as a value: every text people read, with its key, limit and translations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from pydantic import BaseModel

from editor.document.walk_order import walk_order
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issues.naming import place_of
from runtime.flow.node import Node
from runtime.flow.targets import targets_of
from runtime.flow.translations import spoken_texts
from runtime.messages.limits import Limit
from runtime.messages.targets import Targets
from runtime.records import FieldPath
from runtime.wording import Wording

_UNITS = {"bytes": Wording("字节", "bytes"), "characters": Wording("字符", "characters")}
_DIGEST_DIGITS = 12
_OUTDATED = Wording("原文改过，译文要再看一遍：{languages}", "Reworded since it was translated: {languages}")


@dataclass(frozen=True, slots=True)
class Row:
    """One text of a node."""

    node: NodeId
    path: FieldPath
    key: str
    where: Wording
    kind: Wording
    limit: Limit | None
    texts: dict[str, str]
    """Language → text; the base language first, empty where nothing is translated."""
    check: str
    """Digests of `texts` as they were written, in their order."""
    remark: Wording | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The texts of a scenario in the order in which a conversation meets them."""

    languages: tuple[str, ...]
    """The base language first."""
    rows: tuple[Row, ...]


def table_of(flow: Flow, selection: frozenset[NodeId] = frozenset()) -> Table:
    """The texts of the chosen nodes, of all when none is chosen."""
    languages = (flow.language, *(tag for tag in flow.languages if tag != flow.language))
    targets = targets_of(flow)
    nodes = (node for node in walk_order(flow) if not selection or node.id in selection)
    return Table(languages, tuple(row for node in nodes for row in _rows_of(node, languages, targets)))


def _rows_of(node: Node, languages: tuple[str, ...], targets: Targets) -> Iterator[Row]:
    for path, hint, text in spoken_texts(node):
        known = {tag: node.translations.get(tag, {}).get(text) for tag in languages[1:]}
        texts = {languages[0]: text} | {tag: kept.text if kept else "" for tag, kept in known.items()}
        outdated = [tag for tag, kept in known.items() if kept is not None and kept.outdated]
        place = place_of(node, path)
        yield Row(
            node.id,
            path,
            key_of(node, path),
            Wording(f"{node.named().zh} › {place.zh}", f"{node.named().en} › {place.en}"),
            hint.label,
            targets.limit(hint.limit),
            texts,
            check_of(tuple(texts.values())),
            _OUTDATED.format(languages=", ".join(outdated)) if outdated else None,
        )


def limit_words(limit: Limit | None) -> Wording:
    """A limit as a column of the table says it: `25 字节`."""
    if limit is None or limit.unit not in _UNITS:
        return Wording("", "")
    unit = _UNITS[limit.unit]
    return Wording(f"{limit.maximum} {unit.zh}", f"{limit.maximum} {unit.en}")


def key_of(node: Node, path: FieldPath) -> str:
    """What a row is found again by: node, fields, and the ids of items that have one, else their number.

    A suggestion keeps its key when others are put before it: `n-1/message/chips/@s2/text`.
    """
    steps = [quote(node.id, safe="")]
    value: object = node
    for step in path:
        if isinstance(step, int):
            item = value[step] if isinstance(value, tuple) else None
            own = getattr(item, "id", None)
            is_unique = isinstance(value, tuple) and [getattr(i, "id", None) for i in value].count(own) == 1
            steps.append(f"@{quote(own, safe='')}" if isinstance(own, str) and is_unique else str(step))
            value = item
        else:
            steps.append(step)
            value = getattr(value, step, None)
    return "/".join(steps)


def node_in(key: str) -> NodeId:
    """The node a key names."""
    return NodeId(unquote(key.partition("/")[0]))


def path_in(node: Node, key: str) -> FieldPath | None:
    """Where a key leads in its node as it is now, None when there is no such place any more."""
    path: list[str | int] = []
    value: object = node
    for step in key.split("/")[1:]:
        found: str | int | None = step
        if isinstance(value, tuple):
            found = _item(value, step)
            value = value[found] if isinstance(found, int) else None
        elif isinstance(value, BaseModel) and step in type(value).model_fields:
            value = getattr(value, step)
        else:
            return None
        if found is None:
            return None
        path.append(found)
    return tuple(path)


def _item(items: tuple[object, ...], step: str) -> int | None:
    if step.startswith("@"):
        wanted = unquote(step[1:])
        return next((i for i, item in enumerate(items) if getattr(item, "id", None) == wanted), None)
    return int(step) if step.isascii() and step.isdigit() and int(step) < len(items) else None


def check_of(texts: tuple[str, ...]) -> str:
    """The digests of texts as one word."""
    return "-".join(digest_of(text) for text in texts)


def digest_of(text: str) -> str:
    """A short digest of a text; the way its lines end does not count, programs change that."""
    data = as_compared(text).encode("utf-8", "surrogatepass")
    # The letter keeps spreadsheets from reading digits, or digits and an e, as a number.
    return f"t{hashlib.sha256(data).hexdigest()[:_DIGEST_DIGITS]}"


def as_compared(text: str) -> str:
    """*text* as two of them are compared."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
