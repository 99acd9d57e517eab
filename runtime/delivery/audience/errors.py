"""The exceptions of the audience.

DeliveryRefusal
└── AudienceRefusal
    ├── UnknownSegment      a segment is not there any more
    ├── UnknownImport       an import is not there any more
    └── ImportRefused       a file or a mapping cannot be taken over; the sentence says why
"""

from __future__ import annotations

from runtime.delivery.errors import DeliveryRefusal
from runtime.wording import Wording


class AudienceRefusal(DeliveryRefusal):
    """What was asked of the audience cannot be."""


class UnknownSegment(AudienceRefusal):
    """An audience names a segment that is not there any more."""

    code = "unknown_segment"

    def __init__(self, segment_id: str) -> None:
        words = Wording("这个分群已经不在了：{id}。", "This segment is not there any more: {id}.")
        super().__init__(words.format(id=segment_id))


class UnknownImport(AudienceRefusal):
    """There is no such import."""

    code = "unknown_import"

    def __init__(self, import_id: int) -> None:
        words = Wording("没有编号为 {id} 的导入。", "There is no import of number {id}.")
        super().__init__(words.format(id=import_id))


class ImportRefused(AudienceRefusal):
    """A file cannot be taken over; nothing of it was."""

    code = "import_refused"
