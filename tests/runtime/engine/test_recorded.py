"""Conversations that were recorded with an earlier release go on as they would have then."""

import json
from pathlib import Path

import pytest

from runtime.engine.session import Session
from runtime.messages.message import Message
from tests.support.golden import GOLDEN_DIR
from tests.support.recorded import outcome, replayed

RECORDINGS = sorted((GOLDEN_DIR / "conversations").glob("*/*.json"))


@pytest.mark.parametrize("path", RECORDINGS, ids=[f"{path.parent.name}-{path.stem}" for path in RECORDINGS])
def test_a_recorded_conversation_replays_identically(path: Path) -> None:
    for sprint, then in replayed(json.loads(path.read_text(encoding="utf-8"))):
        now = outcome(sprint)

        assert Session.from_json(then["session"]) == sprint.session
        assert then["events"] == now["events"]
        assert [_comparable(each) for each in then["effects"]] == [
            _comparable(each) for each in now["effects"]
        ]


def test_there_is_something_to_replay() -> None:
    assert RECORDINGS


def _comparable(effect: dict[str, object]) -> dict[str, object]:
    """A message as the model reads it: a field that came later has its default."""
    if "message" not in effect:
        return effect
    return {**effect, "message": Message.model_validate(effect["message"])}
