"""Backups of a workspace while it works: one moment of its data, sealed under a key of their own.

A backup is a folder: the database and what belongs to it, sealed; the backup's key, sealed under the keys of
the workspace and, where a passphrase is given, under that too; and a manifest with the SHA-256 of every file.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import orjson

from runtime.store.errors import StoreKeysLost, StoreRefusal
from runtime.store.key_file import write_private
from runtime.store.key_passphrase import SealedKeyFile
from runtime.store.key_places import place_of
from runtime.store.keys import KeyPlace, NumberKeys, derived
from runtime.store.lock import WorkspaceLock
from runtime.store.schema import keep_copy
from runtime.store.sealed_copy import open_copy, seal_copy
from runtime.store.sealing import Sealer, Unsealable
from runtime.store.store import FILE_NAME
from runtime.wording import Wording

MANIFEST: Final = "manifest.json"
DATABASE: Final = "runtime.db.sealed"
BESIDES: Final = "besides.sealed"
KEY: Final = "key.sealed"
WITH_IT: Final = ("endpoints.json", "secrets.sealed")
"""Files of the workspace that go along."""
RESTORED: Final = "restored"
"""The setting that a restored database has until the runtime has fenced off what may have happened since."""
_PURPOSE: Final = "backup"
_PIECE: Final = 1024 * 1024

_IS_THERE = Wording("{path} 已经存在。", "{path} is there already.")
_NO_BACKUP = Wording("{path} 不是备份，或者不完整。", "{path} is no backup, or not a whole one.")
_CHANGED = Wording(
    "备份里的 {name} 被改动过或已损坏，没有恢复。",
    "{name} in the backup was changed or is damaged; nothing was restored.",
)
_NO_KEY = Wording(
    "打不开这份备份：它属于另一个工作区。在别的机器上恢复需要做备份时的口令"
    "（环境变量 XINLIU_BACKUP_PASSPHRASE）。",
    "This backup is another workspace's. Elsewhere it takes the passphrase it was made with (environment"
    " variable XINLIU_BACKUP_PASSPHRASE).",
)
_NOT_SOUND = Wording(
    "数据文件有损坏，没有做备份：{why}", "The data file is damaged, no backup was made: {why}"
)
_NOT_WRITTEN = Wording("写不了 {path}：{why}", "Cannot write {path}: {why}")
_HAS_DATA = Wording(
    "{path} 里已有数据。要换成备份，请加 --replace；现有数据会移到旁边的文件夹。",
    "There are data in {path}. With --replace they are moved aside and the backup takes their place.",
)


class BackupRefused(StoreRefusal):
    """A backup cannot be made or restored, for the reason in *sentence*; what was there still is."""

    code = "backup_refused"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    made_at: datetime
    revision: str
    """The schema its database has."""
    epoch: int
    """How often its data had been restored before."""
    database_sha256: str
    database_bytes: int
    files: dict[str, str]
    """Name → SHA-256 of the file as it lies there."""
    seal: str
    """Proves that whoever wrote this had the backup's key."""

    def to_json(self) -> dict[str, Any]:
        """The manifest as it is written."""
        return {
            "format": 1,
            "made_at": self.made_at.isoformat(),
            "revision": self.revision,
            "epoch": self.epoch,
            "database_sha256": self.database_sha256,
            "database_bytes": self.database_bytes,
            "files": self.files,
            "seal": self.seal,
        }


def make(
    workspace: Path,
    target: Path,
    now: datetime,
    passphrase: str | None = None,
    place: KeyPlace | None = None,
) -> Manifest:
    """Writes a backup of *workspace* to the new folder *target*; the runtime may go on meanwhile.

    Raises `BackupRefused`, and what says that the keys cannot be had; *target* is not there then.
    """
    keys = (place or place_of(workspace)).load()
    if keys is None or not (workspace / FILE_NAME).exists():
        raise StoreKeysLost(workspace / FILE_NAME)
    if target.exists():
        raise BackupRefused(_IS_THERE.format(path=str(target)))
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(mode=0o700, parents=True)
        manifest = _written(workspace, part, keys, now, passphrase)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise BackupRefused(_NOT_WRITTEN.format(path=str(target), why=_why(error))) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return manifest


def _written(
    workspace: Path, part: Path, keys: NumberKeys, now: datetime, passphrase: str | None
) -> Manifest:
    own = NumberKeys.made()
    copy = part / FILE_NAME
    keep_copy(workspace / FILE_NAME, copy)
    if trouble := _unsound(copy):
        raise BackupRefused(_NOT_SOUND.format(why=trouble))
    digest, size = _sha256(copy), copy.stat().st_size
    revision, epoch = _revision_and_epoch(copy)
    seal_copy(copy, own)
    besides = {
        name: base64.b64encode((workspace / name).read_bytes()).decode()
        for name in WITH_IT
        if (workspace / name).exists()
    }
    held = {"files": besides, "keys": keys.to_json().decode()}
    write_private(part / BESIDES, Sealer(own.sealing, _PURPOSE).sealed(orjson.dumps(held), BESIDES))
    write_private(part / KEY, Sealer(keys.sealing, _PURPOSE).sealed(own.to_json(), KEY))
    if passphrase:
        SealedKeyFile(part, passphrase).keep(own)
    files = {name: _sha256(part / name) for name in (DATABASE, BESIDES, KEY)}
    manifest = Manifest(now, revision, epoch, digest, size, files, "")
    manifest = Manifest(now, revision, epoch, digest, size, files, _seal_of(manifest, own))
    write_private(part / MANIFEST, orjson.dumps(manifest.to_json(), option=orjson.OPT_INDENT_2))
    return manifest


def check(backup: Path) -> Manifest:
    """Whether the files of a backup are whole, which takes no key; raises `BackupRefused` when not."""
    try:
        read = orjson.loads((backup / MANIFEST).read_bytes())
        manifest = Manifest(
            datetime.fromisoformat(read["made_at"]),
            str(read["revision"]),
            int(read["epoch"]),
            str(read["database_sha256"]),
            int(read["database_bytes"]),
            {str(name): str(digest) for name, digest in read["files"].items()},
            str(read["seal"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupRefused(_NO_BACKUP.format(path=str(backup))) from error
    if set(manifest.files) != {DATABASE, BESIDES, KEY}:
        raise BackupRefused(_NO_BACKUP.format(path=str(backup)))
    for name, digest in manifest.files.items():
        path = backup / name
        if not path.is_file() or not hmac.compare_digest(_sha256(path), digest):
            raise BackupRefused(_CHANGED.format(name=name))
    return manifest


def restore(
    backup: Path,
    workspace: Path,
    *,
    passphrase: str | None = None,
    replaces: bool = False,
    place: KeyPlace | None = None,
) -> Manifest:
    """Puts the data of *backup* into *workspace*, where nothing may run; what was there is moved aside.

    The next start of the runtime fences off what may have happened since the backup was made.

    Raises `BackupRefused` or `WorkspaceTaken`; the workspace is as it was then.
    """
    manifest = check(backup)
    workspace.mkdir(parents=True, exist_ok=True)
    lock = WorkspaceLock(workspace)
    part = workspace / (FILE_NAME + ".restoring")
    try:
        if (workspace / FILE_NAME).exists() and not replaces:
            raise BackupRefused(_HAS_DATA.format(path=str(workspace)))
        place = place or place_of(workspace)
        present = place.load()
        own = _own_key(backup, present, passphrase)
        if not hmac.compare_digest(_seal_of(manifest, own), manifest.seal):
            raise BackupRefused(_CHANGED.format(name=MANIFEST))
        part.unlink(missing_ok=True)
        files, kept = _opened(backup, part, own, manifest)
        if present is not None and not hmac.compare_digest(present.check(), kept.check()):
            raise BackupRefused(_NO_KEY)
        _mark(part)
        _move_aside(workspace, manifest)
        place.keep(_together(kept, present))
        for name, content in files.items():
            write_private(workspace / name, content)
        part.replace(workspace / FILE_NAME)
    except OSError as error:
        raise BackupRefused(_NOT_WRITTEN.format(path=str(workspace), why=_why(error))) from error
    finally:
        part.unlink(missing_ok=True)
        lock.release()
    return manifest


def _opened(
    backup: Path, part: Path, own: NumberKeys, manifest: Manifest
) -> tuple[dict[str, bytes], NumberKeys]:
    with _as_changed(DATABASE):
        open_copy(backup / DATABASE, part, own)
    if _sha256(part) != manifest.database_sha256 or _unsound(part):
        raise BackupRefused(_CHANGED.format(name=DATABASE))
    with _as_changed(BESIDES):
        held = orjson.loads(Sealer(own.sealing, _PURPOSE).opened((backup / BESIDES).read_bytes(), BESIDES))
        files = {name: base64.b64decode(held["files"][name]) for name in WITH_IT if name in held["files"]}
        return files, NumberKeys.from_json(held["keys"].encode())


@contextlib.contextmanager
def _as_changed(name: str) -> Iterator[None]:
    try:
        yield
    except (Unsealable, ValueError, KeyError) as error:
        raise BackupRefused(_CHANGED.format(name=name)) from error


def _own_key(backup: Path, present: NumberKeys | None, passphrase: str | None) -> NumberKeys:
    if present is not None:
        with contextlib.suppress(Unsealable, ValueError):
            plain = Sealer(present.sealing, _PURPOSE).opened((backup / KEY).read_bytes(), KEY)
            return NumberKeys.from_json(plain)
    found = SealedKeyFile(backup, passphrase).load() if passphrase else None
    if found is None:
        raise BackupRefused(_NO_KEY)
    return found


def _together(kept: NumberKeys, present: NumberKeys | None) -> NumberKeys:
    """Keys that open the backup's numbers and what is sealed since."""
    if present is None:
        return kept
    return NumberKeys(kept.index, {**kept.sealing, **present.sealing})


def _mark(database: Path) -> None:
    """Lets the runtime know, in the file itself, that it comes from a backup."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO campaign_setting (name, value) VALUES (?, 'true')"
            " ON CONFLICT (name) DO UPDATE SET value = 'true'",
            (RESTORED,),
        )


def _move_aside(workspace: Path, manifest: Manifest) -> None:
    present = [name for name in (FILE_NAME, *WITH_IT) if (workspace / name).exists()]
    if not present:
        return
    number = 1
    while (aside := workspace / f"replaced-{number}").exists():
        number += 1
    aside.mkdir(mode=0o700)
    for name in (*present, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"):
        if (workspace / name).exists():
            (workspace / name).replace(aside / name)


def _unsound(database: Path) -> str:
    """What SQLite finds wrong with a file; empty when nothing is."""
    with closing(sqlite3.connect(database)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        strangers = connection.execute("PRAGMA foreign_key_check").fetchone()
    if found != "ok":
        return str(found)
    return f"foreign key of {strangers[0]}" if strangers else ""


def _revision_and_epoch(database: Path) -> tuple[str, int]:
    with closing(sqlite3.connect(database)) as connection:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        epoch = connection.execute("SELECT value FROM campaign_setting WHERE name = 'epoch'").fetchone()
    return str(revision), int(epoch[0]) if epoch else 0


def _seal_of(manifest: Manifest, own: NumberKeys) -> str:
    told = {**manifest.to_json(), "seal": ""}
    written = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    return hmac.digest(derived(own.index, "backup manifest"), written, "sha256").hex()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _why(error: Exception) -> str:
    return (os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "") or str(error)
