"""What every loop of delivery stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from runtime.clock import Clock
from runtime.delivery.checking import Policy
from runtime.delivery.patience import Patience
from runtime.delivery.rules import Rules
from runtime.store import Store


def _pass(_point: str) -> None:
    """Goes on."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The store, the time and the rules, the same for all loops of one runtime."""

    store: Store
    clock: Clock
    patience: Patience
    rules: Rules
    policy: Policy
    point: Callable[[str], None] = _pass
    """Called with a name at the places where tests end the process; does nothing otherwise."""
