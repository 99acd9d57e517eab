"""The audience over HTTP: a file goes in, people are found, changed and exported, numbers stay masked."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from runtime.service.client import RuntimeRefusal
from runtime.store import journal
from tests.runtime.service.conftest import Bench

FILE = "手机号,姓名,points\n13800000001,=安(),12\n+8613800000002,博,7\n12,错,1\n"
WISH = {
    "number_column": 0,
    "columns": [
        {"column": 1, "use": "attribute", "name": "姓名", "type": "text"},
        {"column": 2, "use": "attribute", "name": "points", "type": "number"},
    ],
    "tags": ["春"],
}


async def imported(bench: Bench, folder: Path) -> dict[str, Any]:
    """The import of `FILE`, done."""
    path = folder / "people.csv"
    path.write_bytes(FILE.encode("gbk"))
    audience = bench.client.audience
    sent: list[tuple[int, int]] = []
    job = await audience.upload(path, lambda done, whole: sent.append((done, whole)))
    assert sent[-1][0] == sent[-1][1]
    await audience.check(job["id"], WISH)
    await until(bench, job["id"], "checked")
    await audience.merge(job["id"])
    return await until(bench, job["id"], "done")


async def until(bench: Bench, import_id: int, state: str) -> dict[str, Any]:
    """The import once it is there."""
    async with asyncio.timeout(20):
        while (told := await bench.client.audience.import_state(import_id))["state"] != state:
            assert told["failed"] is None, told
            await asyncio.sleep(0.01)
    return told


async def test_a_file_becomes_an_audience(bench: Bench, tmp_path: Path) -> None:
    told = await imported(bench, tmp_path)
    audience = bench.client.audience
    overview = await audience.overview()
    found = await audience.page(search="安", audience={"kind": "tags", "tags": ["春"]})
    row = {"kind": "attribute", "name": "points", "operator": "lt", "value": 10.0}
    few = await audience.count({"kind": "condition", "condition": {"rows": [row]}})
    wrong = await audience.problems(told["id"])
    table = b"".join([piece async for piece in audience.problem_table(told["id"], "zh")])

    assert (told["counts"]["added"], told["counts"]["bad"]) == (2, 1)
    assert (overview["counts"]["all"], overview["tags"]) == (2, {"春": 2})
    assert [one["name"] for one in overview["attributes"]] == ["姓名", "points"]
    assert [(one["number"], one["attributes"]["姓名"]) for one in found["contacts"]] == [
        ("138****0001", "=安()")
    ]
    assert (few["members"], few["all"]) == (1, 1)
    assert [(one["line"], one["code"]) for one in wrong["problems"]] == [(4, "too_short")]
    assert table.decode("utf-8-sig").splitlines()[1] == "4,手机号,12,只有 2 位数字，手机号是 11 位"


@pytest.mark.parametrize("search", ["13800000002", "0002", "博", "+86 138 0000 0002"])
async def test_people_are_found_by_number_tail_and_value(bench: Bench, tmp_path: Path, search: str) -> None:
    await imported(bench, tmp_path)
    found = await bench.client.audience.page(search=search)

    assert [one["number"] for one in found["contacts"]] == ["138****0002"]


async def test_one_contact_is_changed_and_everything_stands_in_its_timeline(
    bench: Bench, tmp_path: Path
) -> None:
    await imported(bench, tmp_path)
    audience = bench.client.audience
    changed = await audience.change("13800000001", {"points": None, "城市": "上海"}, ["金卡"], ["春"])
    contact = changed["contact"]
    await bench.client.consent(contact, "granted", "问卷")
    await audience.blacklist([contact], "投诉")
    listed = await audience.contact(contact)
    line = await audience.timeline(contact)
    blocked = await audience.count({"kind": "everyone"})
    await audience.blacklist([contact], listed=False)

    assert changed["attributes"] == {"姓名": "=安()", "城市": "上海"}
    assert (changed["tags"], listed["consent"], listed["blacklisted"]) == (["金卡"], "granted", True)
    kinds = {one["kind"] for one in line["entries"]}
    assert kinds >= {"joined", "imported", "tagged", "granted", "blacklisted"}
    assert (blocked["members"], blocked["blacklisted"]) == (1, 1)
    assert (await audience.count({"kind": "everyone"}))["members"] == 2


async def test_exports_mask_numbers_unless_somebody_says_why(bench: Bench, tmp_path: Path) -> None:
    await imported(bench, tmp_path)
    audience = bench.client.audience
    plain = b"".join([piece async for piece in audience.export()]).decode("utf-8-sig")
    with pytest.raises(RuntimeRefusal):
        b"".join([piece async for piece in audience.export(full_numbers=True)])
    book = b"".join(
        [
            piece
            async for piece in audience.export(format="xlsx", full_numbers=True, reason="对账", language="en")
        ]
    )
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(book)).worksheets[0].rows]
    notes = await bench.service.store.read(lambda connection: journal.recent(connection, 5))

    assert "13800000001" not in plain
    assert "138****0001" in plain
    assert "'=安()" in plain
    assert rows[0][:3] == ["Number", "姓名", "points"]
    assert sorted(row[:3] for row in rows[1:]) == [["13800000001", "=安()", 12], ["13800000002", "博", 7]]
    assert [
        (one["action"], one["detail"]["reason"]) for one in notes if one["action"] == "exported_numbers"
    ] == [("exported_numbers", "对账")]


async def test_segments_are_kept_counted_and_forgotten(bench: Bench, tmp_path: Path) -> None:
    await imported(bench, tmp_path)
    audience = bench.client.audience
    await audience.keep_segment("s1", "春天来的", {"rows": [{"kind": "tag", "tag": "春"}]})
    (kept,) = (await audience.overview())["segments"]
    tally = await audience.count({"kind": "segment", "segment": "s1"})
    await audience.remove_segment("s1")
    with pytest.raises(RuntimeRefusal) as refusal:
        await audience.count({"kind": "segment", "segment": "s1"})

    assert (kept["name"], kept["zh"], tally["members"]) == ("春天来的", "有标签「春」", 2)
    assert (refusal.value.status, refusal.value.code) == (404, "unknown_segment")


async def test_an_old_import_is_undone_after_a_restart(bench: Bench, tmp_path: Path) -> None:
    told = await imported(bench, tmp_path)
    bench.service.imports.close()
    bench.service.imports._jobs.clear()
    undone = await bench.client.audience.undo(told["id"])

    assert undone["counts"]["removed"] == 2
    assert (await bench.client.audience.overview())["counts"]["all"] == 0
    (kept,) = (await bench.client.audience.imports())["remembered"]
    assert kept["state"] == "undone"
