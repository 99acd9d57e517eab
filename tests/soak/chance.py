"""Randomness that does not depend on the order in which it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws that follow from a seed and the name of what is drawn, whatever else was drawn before."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def share(self, *name: object) -> float:
        """A number from 0 up to 1."""
        text = "/".join(map(str, (self.seed, *name)))
        return int.from_bytes(blake2b(text.encode(), digest_size=7).digest(), "big") / 2**56

    def below(self, limit: int, *name: object) -> int:
        """A whole number from 0 up to *limit*, which it never is."""
        return int(self.share(*name) * limit)

    def one_of(self, weights: Mapping[T, float], *name: object) -> T:
        """One of the keys, each as often as its weight says."""
        left = self.share(*name) * sum(weights.values())
        for choice, weight in weights.items():
            left -= weight
            if left < 0:
                return choice
        return next(iter(weights))
