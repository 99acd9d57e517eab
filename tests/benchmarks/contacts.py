"""Importing contacts: a messy file from its first byte to the last committed row.

`IMPORT_ROWS` in the environment asks for another number of rows; a million is the promise (under 60 s).
"""

from __future__ import annotations

import csv
import io
import os
import random
import tempfile
import time
from pathlib import Path

from runtime.clock import SystemClock
from runtime.delivery.audience.condition import AttributeRow, SegmentCondition
from runtime.delivery.audience.importing.desk import ImportDesk
from runtime.delivery.audience.importing.job import ImportJob
from runtime.delivery.audience.importing.wish import ColumnUse, ImportWish
from runtime.delivery.audience.segments import Audience, count
from runtime.store import Store
from tests.benchmarks.figure import Figure

ROWS = int(os.environ.get("IMPORT_ROWS", "100000"))
SECONDS_A_MILLION = 60.0
WISH = ImportWish(
    number_column=0,
    columns=(
        ColumnUse(column=1, name="姓名"),
        ColumnUse(column=2, name="城市"),
        ColumnUse(column=3, name="points", type="number"),
        ColumnUse(column=4, name="born", type="date"),
    ),
    tags=("2026 春",),
)


def run() -> list[Figure]:
    """Seconds for the whole import, for a segment's count over all of it, and for undoing it."""
    content = messy_file(ROWS)
    bare = _parsed(content)
    budget = SECONDS_A_MILLION * ROWS / 1_000_000
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:
        desk = ImportDesk(store, SystemClock(), Path(folder))
        begun = time.perf_counter()
        job = _imported(desk, content)
        whole = time.perf_counter() - begun
        assert job.state == "done", job.tell()
        row = AttributeRow(name="points", operator="ge", value=500.0)
        audience = Audience(kind="condition", condition=SegmentCondition(rows=(row,)))
        begun = time.perf_counter()
        store.read_now(lambda connection: count(connection, audience))
        counting = time.perf_counter() - begun
        begun = time.perf_counter()
        job.undo()
        job.wait()
        undoing = time.perf_counter() - begun
        desk.close()
    return [
        Figure(f"import of {ROWS:,} messy contacts (CSV)", whole, "s", budget, bare, "lower"),
        Figure(
            f"live count of a segment of {ROWS:,}", counting * 1000, "ms", 2000 * ROWS / 1e6, None, "lower"
        ),
        Figure(f"undo of the import of {ROWS:,}", undoing, "s", budget, None, "lower"),
    ]


def messy_file(rows: int) -> bytes:
    """CSV in GB 18030 with numbers in every form, one in fifty bad, one in a hundred twice."""
    chance = random.Random(7)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["手机号", "姓名", "城市", "积分", "生日"])
    cities = ["上海", "北京", "广州", "成都", "西安"]
    last = "13800000000"
    for place in range(rows):
        number = last if place % 100 == 98 else f"1{chance.randrange(30, 99)}{chance.randrange(10**8):08d}"
        last = number
        form = place % 7
        written = (
            number,
            f"+86{number}",
            f"86{number}",
            f"0086{number}",
            f"{number[:3]} {number[3:7]} {number[7:]}",
            f"{number[:3]}-{number[3:7]}-{number[7:]}",
            number,
        )[form]
        if place % 50 == 49:
            written = ("1.38E+10", "", "12345", "010-88886666")[place // 50 % 4]
        writer.writerow(
            [
                written,
                f"客户{place}",
                cities[place % 5],
                chance.randrange(1000),
                f"19{place % 60 + 40}-0{place % 9 + 1}-11",
            ]
        )
    return out.getvalue().encode("gb18030")


def _parsed(content: bytes) -> float:
    """What reading the file with the csv module alone takes."""
    begun = time.perf_counter()
    for _ in csv.reader(io.StringIO(content.decode("gb18030"))):
        pass
    return time.perf_counter() - begun


def _imported(desk: ImportDesk, content: bytes) -> ImportJob:
    job = desk.begin("contacts.csv")
    for start in range(0, len(content), 1 << 20):
        job.write(content[start : start + (1 << 20)])
    job.finish_upload()
    begun = time.perf_counter()
    job.check(WISH)
    job.wait()
    assert job.state == "checked", job.tell()
    if "IMPORT_VERBOSE" in os.environ:
        print("check", time.perf_counter() - begun, job.tell())
    job.merge()
    job.wait()
    return job
