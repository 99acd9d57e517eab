"""F42: a backup is one moment of a runtime at work; restored, it sends nothing again by itself."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from runtime.delivery.campaigns import slices
from runtime.delivery.campaigns.report import figures
from runtime.delivery.fencing import epoch_of
from runtime.delivery.rules import Rules
from runtime.store import Store, WorkspaceTaken, backup, campaigns, outbox
from runtime.store.backup import BackupRefused
from runtime.store.key_file import KeyFile
from runtime.store.keys import FixedKeys
from runtime.store.lock import WorkspaceLock
from runtime.testing import NOON, said
from tests.runtime.delivery.campaigning import NOBODY, definition, meet, numbers
from tests.runtime.delivery.conftest import Stage, until
from tests.runtime.delivery.flows import greeting
from tests.support.logs import ExpectLog

KEYS = FixedKeys()
WORDS = "correct horse battery staple"


async def _mid_campaign(stage: Stage, people: int) -> None:
    """A campaign whose messages are on their way, and somebody who waits for an answer."""
    await meet(stage, people)
    await stage.begin(greeting(), numbers(people)[0])
    stage.carrier.hold = asyncio.Event()
    key = await stage.runtime.campaigns.create(definition("greeting"))
    await stage.runtime.campaigns.start(key, NOBODY)
    await until(lambda: bool(stage.runtime.endpoints["telecom"].under_way))


async def test_nothing_is_sent_again_after_a_backup_is_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    monkeypatch.setattr(slices, "BEGUN", 10)
    stage = Stage(tmp_path / "first", Rules(own_time=True, window=3, batch=4))
    await stage.start()
    await _mid_campaign(stage, 30)
    manifest = backup.make(tmp_path / "first", tmp_path / "backup", NOON, place=KEYS)
    assert stage.carrier.hold is not None
    stage.carrier.hold.set()
    await stage.quiet()
    await stage.pass_time(7200)
    went = set(stage.carrier.ids)
    await stage.close()

    expect_log("runtime.delivery.fencing", "restored from a backup")
    backup.restore(tmp_path / "backup", tmp_path / "second", place=KEYS)
    again = Stage(tmp_path / "second", Rules(own_time=True))
    again.clock.jump_to(NOON + timedelta(hours=3))
    await again.start()
    await again.pass_time(86_400)

    def query(connection: Connection) -> tuple[int, list[str], set[str], int]:
        found = campaigns.listed(connection, 9)
        runs = [one.run for one in campaigns.runs_of(connection, found[0].id)]
        told = figures(connection, runs)
        assert told.begun == sum(told.outcomes.values())
        assert (told.planned, told.skipped) == (
            told.begun + told.skipped + told.waiting,
            told.skips.get("restored", 0),
        )
        unknown = {str(one["message_id"]) for one in outbox.unknown(connection, 99)}
        return epoch_of(connection), [one.state + one.why for one in found], unknown, told.waiting

    epoch, states, unknown, waiting = again.store.read_now(query)
    assert (manifest.epoch, epoch, states, again.carrier.got) == (0, 1, ["pausedrestored"], [])
    assert unknown <= went
    assert unknown
    assert waiting < 30
    await again.hear(said(numbers(30)[0], "要", 1, at=again.clock.now()))
    assert again.carrier.texts() == ["给您优惠券。"]
    await again.close()


async def test_a_backup_under_load_is_one_moment(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "first", Rules(own_time=True))
    await stage.start()
    await meet(stage, 40)
    await stage.runtime.publish(greeting())
    beginning = asyncio.create_task(stage.start_with("greeting", *numbers(40)))
    for number in range(3):
        await asyncio.to_thread(
            backup.make, tmp_path / "first", tmp_path / f"backup-{number}", NOON, WORDS, KEYS
        )
    await beginning
    await stage.quiet()
    await stage.close()

    for number in range(3):
        folder = tmp_path / f"second-{number}"
        backup.restore(tmp_path / f"backup-{number}", folder, passphrase=WORDS, place=KeyFile(folder))
        with closing(sqlite3.connect(folder / "runtime.db")) as database:
            sessions, messages = (
                database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("session", "outbox")
            )
        assert sessions == messages
        assert KeyFile(folder).load() == KEYS.load()


def _made(tmp_path: Path, passphrase: str | None = None) -> Path:
    with Store(tmp_path / "first", keys=KEYS):
        backup.make(tmp_path / "first", tmp_path / "backup", NOON, passphrase, KEYS)
    return tmp_path / "backup"


@pytest.mark.parametrize("name", ["runtime.db.sealed", "besides.sealed", "key.sealed", "manifest.json"])
def test_one_changed_byte_is_refused(tmp_path: Path, name: str) -> None:
    path = _made(tmp_path) / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(BackupRefused):
        backup.restore(tmp_path / "backup", tmp_path / "second", place=KEYS)
    assert not (tmp_path / "second" / "runtime.db").exists()


def test_a_backup_opens_with_its_keys_or_its_passphrase_alone(tmp_path: Path) -> None:
    made = _made(tmp_path, WORDS)
    other = KeyFile(tmp_path / "second")
    with pytest.raises(BackupRefused, match="XINLIU_BACKUP_PASSPHRASE"):
        backup.restore(made, tmp_path / "second", place=other)
    backup.restore(made, tmp_path / "second", passphrase=WORDS, place=other)

    with Store(tmp_path / "second", keys=other) as store:
        assert store.keys == KEYS.load()


def test_data_are_replaced_only_when_that_is_asked_for_and_moved_aside(tmp_path: Path) -> None:
    made = _made(tmp_path)
    with pytest.raises(BackupRefused, match="--replace"):
        backup.restore(made, tmp_path / "first", place=KEYS)
    backup.restore(made, tmp_path / "first", place=KEYS, replaces=True)

    assert (tmp_path / "first" / "replaced-1" / "runtime.db").exists()


def test_a_workspace_in_use_is_not_restored_into(tmp_path: Path) -> None:
    made = _made(tmp_path)
    (tmp_path / "second").mkdir()
    lock = WorkspaceLock(tmp_path / "second")
    with pytest.raises(WorkspaceTaken):
        backup.restore(made, tmp_path / "second", place=KEYS)
    lock.release()


def test_a_full_disk_leaves_no_half_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "keep_copy", full)
    with Store(tmp_path / "first", keys=KEYS), pytest.raises(BackupRefused, match="space"):
        backup.make(tmp_path / "first", tmp_path / "backup", NOON, place=KEYS)

    assert [path.name for path in tmp_path.iterdir()] == ["first"]
