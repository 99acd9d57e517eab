"""The language in use."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from runtime.wording import Wording
from widgets.language import Language, language, language_changed, set_language, tr, words_of


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    set_language(Language.ZH)


def test_words_follow_the_language(qtbot: QtBot) -> None:
    save = Wording("保存", "Save")

    assert (tr(save), tr("打开", "Open"), words_of("X")) == ("保存", "打开", "X")
    with qtbot.waitSignal(language_changed):
        set_language("en")
    assert language() is Language.EN
    assert (tr(save), tr("打开", "Open"), words_of(save)) == ("Save", "Open", "Save")


def test_the_same_language_again_tells_nobody(qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(language_changed):
        set_language(Language.ZH)


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        set_language("fr")
