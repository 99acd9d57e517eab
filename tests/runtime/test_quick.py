"""Quick values are the frozen dataclasses they are declared as, but for the price."""

from dataclasses import dataclass, field, replace

import pytest

from runtime.quick import quick


@dataclass(frozen=True, slots=True)
class _Plain:
    name: str
    count: int = 1
    parts: list[int] = field(default_factory=list, compare=False)


@quick
@dataclass(frozen=True, slots=True)
class _Quick:
    name: str
    count: int = 1
    parts: list[int] = field(default_factory=list, compare=False)


def test_a_quick_value_compares_hashes_shows_and_replaces_as_declared() -> None:
    one, other = _Quick("a"), _Quick("a", parts=[2])

    assert one == other
    assert hash(one) == hash(_Plain("a"))
    assert repr(one) == "_Quick(name='a', count=1, parts=[])"
    assert replace(one, count=2) == _Quick("a", 2)
    assert one.parts is not _Quick("a").parts


def test_a_quick_value_has_no_room_for_more() -> None:
    with pytest.raises(AttributeError):
        _Quick("a").more = 1  # type: ignore[attr-defined]  # that is the test
