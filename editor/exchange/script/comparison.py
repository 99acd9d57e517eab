"""Compares a table that came back with the scenario as it is now: text by text, what happened to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from editor.document.naming import INSERTION
from editor.exchange.script.reading import ReadRow, ReadTable
from editor.exchange.script.table import as_compared, digest_of, node_in, path_in
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issues.naming import place_of
from runtime.flow.node import Node
from runtime.flow.targets import targets_of
from runtime.messages.limits import Limit, count
from runtime.records import FieldPath, Hint, hints_of, value_at
from runtime.wording import Wording, same

Kind: TypeAlias = Literal["unchanged", "changed", "conflict", "unknown", "empty", "repeated"]
"""What became of a text: as it was, changed in the table, changed on both sides, of a place that is gone,
taken out of the base language, in a row whose key stood above already."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text of the table beside the scenario's."""

    kind: Kind
    row: int
    key: str
    language: str
    is_base: bool
    where: Wording
    now: str
    """The scenario's text."""
    wanted: str
    """The table's."""
    node: NodeId | None = None
    path: FieldPath = ()
    over: int = 0
    """How much the table's text is over its limit, in the limit's unit."""
    limit: Limit | None = None
    lost: tuple[str, ...] = ()
    """Insertions that the scenario's text has and the table's has not."""

    @property
    def id(self) -> str:
        """Tells it from every other of its comparison."""
        return f"{self.row}/{self.language}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every text of a table, in its order; only what needs a person's eye is worth listing."""

    texts: tuple[TextChange, ...]
    new_languages: tuple[str, ...] = ()
    """Languages of the table that the scenario does not speak yet."""

    def of(self, kind: Kind) -> tuple[TextChange, ...]:
        """The texts of one kind."""
        return tuple(text for text in self.texts if text.kind == kind)

    def counts(self) -> Counter[str]:
        """How many texts there are of each kind, and `over` and `lost` among those that would be taken."""
        found: Counter[str] = Counter(text.kind for text in self.texts)
        taken = [text for text in self.texts if text.kind in ("changed", "conflict")]
        found["over"] = sum(text.over > 0 for text in taken)
        found["lost"] = sum(bool(text.lost) for text in taken)
        return found


def compare(table: ReadTable, flow: Flow) -> Comparison:
    """What reading *table* into *flow* would do.

    A text is in conflict when it differs from the scenario's and neither is what was exported. A row whose
    digests are lost has no conflicts: the table then decides. A key that stands twice counts once.
    """
    seen: set[str] = set()
    found: list[TextChange] = []
    for row in table.rows:
        is_repeated = row.key in seen
        seen.add(row.key)
        found += _texts_of(row, table.languages, flow, is_repeated=is_repeated)
    known = {flow.language, *flow.languages}
    said = {text.language for text in found if text.wanted.strip()}
    new = tuple(tag for tag in table.languages if tag not in known and tag in said)
    return Comparison(tuple(found), new)


def _texts_of(
    row: ReadRow, languages: tuple[str, ...], flow: Flow, *, is_repeated: bool
) -> Iterator[TextChange]:
    node = flow.nodes.get(node_in(row.key))
    path = path_in(node, row.key) if node is not None else None
    hint = _hint_at(node, path) if node is not None and path else None
    base = value_at(node, path) if node is not None and path is not None and hint is not None else None
    if node is None or path is None or hint is None or not isinstance(base, str):
        first = next(iter(row.texts.values()), "")
        where = same(row.key)
        yield TextChange("unknown", row.number, row.key, languages[0], True, where, "", first)
        return
    limit = targets_of(flow).limit(hint.limit)
    where = place_of(node, path)
    where = Wording(f"{node.named().zh} › {where.zh}", f"{node.named().en} › {where.en}")
    for index, tag in enumerate(languages):
        if tag not in row.texts:
            continue
        is_base = tag == flow.language
        kept = node.translations.get(tag, {}).get(base)
        now = base if is_base else kept.text if kept is not None else ""
        wanted = _as_ended(row.texts[tag], now)
        digest = row.check[index] if index < len(row.check) else None
        kind = "repeated" if is_repeated else _kind(now, wanted, digest, is_base=is_base)
        unit = limit.unit if limit is not None else "characters"
        yield TextChange(
            kind,
            row.number,
            row.key,
            tag,
            is_base,
            where,
            now,
            wanted,
            node.id,
            path,
            max(0, count(wanted, unit) - limit.maximum) if limit is not None else 0,
            limit,
            _lost(base if not is_base else now, wanted),
        )


def _kind(now: str, wanted: str, digest: str | None, *, is_base: bool) -> Kind:
    if as_compared(now) == as_compared(wanted):
        return "unchanged"
    if "?" in wanted and as_compared(wanted) == _through_gbk(as_compared(now)):
        return "unchanged"  # a program that writes GBK lost characters; nobody typed question marks
    if digest is not None and digest_of(wanted) == digest:
        return "unchanged"  # the table was left as it was; the scenario has gone on
    if is_base and not wanted.strip():
        return "empty"
    return "changed" if digest is None or digest_of(now) == digest else "conflict"


def _through_gbk(text: str) -> str:
    return text.encode("gbk", "replace").decode("gbk")


def _as_ended(text: str, like: str) -> str:
    """*text* with the line ends of what it replaces: spreadsheets write their own."""
    plain = as_compared(text)
    return plain.replace("\n", "\r\n") if "\r\n" in like else plain if "\r" in text else text


def _lost(before: str, after: str) -> tuple[str, ...]:
    if not after.strip():
        return ()
    return tuple((_insertions(before) - _insertions(after)).keys())


def _insertions(text: str) -> Counter[str]:
    return Counter(match.group(1).strip() for match in INSERTION.finditer(text))


def _hint_at(node: Node, path: FieldPath) -> Hint | None:
    """The hint of the text at *path*, None when it is no text that people read."""
    holder = value_at(node, path[:-1])
    hint = hints_of(type(holder)).get(str(path[-1])) if hasattr(type(holder), "model_fields") else None  # type: ignore[arg-type]  # a record, as it has fields
    return hint if hint is not None and hint.spoken else None
