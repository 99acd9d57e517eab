"""The order of cards inside each layer: few crossings, exits in the order of their rows."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable

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
_EXCHANGED_MAX = 6_000
"""With more items neighbours are not tried in exchanged places, which costs the most."""


def ordered(made: Layered, task: Task) -> Order:
    """Of the orders with few crossings the one that is nearest to how the cards stand now."""
    present = present_order(made, task)
    tried = [
        (present, crossings_of(made, present)),
        _swept(made, present, task),
        _swept(made, reading_order(made), task),
    ]
    least = min(crossings for _, crossings in tried)
    good = [(order, crossings) for order, crossings in tried if crossings <= least * _AS_GOOD + 1]
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


def _swept(made: Layered, order: Order, task: Task) -> tuple[Order, int]:
    best, least = order, crossings_of(made, order)
    now, patience = order, _PATIENCE
    for number in range(_SWEEPS):
        if not least or not patience:
            break
        task.step()
        now = _forwards(made, now) if number % 2 == 0 else _backwards(made, now)
        found = crossings_of(made, now)
        if found < least:
            best, least, patience = now, found, _PATIENCE
        else:
            patience -= 1
    if least and len(made.layer) <= _EXCHANGED_MAX:
        task.step()
        exchanged = exchange(made, best)
        return exchanged, crossings_of(made, exchanged)
    return best, least


def _forwards(made: Layered, order: Order) -> Order:
    at = _places(made, order)
    new: Order = []
    for layer in order:
        key = {}
        for item in layer:
            ways = made.behind[item]
            key[item] = (
                sum(at[other] + port * _PORT_SPAN for other, port in ways) / len(ways) if ways else at[item]
            )
        new.append(sorted(layer, key=key.__getitem__))
        for place, item in enumerate(new[-1]):
            at[item] = place
    return new


def _backwards(made: Layered, order: Order) -> Order:
    at = _places(made, order)
    new: Order = []
    for layer in reversed(order):
        key = {}
        for item in layer:
            ways = made.ahead[item]
            key[item] = sum(at[other] for other, _ in ways) / len(ways) if ways else at[item]
        new.append(sorted(layer, key=key.__getitem__))
        for place, item in enumerate(new[-1]):
            at[item] = place
    new.reverse()
    return new


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
