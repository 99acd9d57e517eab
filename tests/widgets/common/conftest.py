"""Leaves theme and language as they were found."""

from collections.abc import Iterator

import pytest

from widgets.language import Language, set_language
from widgets.theme import ThemeName, set_reduced_motion, set_text_scale, set_theme


@pytest.fixture(autouse=True)
def _same_look_again() -> Iterator[None]:
    set_reduced_motion(True)
    yield
    set_language(Language.ZH)
    set_theme(ThemeName.LIGHT)
    set_text_scale(100)
    set_reduced_motion(False)
