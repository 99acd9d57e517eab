"""Why keys were not taken: `KeymapRefused`."""

from __future__ import annotations

from runtime.wording import Wording


class KeymapRefused(Exception):
    """A file of keys cannot be used; the sentence says why."""

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence
