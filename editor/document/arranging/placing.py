"""Where the cards of one part stand: as straight as their order and sizes let them."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from itertools import pairwise

from editor.document.arranging.layered import Layered, Order
from editor.document.arranging.task import Box, Task
from runtime.flow.ids import NodeId

GAP_ALONG = 96.0
"""From layer to layer where the flow runs to the right, in scene units."""
GAP_ROWS = 44.0
"""From card to card inside such a layer."""
GAP_ALONG_DOWN = 84.0
GAP_ROWS_DOWN = 72.0
"""The same where it runs down; connections pass between the cards of a layer there."""
_BEND = 26.0
"""The room that a passing connection gets."""
_FAN_DOWN = 56.0
"""How far apart the first cards behind the exits of one card are wished for where the flow runs down."""
_ROUNDS = 8
_PULL = {True: 4.0, False: 1.0}
"""Weight of a connection to a bend, and to a card."""
_HELD = 400.0
"""Weight of the place where a settled card stands."""
_MOST = 0.6
"""The part of the cards that have to be settled for any to count as it."""

Corner = tuple[float, float]


@dataclass(slots=True)
class Ways:
    """For every item what it is wired to: item, how far off it is wished, weight."""

    behind: list[list[tuple[int, float, float]]]
    ahead: list[list[tuple[int, float, float]]]


def corners(
    made: Layered, order: Order, task: Task, along: list[float], settled: Set[int] = frozenset()
) -> list[Corner]:
    """The top left corner of every card of a part, with any origin; *settled* cards move only for room."""
    boxes = [task.boxes[name] for name in made.graph.ids]
    is_down = task.direction == "down"
    deep = [box.width if is_down else box.height for box in boxes]
    deep += [_BEND] * (len(made.layer) - len(boxes))
    ways = _ways(made, boxes, is_down)
    gap = GAP_ROWS_DOWN if is_down else GAP_ROWS
    across = _across(made, order, deep, ways, gap, task, settled)
    cards = range(len(boxes))
    if is_down:
        return [(round(across[card]), round(along[made.layer[card]])) for card in cards]
    return [(round(along[made.layer[card]]), round(across[card])) for card in cards]


def settled_in(made: Layered, task: Task, along: list[float]) -> set[int]:
    """The cards that stand as an arrangement put them, if most do: a step of just the right length away
    from one they are wired to.
    """
    is_down = task.direction == "down"
    places = [task.places[name] for name in made.graph.ids]
    at = [place.y if is_down else place.x for place in places]
    found: set[int] = set()
    for wire in made.graph.wires:
        step = along[made.layer[wire.target]] - along[made.layer[wire.source]]
        if abs(at[wire.target] - at[wire.source] - step) <= 1:
            found |= {wire.source, wire.target}
    return found if len(found) >= _MOST * len(places) else set()


def along_of(made: Layered, task: Task) -> list[float]:
    """Where each layer begins, along the flow."""
    is_down = task.direction == "down"
    long = [0.0] * made.count
    for card, name in enumerate(made.graph.ids):
        box = task.boxes[name]
        long[made.layer[card]] = max(long[made.layer[card]], box.height if is_down else box.width)
    at, found = 0.0, []
    for length in long:
        found.append(at)
        at += length + (GAP_ALONG_DOWN if is_down else GAP_ALONG)
    return found


def _ways(made: Layered, boxes: list[Box], is_down: bool) -> Ways:
    """A connection is straight when its two ends are level, or, downwards, when the cards are."""
    cards = len(boxes)
    made_ways = Ways([[] for _ in made.layer], [[] for _ in made.layer])
    for wire, bends in made.chains:
        items = [wire.source, *bends, wire.target]
        for here, there in pairwise(items):
            if is_down:
                fan = max(0, len(made.ahead[here]) - 1) * _FAN_DOWN
                start, end = ((wire.port - 0.5) * fan if here < cards else _BEND / 2), 0.0
            else:
                start = wire.leaves if here < cards else _BEND / 2
                end = boxes[there].entry if there < cards else _BEND / 2
            weight = _PULL[here >= cards or there >= cards] * (2.0 if here >= cards and there >= cards else 1)
            made_ways.ahead[here].append((there, start - end, weight))
            made_ways.behind[there].append((here, start - end, weight))
    return made_ways


def _across(
    made: Layered,
    order: Order,
    deep: list[float],
    ways: Ways,
    gap: float,
    task: Task,
    settled: Set[int],
) -> list[float]:
    at = [0.0] * len(made.layer)
    for layer in order:
        y = -sum(deep[item] + gap for item in layer) / 2
        for item in layer:
            at[item] = y
            y += deep[item] + gap
    held = {card: _across_of(task, made.graph.ids[card]) for card in settled}
    for card, place in held.items():
        at[card] = place
    for number in range(_ROUNDS):
        task.step()
        is_last = number >= _ROUNDS - 2
        for layer in order if number % 2 == 0 else reversed(order):
            wishes, weights = [], []
            for item in layer:
                pulls: list[tuple[float, float]] = []
                if is_last or number % 2 == 0:
                    pulls = [(at[other] + off, weight) for other, off, weight in ways.behind[item]]
                if is_last or number % 2 == 1:
                    pulls += [(at[other] - off, weight) for other, off, weight in ways.ahead[item]]
                if item in held:
                    pulls = [(held[item], _HELD)]
                wishes.append(_median(pulls) if pulls else at[item])
                weights.append(sum(weight for _, weight in pulls) + 0.1)
            _settle(layer, wishes, weights, deep, gap, at)
    return at


def _across_of(task: Task, node_id: NodeId) -> float:
    place = task.places[node_id]
    return place.x if task.direction == "down" else place.y


def _settle(
    layer: list[int],
    wishes: list[float],
    weights: list[float],
    deep: list[float],
    gap: float,
    at: list[float],
) -> None:
    """Put items in their order as near to their wishes as their sizes let them (least squares)."""
    offsets, total = [], 0.0
    for item in layer:
        offsets.append(total)
        total += deep[item] + gap
    blocks: list[list[float]] = []
    for wish, weight, offset in zip(wishes, weights, offsets, strict=True):
        blocks.append([(wish - offset) * weight, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            for index in range(3):
                blocks[-1][index] += last[index]
    place = 0
    for pull, weight, count in blocks:
        for _ in range(int(count)):
            at[layer[place]] = pull / weight + offsets[place]
            place += 1


def _median(pulls: list[tuple[float, float]]) -> float:
    """The weighted median; between the two in the middle where they weigh the same."""
    if len(pulls) == 1:
        return pulls[0][0]
    pulls.sort()
    half = sum(weight for _, weight in pulls) / 2
    passed = 0.0
    for index, (value, weight) in enumerate(pulls):
        passed += weight
        if passed > half:
            return value
        if passed == half:
            return (value + pulls[index + 1][0]) / 2
    return pulls[-1][0]
