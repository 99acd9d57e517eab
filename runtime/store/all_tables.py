"""Every table of the store: importing this module makes the metadata whole."""

from __future__ import annotations

import runtime.store.audience_tables
import runtime.store.campaign_tables
import runtime.store.conversation_tables
import runtime.store.key_tables
import runtime.store.sending_tables
import runtime.store.upkeep_tables  # noqa: F401 - they add their tables to the same metadata
from runtime.store.tables import metadata

for _table in metadata.tables.values():
    for _index in _table.indexes:
        # An index of some rows only is one of the same rows on PostgreSQL.
        _index.dialect_options["postgresql"]["where"] = _index.dialect_options["sqlite"]["where"]

__all__ = ["metadata"]
