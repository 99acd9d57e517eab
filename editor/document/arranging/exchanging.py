"""Neighbours change places wherever that takes a crossing away."""

from __future__ import annotations

from editor.document.arranging.layered import Layered, Order

_ROUNDS = 4

_Ends = list[float]


def exchange(made: Layered, order: Order) -> Order:
    """The order after neighbours have changed places as long as that helped; the given one stays."""
    new = [list(layer) for layer in order]
    at = [0.0] * len(made.layer)
    for layer in new:
        for place, item in enumerate(layer):
            at[item] = float(place)
    for _ in range(_ROUNDS):
        if not sum(_exchanged(made, layer, at) for layer in new):
            break
    return new


def _exchanged(made: Layered, layer: list[int], at: list[float]) -> int:
    if len(layer) < 2:
        return 0
    behind = {item: sorted(at[other] + port * 0.9 for other, port in made.behind[item]) for item in layer}
    ahead = {item: sorted(at[other] for other, _ in made.ahead[item]) for item in layer}
    count = 0
    for place in range(len(layer) - 1):
        first, second = layer[place], layer[place + 1]
        now = _crossings(behind[first], behind[second]) + _crossings(ahead[first], ahead[second])
        if not now:
            continue
        then = _crossings(behind[second], behind[first]) + _crossings(ahead[second], ahead[first])
        if then < now:
            layer[place], layer[place + 1] = second, first
            at[first], at[second] = at[second], at[first]
            count += 1
    return count


def _crossings(upper: _Ends, lower: _Ends) -> int:
    """How many pairs of an end of the upper and one of the lower stand the wrong way round."""
    if not upper or not lower or upper[-1] <= lower[0]:
        return 0
    return sum(1 for high in upper for low in lower if high > low)
