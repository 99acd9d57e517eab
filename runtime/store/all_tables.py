"""Every table of the store: importing this module makes the metadata whole."""

from __future__ import annotations

import runtime.store.audience_tables
import runtime.store.campaign_tables
import runtime.store.conversation_tables
import runtime.store.key_tables
import runtime.store.sending_tables
import runtime.store.tag_tables
import runtime.store.trials
import runtime.store.upkeep_tables  # noqa: F401 - they add their tables to the same metadata
from runtime.store.dialects import share_partial_indexes
from runtime.store.tables import metadata

share_partial_indexes(metadata)

__all__ = ["metadata"]
