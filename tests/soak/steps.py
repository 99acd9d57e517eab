"""What may happen in a world, one thing at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from runtime.carriers.port import DeliveryStatus, InboundEvent, InboundMessage, Quarantined, StatusReport
from runtime.delivery.campaigns.campaigns import Approval
from runtime.delivery.campaigns.definition import Definition
from runtime.delivery.refusal_words import is_grant
from runtime.delivery.runtime import Beginning
from runtime.testing import said
from tests.soak.scenarios import BY_API, sale

if TYPE_CHECKING:
    from tests.soak.world import World

POINTS = (
    "advancing",
    "advanced",
    "claiming",
    "claimed",
    "sending",
    "answered",
    "settling",
    "settled",
    "received",
    "gathering",
    "gathered",
    "campaign beginning",
    "campaign begun",
)
WORDS = {"要": 6.0, "不要": 2, "1": 1, "随便": 1, "优惠": 2, "退订": 1, "恢复": 0.5, "帮助": 0.5, "": 0.2}
TIMES_S = {1: 3.0, 5: 3, 60: 3, 600: 2, 3_700: 3, 7_300: 3, 43_200: 2, 86_400: 1}


@dataclass(frozen=True)
class Step:
    """Something that happens, and how often it does beside the others."""

    name: str
    weight: float
    take: Callable[[World, int], Awaitable[None]]


def _person(world: World, number: int, *name: object) -> str:
    return world.numbers[world.chance.below(len(world.numbers), "person", number, *name)]


def _some(world: World, number: int) -> list[str]:
    return [one for one in world.numbers if world.chance.share("some", number, one) < 0.4]


def _words(world: World, number: int, contact: str) -> InboundMessage:
    text = world.chance.one_of(WORDS, "words", number, contact, world.said)
    world.said += 1
    if is_grant(text):
        world.refused.discard(contact)
    return said(contact, text, world.said, at=world.clock.now())


async def _time(world: World, number: int) -> None:
    await world.pass_time(world.chance.one_of(TIMES_S, "time", number))


async def _begin(world: World, number: int) -> None:
    flow_id = BY_API[world.chance.below(len(BY_API), "flow", number)]
    met = await world.runtime.meet(_some(world, number))
    begun = await world.runtime.begin(Beginning(flow_id, tuple(met.values()), {}, {}))
    by_contact = {contact: one for one, contact in met.items()}
    world.sessions |= {key: by_contact[contact] for contact, key in begun.sessions.items()}


async def _say(world: World, number: int) -> None:
    for contact in _some(world, number):
        await _tell(world, number, [_words(world, number, contact)])


async def _tell(world: World, number: int, events: list[InboundEvent]) -> None:
    endpoint = tuple(world.carriers)[world.chance.below(2, "endpoint", number)]
    await world.told(endpoint, events)


async def _five_at_once(world: World, number: int) -> None:
    contact = _person(world, number)
    await _tell(world, number, [_words(world, number, contact) for _ in range(5)])


async def _reports(world: World, number: int) -> None:
    """Some of what carriers have to tell, in any order, some of it again and again."""
    for name, carrier in world.carriers.items():
        due = sorted(
            carrier.to_report, key=lambda one: world.chance.share("order", number, one.message_id, one.status)
        )
        told = due[: world.chance.below(len(due) + 1, "count", number, name)]
        times = world.chance.one_of({1: 8.0, 2: 2, 50: 0.5}, "times", number, name)
        if times > 1:
            world.visited["reports repeated"] += 1
        if told and await world.told(name, [*told] * times):
            carrier.to_report = [one for one in carrier.to_report if one not in told]


async def _repeat(world: World, number: int) -> None:
    """What was heard and acknowledged before comes again, days later perhaps."""
    known = list(world.heard.values())
    if known:
        # By the same endpoint: another one may give the same id to something else.
        name, again = known[world.chance.below(len(known), "again", number)]
        times = world.chance.one_of({1: 3.0, 5: 2, 50: 1}, "times", number)
        await world.told(name, [again] * times)
    old = world.reported[: world.chance.below(20, "old", number)]
    if old:
        await world.told(next(iter(world.carriers)), list(old))


async def _strange(world: World, number: int) -> None:
    """Reports for nobody's message, and something that cannot be read, among good ones."""
    contact, now = _person(world, number), world.clock.now()
    strange: list[InboundEvent] = [
        StatusReport(f"strange-{number}", contact, DeliveryStatus.DELIVERED, "", None, now),
        Quarantined("no number in it", '{"oops": 1}'),
        _words(world, number, contact),
    ]
    await _tell(world, number, strange)


async def _crash(world: World, number: int) -> None:
    """Killed at a labelled place while things happen, or at rest when the place is not passed."""
    world.dies_at(
        POINTS[world.chance.below(len(POINTS), "point", number)], world.chance.below(4, "passes", number)
    )
    if world.chance.share("with a campaign", number) < 0.5:
        await _campaign(world, number)
    else:
        await _begin(world, number)
    await _say(world, number)
    await _reports(world, number)
    await world.quiet()
    world.disk.is_dead = True


async def _stop(world: World, _number: int) -> None:
    await world.stop()


async def _disk_full(world: World, number: int) -> None:
    """No page more for a while; what is acknowledged meanwhile counts like everything else."""
    await world.store.write(_as_full_as_it_is)
    await _say(world, number)
    try:
        await _begin(world, number)
    finally:
        await world.store.write(_as_large_as_it_likes)


def _as_full_as_it_is(connection: object) -> None:
    from sqlalchemy import Connection

    assert isinstance(connection, Connection)
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages:d}")


def _as_large_as_it_likes(connection: object) -> None:
    from sqlalchemy import Connection

    assert isinstance(connection, Connection)
    connection.exec_driver_sql("PRAGMA max_page_count = 1048576")


async def _disk_error(world: World, number: int) -> None:
    world.disk.fails_after = world.chance.below(25, "fails", number)
    await _begin(world, number)
    await _say(world, number)


async def _campaign(world: World, number: int) -> None:
    wanted = Definition(name=f"大促 {number}", flow_id="sale")
    key = await world.runtime.campaigns.create(wanted)
    await world.runtime.campaigns.start(key, Approval())
    world.campaigns.append(key)


async def _pause(world: World, _number: int) -> None:
    if world.campaigns:
        await world.runtime.campaigns.pause(world.campaigns[-1])


async def _go_on(world: World, _number: int) -> None:
    if world.campaigns:
        await world.runtime.campaigns.resume(world.campaigns[-1], Approval())


async def _cancel(world: World, _number: int) -> None:
    if world.campaigns:
        await world.runtime.campaigns.cancel(world.campaigns[-1])


async def _publish(world: World, number: int) -> None:
    await world.runtime.publish(sale(number + 2))


async def _weather(world: World, number: int) -> None:
    world.change_weather(number)


async def _clock(world: World, number: int) -> None:
    """Somebody sets the clock: an hour or a day back, or ahead and back again."""
    jump_s = world.chance.one_of({-3_600: 2.0, -86_400: 1, 3_600: 1, 86_400: 1}, "jump", number)
    world.clock.jump_to(world.clock.now() + timedelta(seconds=jump_s))


async def _sleep(world: World, number: int) -> None:
    """The machine sleeps for days with work in its queues."""
    await _begin(world, number)
    await world.pass_time(
        world.chance.one_of({3 * 86_400: 2.0, 25 * 3_600: 1, 31 * 86_400: 1}, "days", number)
    )


STEPS = (
    Step("time passes", 6, _time),
    Step("conversations begin", 4, _begin),
    Step("people say something", 5, _say),
    Step("five messages at once", 1, _five_at_once),
    Step("carriers report", 5, _reports),
    Step("callbacks come again", 2, _repeat),
    Step("strange callbacks", 1, _strange),
    Step("crash", 3, _crash),
    Step("ordered stop", 0.7, _stop),
    Step("disk full", 1, _disk_full),
    Step("disk error", 2, _disk_error),
    Step("campaign starts", 2, _campaign),
    Step("campaign paused", 0.7, _pause),
    Step("campaign goes on", 0.5, _go_on),
    Step("campaign cancelled", 0.3, _cancel),
    Step("scenario published", 0.5, _publish),
    Step("weather changes", 2, _weather),
    Step("clock is set", 0.7, _clock),
    Step("days of sleep", 0.4, _sleep),
)
