from __future__ import annotations

from datetime import UTC, datetime, timedelta

from editor.library.moments import in_words
from editor.library.revision import Kind, Revision
from editor.library.thinning import to_drop
from runtime.flow.ids import FlowId

NOW = datetime(2026, 3, 20, 15, 0, tzinfo=UTC)


def revision(number: int, ago: timedelta, kind: Kind = "automatic", name: str = "") -> Revision:
    return Revision(number, FlowId("f"), number, NOW - ago, kind, name, "", None, "", 1, (), 0)


def every(minutes: int, count: int, begin: timedelta) -> list[Revision]:
    """*count* automatic states, oldest first, the newest one *begin* ago."""
    last = count - 1
    return [
        revision(number + 1, begin + timedelta(minutes=minutes * (last - number))) for number in range(count)
    ]


def test_everything_of_today_stays() -> None:
    assert to_drop(every(10, 60, timedelta()), NOW, UTC) == ()


def test_of_this_week_one_an_hour_stays() -> None:
    kept = every(10, 60, timedelta(days=2))
    gone = to_drop(kept, NOW, UTC)

    hours = {each.made_at.hour for each in kept}
    assert len(kept) - len(gone) == len(hours)


def test_before_that_one_a_day_stays_and_it_is_the_newest() -> None:
    kept = every(180, 40, timedelta(days=20))
    gone = set(to_drop(kept, NOW, UTC))

    left = [each for each in kept if each.id not in gone]
    assert [each.made_at.date() for each in left] == sorted({each.made_at.date() for each in kept})
    for each in left:
        same_day = [other for other in kept if other.made_at.date() == each.made_at.date()]
        assert each == max(same_day, key=lambda other: other.number)


def test_saved_named_and_published_states_stay_for_good() -> None:
    old = timedelta(days=100)
    kinds: tuple[Kind, ...] = ("saved", "named", "published", "restored", "merged", "imported")
    kept = [revision(number, old, kind) for number, kind in enumerate(kinds, start=1)]
    kept.append(revision(7, old, name="旧名字"))

    assert to_drop(kept, NOW, UTC) == ()


def test_thinning_twice_drops_nothing_more() -> None:
    kept = every(45, 400, timedelta())
    gone = set(to_drop(kept, NOW, UTC))

    assert to_drop([each for each in kept if each.id not in gone], NOW, UTC) == ()


def test_moments_are_said_as_people_say_them() -> None:
    said = [
        in_words(NOW - ago, NOW, UTC).zh
        for ago in (
            timedelta(hours=1),
            timedelta(days=1),
            timedelta(days=4),
            timedelta(days=28),
            timedelta(days=400),
        )
    ]

    assert said == ["今天 14:00", "昨天 15:00", "周一 15:00", "2 月 20 日", "2025 年 2 月 13 日"]
