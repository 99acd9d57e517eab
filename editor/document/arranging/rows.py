"""The order of cards inside each layer: few crossings, exits in the order of their rows."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Set

from editor.document.arranging.exchanging import exchange
from editor.document.arranging.layered import Layered, Order
from editor.document.arranging.task import Task

_SWEEPS = 10
_PATIENCE = 3
"""Sweeps without an improvement before it is given up."""
_PORT_SPAN = 0.9
"""How much of the step to the next card the exits of one card take in the order."""
_AS_GOOD = 1.08
"""An order with so many times the least crossings, and one more, is as good as the best."""
_WORTH_KEEPING = 1.5
"""With so many times the least crossings, and three more, settled cards keep their order."""
_EXCHANGED_MAX = 6_000
"""With more items neighbours are not tried in exchanged places, which costs the most."""


def ordered(made: Layered, task: Task, settled: Set[int] = frozenset()) -> Order:
    """The order with few crossings that is nearest to how the cards stand now.

    Cards that are *settled* keep their order among each other unless that costs too many crossings.
    """
    present = present_order(made, task)
    tried = [_swept(made, present, task), _swept(made, reading_order(made), task)]
    least = min(crossings for _, crossings in tried)
    if settled:
        kept, crossings = _swept(made, present, task, settled)
        if crossings <= least * _WORTH_KEEPING + 3:
            return kept
    good = [found for found in tried if found[1] <= least * _AS_GOOD + 1]
    at = _places(made, present)
    return min(good, key=lambda found: (_strangeness(made, found[0], at), found[1]))[0]


def _strangeness(made: Layered, order: Order, at: list[int]) -> int:
    """How many pairs of cards in a layer stand the other way round now."""
    cards = len(made.graph)
    count = 0
    for layer in order:
        seen: list[int] = []
        for item in layer:
            if item < cards:
                count += len(seen) - bisect_right(seen, at[item])
                insort(seen, at[item])
    return count


def present_order(made: Layered, task: Task) -> Order:
    """The order in which the cards stand now, bends where their connections run now."""
    ids, places, boxes = made.graph.ids, task.places, task.boxes
    is_down = task.direction == "down"

    def middle(card: int) -> float:
        name = ids[card]
        place, box = places[name], boxes[name]
        return place.x + box.width / 2 if is_down else place.y + box.height / 2

    across = [middle(card) for card in range(len(made.graph))] + [0.0] * (len(made.layer) - len(made.graph))
    for wire, bends in made.chains:
        start, end = across[wire.source] + wire.port - 0.5, across[wire.target]
        for step, bend in enumerate(bends, start=1):
            across[bend] = start + (end - start) * step / (len(bends) + 1)
    return _by(made, lambda item: across[item])


def reading_order(made: Layered) -> Order:
    """The order in which somebody meets the cards who follows every exit, row by row, in depth."""
    met: dict[int, int] = {}
    roots = made.graph.starts or [item for item, ways in enumerate(made.behind) if not ways]
    for root in [*roots, *range(len(made.graph))]:
        stack = [root]
        while stack:
            here = stack.pop()
            if here not in met:
                met[here] = len(met)
                stack += [item for item, _ in reversed(made.ahead[here]) if item not in met]
    return _by(made, met.__getitem__)


def crossings_of(made: Layered, order: Order) -> int:
    """How many pairs of connections cross between neighbouring layers, ports counted."""
    at = _places(made, order)
    return sum(_crossings(made, layer, at) for layer in order[:-1])


def _crossings(made: Layered, layer: list[int], at: list[int]) -> int:
    ends: list[int] = []
    count = 0
    for item in layer:
        row = sorted((port, at[other]) for other, port in made.ahead[item])
        for _, end in row:
            count += len(ends) - bisect_right(ends, end)
            insort(ends, end)
    return count


def _swept(made: Layered, order: Order, task: Task, settled: Set[int] = frozenset()) -> tuple[Order, int]:
    best, least = order, crossings_of(made, order)
    now, patience = order, _PATIENCE
    for number in range(_SWEEPS):
        if not least or not patience:
            break
        task.step()
        now = _sweep(made, now, number % 2 == 0, settled)
        found = crossings_of(made, now)
        if found < least:
            best, least, patience = now, found, _PATIENCE
        else:
            patience -= 1
    if least and not settled and len(made.layer) <= _EXCHANGED_MAX:
        task.step()
        exchanged = exchange(made, best)
        return exchanged, crossings_of(made, exchanged)
    return best, least


def _sweep(made: Layered, order: Order, is_forwards: bool, settled: Set[int]) -> Order:
    at = _places(made, order)
    ways, span = (made.behind, _PORT_SPAN) if is_forwards else (made.ahead, 0.0)
    new: Order = []
    for layer in order if is_forwards else reversed(order):
        keys = []
        for item in layer:
            ends = ways[item]
            wish = sum(at[other] + port * span for other, port in ends) / len(ends) if ends else at[item]
            keys.append(wish)
        if settled:
            _keep_in_order(layer, keys, settled)
        ranks = sorted(range(len(layer)), key=keys.__getitem__)
        new.append([layer[rank] for rank in ranks])
        for place, item in enumerate(new[-1]):
            at[item] = place
    return new if is_forwards else new[::-1]


def _keep_in_order(layer: list[int], keys: list[float], settled: Set[int]) -> None:
    """Bring the keys of settled cards together where they would change the cards' order."""
    blocks: list[list[float]] = []
    places = [place for place, item in enumerate(layer) if item in settled]
    for place in places:
        blocks.append([keys[place], 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    means = [total / count for total, count in blocks for _ in range(int(count))]
    for place, mean in zip(places, means, strict=True):
        keys[place] = mean


def _places(made: Layered, order: Order) -> list[int]:
    at = [0] * len(made.layer)
    for layer in order:
        for place, item in enumerate(layer):
            at[item] = place
    return at


def _by(made: Layered, key: Callable[[int], float]) -> Order:
    order: Order = [[] for _ in range(made.count)]
    for item, number in enumerate(made.layer):
        order[number].append(item)
    return [sorted(layer, key=key) for layer in order]
