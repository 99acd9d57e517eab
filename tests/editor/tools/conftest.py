"""A stage of rectangles, and the desk that chooses gestures on it."""

import pytest

from editor.tools.desk import Desk
from tests.support.flows import greeting
from tests.support.stage import PlainStage


@pytest.fixture
def stage() -> PlainStage:
    return PlainStage(greeting())


@pytest.fixture
def desk(stage: PlainStage) -> Desk:
    return Desk(stage)
