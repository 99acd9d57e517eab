"""A workspace's data: one writer that commits in groups, readers that see one moment each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from runtime.store.connection import READERS, open_reader, open_writer
from runtime.store.errors import StoreFull, StoreUnusable
from runtime.store.key_check import keep_check, keys_of
from runtime.store.key_places import place_of
from runtime.store.keys import KeyPlace, NumberKeys
from runtime.store.lock import WorkspaceLock
from runtime.store.numbers import Numbers
from runtime.store.plain_remains import seal_copies, sweep
from runtime.store.schema import migrate
from runtime.store.secrets import Secrets
from runtime.store.writer import Batch, Writer, is_full

T = TypeVar("T")

FILE_NAME = "runtime.db"
SHARDS = 256


def shard_of(contact: str) -> int:
    """The shard a contact belongs to, 0 to 255, the same in every process and release."""
    return blake2b(contact.encode(), digest_size=1).digest()[0]


class Store:
    """The open data of one workspace folder; `close` it, or leave a `with` block.

    Raises `WorkspaceTaken` when another program has the folder, `StoreTooNew` or `StoreUnusable` for a file
    that cannot be used, `StoreKeysLost` or `StoreKeysWrong` for one whose keys are not in *keys* (by default
    where `place_of` says); such a file is left as it was. *max_pages* bounds the file (pages of 4 KiB).
    """

    def __init__(self, folder: Path, max_pages: int | None = None, keys: KeyPlace | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE_NAME
        self._lock = WorkspaceLock(folder)
        writer = open_writer(self.path, max_pages)
        try:
            self.key_place = keys or place_of(folder)
            found, is_plain = keys_of(writer, self.path, self.key_place)
            self._folder = folder
            self.use_keys(found)
            self.revision = migrate(writer, self.path, self.numbers)
            if is_plain:
                sweep(writer)
            seal_copies(self.path, found)
            keep_check(writer, found)
        except DatabaseError as error:
            writer.dispose()
            self._lock.release()
            if isinstance(error, OperationalError) and is_full(error):
                raise StoreFull from error
            raise StoreUnusable(self.path, str(error.orig)) from error
        except BaseException:
            writer.dispose()
            self._lock.release()
            raise
        self._writing = writer
        self._reading = open_reader(self.path)
        self._writer = Writer(writer)
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")

    def use_keys(self, keys: NumberKeys) -> None:
        """Seals under the newest of *keys* from now on and opens with any of them."""
        self.keys = keys
        self.numbers = Numbers(keys)
        self.secrets = Secrets(self._folder, keys, self.key_place)

    async def write(self, batch: Batch[T]) -> T:
        """Runs *batch* in a transaction and returns its result once that is committed.

        Raises `StoreFull` when there is no room; nothing of the batch has happened then.
        """
        # Shielded: a caller who is cancelled must not take a batch out of the group it is in.
        return await asyncio.shield(asyncio.wrap_future(self._writer.submit(batch)))

    def write_now(self, batch: Batch[T]) -> T:
        """The same for code without an event loop; waits for the commit."""
        return self._writer.submit(batch).result()

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Runs *query* in a reader's thread; everything it sees is of one moment."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.read_now, query)

    def read_now(self, query: Callable[[Connection], T]) -> T:
        """The same in the caller's thread."""
        with self._reading.begin() as connection:
            return query(connection)

    def allow_pages(self, max_pages: int) -> None:
        """Bounds the file anew, in pages of 4 KiB."""

        def bound(connection: Connection) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {max_pages:d}")

        self.write_now(bound)

    def close(self) -> None:
        """Commits what is queued, then lets the file and the folder go."""
        self._writer.close()
        self._threads.shutdown()
        self._reading.dispose()
        self._writing.dispose()
        self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
