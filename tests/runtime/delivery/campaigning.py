"""What tests of campaigns need: people in the store, a definition, and figures that are checked to add up."""

from collections.abc import Iterable

from runtime.delivery.audience.segments import Audience
from runtime.delivery.campaigns.campaigns import Approval
from runtime.delivery.campaigns.definition import Definition, Timing
from runtime.delivery.campaigns.report import Figures, figures
from runtime.store import campaigns as store
from runtime.store.campaigns import StoredCampaign, StoredRun
from tests.runtime.delivery.conftest import Stage

NOBODY = Approval()


def numbers(count: int) -> list[str]:
    """Mainland numbers, each another one."""
    return [f"+8618{900000000 + number:09d}" for number in range(count)]


async def meet(stage: Stage, count: int) -> list[str]:
    """Gets to know that many people; returns their ids in order."""
    return sorted((await stage.runtime.meet(numbers(count))).values())


def definition(flow_id: str, people: Iterable[str] = (), **fields: object) -> Definition:
    """A campaign for *people*, or for everyone."""
    contacts = tuple(people)
    audience = Audience(kind="contacts", contacts=contacts) if contacts else Audience()
    wish = {"name": "老会员", "flow_id": flow_id, "audience": audience, **fields}
    return Definition.model_validate(wish)


def at(moment: str, **fields: object) -> Timing:
    """Once, at that local time."""
    return Timing.model_validate({"kind": "at", "at": moment, **fields})


async def started(stage: Stage, wanted: Definition, approval: Approval = NOBODY) -> str:
    """Creates a campaign, starts it and waits until it rests; returns its id."""
    key = await stage.runtime.campaigns.create(wanted)
    await stage.runtime.campaigns.start(key, approval)
    await stage.quiet()
    await stage.pass_time(0)
    return key


def campaign_of(stage: Stage, campaign_id: str) -> StoredCampaign:
    """The campaign as it is kept."""
    found = stage.store.read_now(lambda connection: store.one(connection, campaign_id))
    assert found is not None
    return found


def runs_of(stage: Stage, campaign_id: str, *, tests: bool = False) -> list[StoredRun]:
    """Its occurrences, newest first."""
    return stage.store.read_now(lambda connection: store.runs_of(connection, campaign_id, tests=tests))


def figures_of(stage: Stage, campaign_id: str) -> Figures:
    """What became of everybody; every line is checked to add up."""
    runs = [one.run for one in runs_of(stage, campaign_id)]
    found = stage.store.read_now(lambda connection: figures(connection, runs))
    assert found.planned == found.begun + found.skipped + found.waiting
    assert found.begun == sum(found.outcomes.values())
    assert found.skipped == sum(found.skips.values())
    assert found.planned == sum(sum(one.values()) for one in found.by_endpoint.values())
    return found
