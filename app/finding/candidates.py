"""What the command palette offers: commands, nodes, variables, texts, scenarios, and who uses what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from app.finding.ranking import fit
from editor.document.searching import Match
from editor.document.spots import line_of
from editor.document.store import Store
from editor.inspector.edits import icon_of, type_words
from runtime.wording import Language, Wording, same
from widgets.common import PickRow
from widgets.language import language, tr

Kind: TypeAlias = Literal["command", "node", "variable", "uses", "text", "scenario"]

KINDS: Final[dict[Kind, Wording]] = {
    "command": Wording("命令", "Command"),
    "node": Wording("节点", "Node"),
    "variable": Wording("变量", "Variable"),
    "uses": Wording("谁在用", "Who uses it"),
    "text": Wording("文字", "Text"),
    "scenario": Wording("场景", "Scenario"),
}
_WEIGHT: Final[dict[Kind, int]] = {
    "command": 60, "node": 50, "variable": 40, "scenario": 20, "uses": -120, "text": -150,
}  # fmt: skip
_RECENT: Final = 180
_RECENT_STEP: Final = 6
_ROWS_MAX: Final = 40
_TEXTS_MAX: Final = 8
_USES: Final = Wording("谁在用「{name}」", "Who uses {name}")


@dataclass(frozen=True, slots=True)
class Target:
    """What a row of the palette leads to."""

    kind: Kind
    id: str
    match: Match | None = None
    """The place of a text."""

    @property
    def key(self) -> str:
        """What it is remembered by among the recent ones."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing the palette may offer."""

    target: Target
    words: Wording
    detail: Wording
    note: str = ""
    icon_name: str = ""
    category: str = ""
    is_enabled: bool = True


def ranked(candidates: Iterable[Candidate], wanted: str, recent: Sequence[str]) -> list[PickRow]:
    """The rows for what was typed, best first: what was used last goes before its equals.

    Without words the recent ones come first, then commands in the order of the menus.
    """
    places = {key: place for place, key in enumerate(recent)}
    scored: list[tuple[int, int, PickRow]] = []
    for number, each in enumerate(candidates):
        found = _fits(each, wanted)
        if found is None:
            continue
        score, row = found
        place = places.get(each.target.key)
        if place is not None:
            score += max(0, _RECENT - _RECENT_STEP * place) if wanted.strip() else 10_000 - place
        score += _WEIGHT[each.target.kind] - (0 if each.is_enabled else 300)
        scored.append((-score, number, row))
    scored.sort(key=lambda each: each[:2])
    return [row for _, _, row in scored[:_ROWS_MAX]]


def _fits(each: Candidate, wanted: str) -> tuple[int, PickRow] | None:
    shown, other = tr(each.words), each.words.en if language() is Language.ZH else each.words.zh
    row = PickRow(
        each.target, shown, tr(each.detail), each.note, each.icon_name, each.category, each.is_enabled
    )
    if each.target.kind == "text":
        return 0, row
    best = fit(shown, wanted)
    if best is not None:
        return best.score, replace(row, marks=best.marks)
    hidden = fit(other, wanted)
    return (hidden.score - 40, row) if hidden is not None else None


def of_scenario(store: Store) -> Iterator[Candidate]:
    """The nodes and variables of the open scenario, and who uses each variable."""
    for node in store.nodes.values():
        target = Target("node", node.id)
        yield Candidate(target, node.named(), type_words(node), "", icon_of(node), node.category)
    for variable in store.flow.variables:
        name = same(variable.name)
        yield Candidate(Target("variable", variable.name), name, KINDS["variable"], "", "variable")
        yield Candidate(Target("uses", variable.name), _USES.format(name=name), KINDS["uses"], "", "search")


def of_texts(store: Store, matches: Sequence[Match]) -> Iterator[Candidate]:
    """The first texts in which the words stand, one for each node."""
    seen: set[str] = set()
    for match in matches:
        if match.spot.path in {("title",), ("type",)} or match.spot.id in seen:
            continue
        seen.add(match.spot.id)
        node = store.nodes.get(match.node) if match.node is not None else None
        where = node.named() if node is not None else KINDS["scenario"]
        icon = icon_of(node) if node is not None else "note"
        yield Candidate(
            Target("text", match.spot.id, match),
            line_of(match.spot, match.begin, match.end, 32),
            where,
            "",
            icon,
            node.category if node is not None else "",
        )
        if len(seen) == _TEXTS_MAX:
            return
