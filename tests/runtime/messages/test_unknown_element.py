from __future__ import annotations

import json

import pytest

from runtime.messages.blocks import UnknownBlock
from runtime.messages.message import Message

POLL = {
    "type": "poll",
    "question": "喝什么？",
    "closes": None,
    "options": [{"n": 1, "note": None}],
    "share": 1.0,
}


def _message() -> Message:
    return Message.model_validate({"content": POLL})


@pytest.mark.parametrize("without_nulls", [True, False])
def test_an_element_of_a_newer_version_is_written_back_as_it_was_read(without_nulls: bool) -> None:
    written = json.loads(_message().model_dump_json(exclude_none=without_nulls))

    assert written["content"] == POLL
    assert list(POLL) == list(written["content"])


def test_an_element_of_a_newer_version_shows_its_name() -> None:
    assert (UnknownBlock(("content",), "poll"),) == _message().blocks()


def test_an_element_of_a_newer_version_cannot_be_sent() -> None:
    with pytest.raises(ValueError, match="poll"):
        _message().to_wire()


def test_an_element_without_a_type_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a type"):
        Message.model_validate({"content": {"text": "x"}})
