"""The main window with the sample open."""

from __future__ import annotations

import pytest

from app.main_window.window import Window
from tests.app.conftest import person, settings, window

__all__ = ["person", "settings", "window"]


@pytest.fixture
def sample(window: Window) -> Window:
    window.files.open_sample("spring-sale")
    return window
