"""An import takes a messy file over whole or not at all, says what was wrong, and can be undone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Connection, select

from runtime.clock import SystemClock
from runtime.delivery.audience.errors import ImportRefused, UnknownImport
from runtime.delivery.audience.importing.desk import ImportDesk
from runtime.delivery.audience.importing.job import ImportJob
from runtime.delivery.audience.importing.wish import ColumnUse, ImportWish, Policy, ReadingWish
from runtime.delivery.audience.listing import ListWish, page
from runtime.delivery.audience.segments import Audience, count
from runtime.store import Store, attributes, contacts, imports
from runtime.store.audience_tables import contact_import, contact_import_row
from runtime.store.tables import consent
from tests.support.conversations import NOON

HEAD = "手机号,姓名,积分,标签\n"
COLUMNS = (
    ColumnUse(column=1, name="姓名"),
    ColumnUse(column=2, name="points", type="number"),
    ColumnUse(column=3, use="tags"),
)
WISH = ImportWish(number_column=0, columns=COLUMNS)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Iterator[ImportDesk]:
    """A desk over the store."""
    made = ImportDesk(store, SystemClock(), tmp_path)
    yield made
    made.close()


def uploaded(desk: ImportDesk, content: bytes) -> ImportJob:
    """An import with its file."""
    job = desk.begin("people.csv")
    for start in range(0, len(content), 1000):
        job.write(content[start : start + 1000])
    job.finish_upload()
    return job


def taken(desk: ImportDesk, content: bytes, wish: ImportWish = WISH) -> ImportJob:
    """An import that is done."""
    job = uploaded(desk, content)
    job.check(wish)
    job.wait()
    assert job.tell()["state"] == "checked", job.tell()
    job.merge()
    job.wait()
    assert job.tell()["state"] == "done", job.tell()
    return job


def known(store: Store) -> dict[str, tuple[dict[str, object], list[str]]]:
    """Masked number → values and tags."""

    def query(connection: Connection) -> dict[str, tuple[dict[str, object], list[str]]]:
        rows = page(connection, store.numbers, ListWish(), NOON).rows
        return {row.number: (row.attributes, row.tags) for row in rows}

    return store.read_now(query)


def numbers_of(job: ImportJob) -> dict[str, int]:
    """The counts that are not 0."""
    counts = job.tell()["counts"]
    assert isinstance(counts, dict)
    return {name: value for name, value in counts.items() if value}


MESSY = (
    HEAD
    + "13800000001,安,12,老客、金卡\n"
    + "+86 138-0000-0002,博,很多,\n"
    + "1.38E+10,错,1,\n"
    + ",,,\n"
    + "13800000001,安安,13,新客\n"
    + "12345,短,1,\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_messy_file_in_any_encoding_is_taken_over(
    store: Store, desk: ImportDesk, encoding: str, delimiter: str
) -> None:
    job = taken(desk, MESSY.replace(",", delimiter).encode(encoding))

    assert known(store) == {
        "138****0001": ({"姓名": "安安", "points": 13.0}, ["新客"]),
        "138****0002": ({"姓名": "博"}, []),
    }
    assert numbers_of(job) == {"rows": 5, "good": 2, "bad": 2, "left_out": 1, "repeated": 1, "added": 2}
    troubles = store.read_now(lambda connection: imports.troubles(connection, job.id))
    assert [(one.line, one.column, one.code, one.detail) for one in troubles] == [
        (2, "", "repeated", "6"),
        (3, "积分", "not_figure", ""),
        (4, "手机号", "rounded", ""),
        (7, "手机号", "too_short", "5"),
    ]


def test_an_excel_file_gives_back_what_excel_made_of_numbers(store: Store, desk: ImportDesk) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["手机", "生日", "等级"],
        [13800000001, 32994, "金"],
        ["０１３８", None, "银"],
        ["13800000002"],
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    wish = ImportWish(
        number_column=0,
        columns=(ColumnUse(column=1, name="生日", type="date"), ColumnUse(column=2, name="等级")),
    )
    job = taken(desk, out.getvalue(), wish)

    assert known(store) == {
        "138****0001": ({"生日": "1990-05-01", "等级": "金"}, []),
        "138****0002": ({}, []),
    }
    assert numbers_of(job)["bad"] == 1


@pytest.mark.parametrize(
    ("policy", "values", "tags", "counts"),
    [
        ("update", {"姓名": "新", "points": 1.0, "城": "沪"}, ["a", "b"], {"updated": 1, "added": 1}),
        ("fill", {"姓名": "旧", "points": 1.0, "城": "沪"}, ["a", "b"], {"updated": 1, "added": 1}),
        ("skip", {"姓名": "旧", "城": "沪"}, ["a"], {"unchanged": 1, "added": 1}),
    ],
)
def test_known_contacts_follow_the_policy_and_undoing_brings_all_back(
    store: Store, desk: ImportDesk, policy: Policy, values: object, tags: object, counts: dict[str, int]
) -> None:
    first = (
        ColumnUse(column=1, name="姓名"),
        ColumnUse(column=2, name="城"),
        ColumnUse(column=3, use="tags"),
    )
    taken(desk, f"{HEAD}13800000001,旧,沪,a\n".encode(), ImportWish(number_column=0, columns=first))
    before = known(store)

    job = taken(
        desk, f"{HEAD}13800000001,新,1,b\n13800000002,二,2,\n".encode(), WISH.with_changes(policy=policy)
    )
    assert known(store)["138****0001"] == (values, tags)
    assert {name: numbers_of(job).get(name) for name in counts} == counts
    desk.undo(job.id)
    job.wait()

    assert job.state == "undone"
    assert known(store) == before


def test_undoing_leaves_what_came_later(store: Store, desk: ImportDesk) -> None:
    job = taken(desk, f"{HEAD}13800000001,安,1,\n13800000002,博,2,\n".encode())
    ann = store.numbers.contact_of("13800000001")
    store.write_now(lambda connection: contacts.record_consent(connection, ann, "refused", "R", NOON))
    job.undo()
    job.wait()

    assert list(known(store)) == ["138****0001"]
    assert numbers_of(job)["stayed"] == 1


def test_cancelling_keeps_nothing_at_any_moment(store: Store, desk: ImportDesk) -> None:
    content = (HEAD + "".join(f"138{number:08d},安,{number},\n" for number in range(12_000))).encode()
    for step in ("uploaded", "checking", "checked", "merging"):
        job = uploaded(desk, content)
        if step != "uploaded":
            job.check(WISH)
        if step in ("checked", "merging"):
            job.wait()
        if step == "merging":
            job.merge()
        job.cancel()
        job.wait()

        assert (step, job.state) == (step, "undone")
        assert store.read_now(lambda connection: count(connection, Audience())) == 0
        kept = store.read_now(
            lambda connection: [
                connection.execute(select(table)).all() for table in (contact_import, contact_import_row)
            ]
        )
        assert kept == [[], []]
    assert not list(desk._folder.iterdir())


def test_a_crash_in_the_middle_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    dying = ImportDesk(store, SystemClock(), tmp_path)
    job = taken(dying, f"{HEAD}13800000001,安,1,\n".encode())
    store.write_now(lambda connection: imports.change(connection, job.id, "merging"))
    later = ImportDesk(store, SystemClock(), tmp_path)
    later.open()

    assert known(store) == {}
    with pytest.raises(UnknownImport):
        later.undo(job.id)


def test_no_number_of_the_file_stands_on_disk(store: Store, desk: ImportDesk, tmp_path: Path) -> None:
    job = uploaded(desk, f"{HEAD}13898765432,安,1,\n138987654321,太长,1,\n".encode())
    places = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    job.check(WISH)
    job.wait()
    places += [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    job.merge()
    job.wait()
    places += [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]

    assert not any(b"98765432" in place for place in places)


def test_a_file_can_say_that_people_agreed_but_never_lifts_a_refusal(store: Store, desk: ImportDesk) -> None:
    taken(desk, f"{HEAD}13800000001,安,1,\n".encode())
    ann = store.numbers.contact_of("13800000001")
    store.write_now(lambda connection: contacts.record_consent(connection, ann, "refused", "R", NOON))
    proof = "2026-03 门店问卷"
    taken(
        desk, f"{HEAD}13800000001,安,1,\n13800000002,博,1,\n".encode(), WISH.with_changes(consent_proof=proof)
    )

    given = store.read_now(
        lambda connection: connection.execute(
            select(consent.c.contact).where(consent.c.kind == "granted")
        ).all()
    )
    assert [row[0] for row in given] == [store.numbers.contact_of("13800000002")]
    assert store.read_now(lambda connection: count(connection, Audience())) == 1


def test_whoever_had_their_data_deleted_does_not_come_back_with_a_file(
    store: Store, desk: ImportDesk
) -> None:
    taken(desk, f"{HEAD}13800000001,安,1,\n".encode())
    ann = store.numbers.contact_of("13800000001")

    def erase(connection: Connection) -> None:
        contacts.record_consent(connection, ann, "refused", "R", NOON)
        connection.exec_driver_sql("UPDATE contact SET number = NULL, attributes = '{}'")

    store.write_now(erase)
    job = taken(desk, f"{HEAD}13800000001,安,1,\n".encode())

    assert known(store) == {"": ({}, [])}
    assert numbers_of(job)["unchanged"] == 1


def test_a_blacklist_is_imported_without_making_contacts(store: Store, desk: ImportDesk) -> None:
    taken(desk, f"{HEAD}13800000001,安,1,\n".encode())
    job = taken(
        desk, b"13800000001\n13800000009\n", ImportWish(number_column=0, target="blacklist", reason="投诉",
        reading=ReadingWish(has_heading=False)),
    )  # fmt: skip

    assert numbers_of(job)["added"] == 2
    assert list(known(store)) == ["138****0001"]
    assert store.read_now(lambda connection: count(connection, Audience())) == 0
    job.undo()
    job.wait()
    assert store.read_now(lambda connection: count(connection, Audience())) == 1


def test_the_preview_finds_out_what_the_columns_are(desk: ImportDesk) -> None:
    job = uploaded(
        desk, "姓名;会员电话;积分;分组\n安;138 0000 0001;12;a,b\n博;13800000002;13;\n".encode("gbk")
    )
    found = job.preview(ReadingWish())

    assert (found.reading.encoding, found.reading.delimiter, found.reading.has_heading) == (
        "gb18030",
        ";",
        True,
    )
    assert [(one.use, one.name, one.type) for one in found.columns] == [
        ("attribute", "姓名", "text"),
        ("number", "", "text"),
        ("attribute", "积分", "number"),
        ("tags", "", "text"),
    ]
    assert found.rows[0] == ("安", "138****0001", "12", "a,b")
    assert (found.numbers_read, found.sampled) == (2, 2)


def test_a_file_without_headings_is_seen(desk: ImportDesk) -> None:
    found = uploaded(desk, b"13800000001\n13800000002\n").preview(ReadingWish())

    assert (found.reading.has_heading, found.columns[0].use, found.sampled) == (False, "number", 2)


@pytest.mark.parametrize("content", [b"PK\x03\x04 no zip", b"\xff\xff\xff\x80\x80" * 50])
def test_what_is_no_table_is_refused(desk: ImportDesk, content: bytes) -> None:
    with pytest.raises(ImportRefused):
        uploaded(desk, content).preview(ReadingWish())


def test_new_attributes_are_defined_with_the_import(store: Store, desk: ImportDesk) -> None:
    taken(desk, MESSY.encode())

    found = store.read_now(attributes.definitions)
    assert [(one.name, one.type) for one in found] == [("姓名", "text"), ("points", "number")]
