"""The area 人群 over a real store in this process: no service, no network, every answer at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal, cast

from PySide6.QtCore import QObject, Signal
from sqlalchemy import Connection

from app.areas import AreaContext
from app.audience.page import AudiencePage
from app.settings import Settings
from runtime.clock import SystemClock
from runtime.delivery.audience import changing, listing
from runtime.delivery.audience.condition import SegmentCondition
from runtime.delivery.audience.importing.desk import ImportDesk
from runtime.delivery.audience.importing.number_cells import CellProblem
from runtime.delivery.audience.importing.wish import ImportWish, ReadingWish
from runtime.delivery.audience.listing import ListedContact, ListWish
from runtime.delivery.audience.segments import Audience, tally
from runtime.delivery.audience.timeline import timeline
from runtime.store import Store, attributes, contacts, imports, segments
from tests.support.conversations import NOON

SURNAMES = "王李赵陈周吴孙张刘杨黄徐"
CITIES = ("上海", "北京", "广州", "成都")
TIERS = ("金卡", "银卡", "普通")
STATES = ("empty", "mapping", "checked", "done", "list", "contact", "history", "segment")
"""One after the other, of `go_to`."""


def sample_file(rows: int = 240, bad: int = 6) -> str:
    """A CSV of invented members, the last lines of it wrong."""
    lines = ["手机号,姓名,城市,会员等级,积分,生日,标签"]
    for place in range(rows):
        title = "女士" if place % 2 else "先生"
        name = f"{SURNAMES[place % len(SURNAMES)]}{title}"
        day = f"19{60 + place % 40}-{place % 12 + 1:02d}-{place % 28 + 1:02d}"
        tags = ("老客、春季会员", "春季会员", "", "老客、企业采购、门店自提")[place % 4]
        number = f"138{place * 7919 % 100_000_000:08d}"
        lines.append(
            f"{number},{name},{CITIES[place % 4]},{TIERS[place % 3]},{place * 37 % 1000},{day},{tags}"
        )
    lines += ["1.38E+10,错一,上海,金卡,1,,", "1381234,错二,上海,金卡,1,,", "010-88886666,错三,上海,金卡,1,,"][
        :bad
    ]
    lines += [f"{lines[1].split(',')[0]},重复,上海,金卡,1,,", "13900000001,好的,北京,银卡,很多,3月8日,"][
        : bad // 3
    ]
    return "\n".join(lines) + "\n"


class LocalAudience:
    """Fulfils `app.audience.port.AudiencePort`."""

    def __init__(self, store: Store, desk: ImportDesk) -> None:
        self.store = store
        self.desk = desk
        self.calls: list[str] = []

    async def overview(self) -> dict[str, Any]:
        def query(connection: Connection) -> dict[str, Any]:
            return {
                "counts": listing.consent_counts(connection),
                "attributes": [asdict(one) for one in attributes.definitions(connection)],
                "tags": attributes.tag_counts(connection),
                "segments": [
                    {
                        "id": one.id,
                        "name": one.name,
                        "condition": SegmentCondition.model_validate_json(one.condition).model_dump(
                            mode="json"
                        ),
                    }
                    for one in segments.all_of(connection)
                ],
            }

        return self.store.read_now(query)

    async def count(self, audience: Mapping[str, Any]) -> dict[str, int]:
        wanted = Audience.model_validate(audience)
        found = self.store.read_now(lambda connection: tally(connection, wanted))
        return {**asdict(found), "all": found.all}

    async def page(self, **wish: object) -> dict[str, Any]:
        wanted = ListWish.model_validate(wish)
        vault = self.store.numbers
        found = self.store.read_now(lambda connection: listing.page(connection, vault, wanted, NOON))
        return {"contacts": [_row(row) for row in found.rows], "next": found.next}

    async def total(self, **wish: object) -> int | None:
        wanted = ListWish.model_validate(wish)
        return self.store.read_now(
            lambda connection: listing.total(connection, self.store.numbers, wanted, NOON)
        )

    async def contact(self, contact: str) -> dict[str, Any]:
        found = self.store.read_now(lambda connection: listing.one(connection, self.store.numbers, contact))
        assert found is not None
        return _row(found)

    async def timeline(self, contact: str, before: int | None = None, limit: int = 50) -> dict[str, Any]:
        entries, after = self.store.read_now(lambda connection: timeline(connection, contact, before, limit))
        return {"entries": entries, "next": after}

    async def change(
        self,
        contact: str,
        values: Mapping[str, Any] | None = None,
        add_tags: Sequence[str] = (),
        remove_tags: Sequence[str] = (),
    ) -> dict[str, Any]:
        def batch(connection: Connection) -> None:
            changing.set_values(connection, contact, values or {})
            changing.change_tags(connection, [contact], add_tags, remove_tags, NOON)

        self.store.write_now(batch)
        return await self.contact(contact)

    async def blacklist(self, contacts: Sequence[str], reason: str = "", *, listed: bool = True) -> None:
        def batch(connection: Connection) -> None:
            if listed:
                changing.list_black(connection, self.store.numbers, contacts, reason, NOON)
            else:
                changing.unlist(connection, contacts, NOON)

        self.store.write_now(batch)

    async def keep_segment(self, segment_id: str, name: str, condition: Mapping[str, Any]) -> None:
        written = SegmentCondition.model_validate(condition).model_dump_json()
        self.store.write_now(lambda connection: segments.put(connection, segment_id, name, written, NOON))

    async def remove_segment(self, segment_id: str) -> None:
        self.store.write_now(lambda connection: segments.remove(connection, segment_id))

    async def export(self, **_wish: object) -> AsyncIterator[bytes]:
        yield b"exported"

    async def imports(self) -> dict[str, Any]:
        kept = self.store.read_now(self.desk.remembered)
        shown = [
            {"id": one.id, "name": one.name, "state": one.state, "counts": dict(one.counts)} for one in kept
        ]
        return {"under_way": [], "remembered": shown}

    async def upload(
        self, path: Path, step: Callable[[int, int], None] = lambda _done, _whole: None
    ) -> dict[str, Any]:
        job = self.desk.begin(path.name)
        job.write(path.read_bytes())  # noqa: ASYNC240 - a small file
        job.finish_upload()
        step(1, 1)
        return job.tell()

    async def preview(self, import_id: int, **reading: object) -> dict[str, Any]:
        found = self.desk.job(import_id).preview(ReadingWish.model_validate(reading))
        return {**asdict(found), "reading": found.reading.model_dump(mode="json")}

    async def check(self, import_id: int, wish: Mapping[str, Any]) -> dict[str, Any]:
        self.desk.job(import_id).check(ImportWish.model_validate(wish))
        return await self.import_state(import_id)

    async def merge(self, import_id: int) -> dict[str, Any]:
        self.desk.job(import_id).merge()
        return await self.import_state(import_id)

    async def cancel(self, import_id: int) -> dict[str, Any]:
        self.desk.job(import_id).cancel()
        return await self.import_state(import_id)

    async def undo(self, import_id: int) -> dict[str, Any]:
        self.desk.undo(import_id)
        return await self.import_state(import_id)

    async def import_state(self, import_id: int) -> dict[str, Any]:
        job = self.desk.job(import_id)
        job.wait()
        return job.tell()

    async def problems(self, import_id: int, after: int = 0, limit: int = 200) -> dict[str, Any]:
        found = self.store.read_now(lambda connection: imports.troubles(connection, import_id, after, limit))
        shown = []
        for one in found:
            words = CellProblem(one.code).words.format(detail=one.detail)
            shown.append({**asdict(one), "zh": words.zh, "en": words.en})
        return {"problems": shown, "counts": []}

    async def problem_table(self, _import_id: int, language: str) -> AsyncIterator[bytes]:
        yield language.encode()


class LocalClient:
    """Fulfils `app.audience.port.ClientPort`."""

    def __init__(self, audience: LocalAudience) -> None:
        self.audience = audience
        self.campaigns = self
        self.seen: list[str] = []

    async def listed(self, limit: int = 100, before: str = "") -> list[dict[str, Any]]:
        return [{"id": "c1", "name": "老会员"}]

    async def flows(self) -> list[dict[str, Any]]:
        return [{"flow_id": "spring", "name": "春季促销"}]

    async def consent(self, contact: str, kind: Literal["granted", "refused"], proof: str) -> None:
        store = self.audience.store
        store.write_now(lambda connection: contacts.record_consent(connection, contact, kind, proof, NOON))

    async def reveal(self, contact: str, reason: str) -> str:
        self.seen.append(contact)
        return "+8613800001234"


class LocalLink(QObject):
    """Runs every task at once; none of them waits for anything."""

    changed = Signal()

    def __init__(self, client: LocalClient | None) -> None:
        super().__init__()
        self.client = client
        self.wanted = 0

    def want_service(self) -> None:
        """Counts how often it is asked for."""
        self.wanted += 1

    def start(
        self, work: Coroutine[Any, Any, None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Runs *work* to its end."""
        try:
            work.send(None)
        except StopIteration:
            return
        except Exception as error:
            if failed is None:
                raise
            failed(error)
            return
        raise AssertionError("the task waits for something")


def audience_link(store: Store, folder: Path) -> LocalLink:
    """A link to a runtime over *store*."""
    return LocalLink(LocalClient(LocalAudience(store, ImportDesk(store, SystemClock(), folder))))


def audience_page(
    store: Store, folder: Path, settings: Settings | None = None
) -> tuple[AudiencePage, LocalLink]:
    """The area over *store*, on screen in its own eyes."""
    link = audience_link(store, folder)
    context = AreaContext(cast("Any", link), cast("Any", None), cast("Any", settings), print, print)
    page = AudiencePage(context)
    page.shown()
    return page, link


def _row(row: ListedContact) -> dict[str, Any]:
    return {**asdict(row), "created_at": row.created_at.isoformat()}


def go_to(page: AudiencePage, state: str, folder: Path) -> None:
    """Bring the page into the next of its states."""
    if state == "mapping":
        path = folder / "members.csv"
        path.write_text(sample_file(), encoding="gb18030")
        page.import_file(str(path))
        page.import_view.mapping.tags.setText("2026 春季会员")
    elif state == "checked":
        page.import_view.check.click()
    elif state == "done":
        page.import_view.merge.click()
    elif state == "list":
        page.import_view.done.click()
    elif state == "contact":
        page.table.selectRow(3)
        page.panel.profile.decided.emit("granted", "2026-03 门店开卡时勾选")
    elif state == "history":
        page.panel.parts.set_value("line")
        page.panel._turn("line")
    elif state == "segment":
        page.panel.closed.emit()
        page.new_segment()
        page.builder.name.setText("上海老客")
        page.builder.edit(
            {
                "id": "",
                "name": "上海老客",
                "condition": {
                    "join": "all",
                    "rows": [
                        {"kind": "attribute", "name": "城市", "operator": "eq", "value": "上海"},
                        {"kind": "attribute", "name": "积分", "operator": "ge", "value": 200.0},
                        {"kind": "tag", "tag": "老客"},
                        {
                            "kind": "message",
                            "deed": "displayed",
                            "has": False,
                            "flow_id": "spring",
                            "days": 30,
                        },
                    ],
                },
            }
        )
        page.builder._ask()
