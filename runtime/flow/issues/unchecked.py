"""What no check of a design can know, said wherever nothing was found."""

from __future__ import annotations

from typing import Final

from runtime.wording import Wording

UNCHECKED: Final = Wording(
    "审核结果以运营商为准；报备、图片里的字和网页内容没有检查。",
    "The carriers decide their audit; filings, words in pictures and web pages were not checked.",
)
"""To follow `no problems found`; what the carriers say is theirs."""
