"""The one thread that writes: it commits together whatever has queued up meanwhile."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from runtime.store.errors import StoreFull

log = logging.getLogger(__name__)

T = TypeVar("T")
Batch: TypeAlias = Callable[[Connection], T]
"""Work inside one transaction. It may run a second time when a neighbour's work failed, never half."""

MAX_GROUP = 200
"""Batches committed together at most."""


class Writer:
    """Runs batches one after the other in its thread, each in a transaction, often several in one.

    A batch's future is done after its commit: whoever is told so may rely on it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: queue.SimpleQueue[tuple[Batch[Any], Future[Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._is_closed = False
        self._thread.start()

    def submit(self, batch: Batch[T]) -> Future[T]:
        """Queues *batch*; the future holds its result or its exception, `StoreFull` for a full disk."""
        if self._is_closed:
            raise RuntimeError("the store is closed")
        future: Future[T] = Future()
        self._queue.put((batch, future))
        return future

    def close(self) -> None:
        """Finishes what is queued and ends the thread."""
        if not self._is_closed:
            self._is_closed = True
            self._queue.put(None)
            self._thread.join()

    def _run(self) -> None:
        with self._engine.connect() as connection:
            while (first := self._queue.get()) is not None:
                group = [first]
                ended = False
                while len(group) < MAX_GROUP and not self._queue.empty():
                    entry = self._queue.get()
                    if entry is None:
                        ended = True
                        break
                    group.append(entry)
                self._commit(connection, group)
                if ended:
                    return

    def _commit(self, connection: Connection, group: list[tuple[Batch[Any], Future[Any]]]) -> None:
        try:
            with connection.begin():
                results = [batch(connection) for batch, _ in group]
        except Exception as error:  # noqa: BLE001 - border of the thread: it belongs to whoever waits
            # A commit that fails may leave its transaction open, and no other could ever begin then.
            connection.connection.rollback()
            if len(group) > 1:
                # Somebody's batch failed and undid the others: each now stands for itself.
                for entry in group:
                    self._commit(connection, [entry])
                return
            group[0][1].set_exception(_plain(error))
            return
        for (_, future), result in zip(group, results, strict=True):
            future.set_result(result)


def _plain(error: Exception) -> Exception:
    if isinstance(error, OperationalError) and is_full(error):
        return StoreFull()
    return error


def is_full(error: DBAPIError) -> bool:
    """Whether the database said that there is no room."""
    words = str(error.orig).lower()
    return "disk is full" in words or "disk i/o error" in words
