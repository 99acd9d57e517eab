from __future__ import annotations

from collections import Counter
from operator import attrgetter

import pytest
from PySide6.QtGui import QKeySequence

from app.actions import ACTIONS, MENUS, SUBMENUS, TOOLBAR, ActionSpec, action
from app.main_window.window import Window
from widgets.icons import icon_names
from widgets.language import Language, set_language


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.id)
def test_every_action_has_words_in_both_languages(spec: ActionSpec) -> None:
    assert spec.words.zh.strip()
    assert spec.words.en.strip()


def test_ids_and_shortcuts_are_unique() -> None:
    keys = [keys for spec in ACTIONS for keys in (spec.shortcut, *spec.more_shortcuts) if keys]

    assert [name for name, count in Counter(spec.id for spec in ACTIONS).items() if count > 1] == []
    assert [name for name, count in Counter(keys).items() if count > 1] == []


def test_every_icon_exists_and_the_toolbar_shows_icons() -> None:
    assert [spec.id for spec in ACTIONS if spec.icon and spec.icon not in icon_names()] == []
    assert [name for name in TOOLBAR if not action(name).icon] == []


def test_every_menu_has_actions_and_every_submenu_a_name() -> None:
    assert set(MENUS) == {spec.menu for spec in ACTIONS}
    assert {spec.submenu for spec in ACTIONS if spec.submenu} == set(SUBMENUS)


def test_every_action_finds_what_carries_it_out(window: Window) -> None:
    handlers = [attrgetter(spec.handler)(window) for spec in ACTIONS]

    assert [handler for handler in handlers if not callable(handler)] == []


def test_every_shortcut_is_one_qt_understands() -> None:
    keys = [keys for spec in ACTIONS for keys in (spec.shortcut, *spec.more_shortcuts) if keys]

    assert [name for name in keys if QKeySequence(name).isEmpty()] == []


def test_menus_speak_the_language_in_use(window: Window) -> None:
    set_language(Language.EN)

    assert window.menus["save"].text() == "Save"
    assert window.menuBar().actions()[0].text() == "File"


def test_without_a_scenario_only_what_needs_none_is_possible(window: Window) -> None:
    enabled = {spec.id for spec in ACTIONS if window.menus[spec.id].isEnabled()}

    assert {"new", "open", "quit", "area_settings"} <= enabled
    assert enabled.isdisjoint({"save", "undo", "play", "paste", "export_png"})
