"""The runtime's data on disk: inbox, sessions, outbox, events, contacts, consents, published flows."""

from runtime.store.errors import (
    SecretRefused,
    StoreFull,
    StoreKeysLocked,
    StoreKeysLost,
    StoreKeysWrong,
    StoreRefusal,
    StoreTooNew,
    StoreUnusable,
    WorkspaceTaken,
)
from runtime.store.store import Store, shard_of

__all__ = [
    "SecretRefused",
    "Store",
    "StoreFull",
    "StoreKeysLocked",
    "StoreKeysLost",
    "StoreKeysWrong",
    "StoreRefusal",
    "StoreTooNew",
    "StoreUnusable",
    "WorkspaceTaken",
    "shard_of",
]
