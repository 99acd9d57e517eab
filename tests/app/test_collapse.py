from __future__ import annotations

import pytest

from app.main_window.collapse import CANVAS_MIN, Arrangement, Wishes, arrange


def canvas_px(width: int, given: Arrangement) -> int:
    return width - given.rail_px - given.palette_px - given.inspector_px - given.handset_px


def test_a_large_screen_has_every_pane_at_its_usual_size() -> None:
    given = arrange(1920, 1080, Wishes())

    assert (
        given.rail_px,
        given.palette_px,
        given.bottom_px,
        given.inspector_px,
        given.handset_px,
    ) == (56, 176, 112, 316, 372)
    assert canvas_px(1920, given) == 1000
    assert given.twin == "below"
    assert given.shows_words


def test_a_small_screen_has_icons_a_strip_and_the_twin_in_a_tab() -> None:
    given = arrange(1280, 800, Wishes())

    assert (
        given.rail_px,
        given.palette_px,
        given.bottom_px,
        given.inspector_px,
        given.handset_px,
    ) == (48, 52, 34, 282, 286)
    assert canvas_px(1280, given) == 612
    assert given.twin == "tab"
    assert not given.shows_words


def test_things_give_way_in_their_order_as_the_window_narrows() -> None:
    steps = []
    for width in range(1920, 959, -1):
        given = arrange(width, 1000, Wishes())
        gone = {
            "words": not given.shows_words,
            "twin": given.twin == "tab",
            "palette": given.palette_px == 52,
            "problems": given.bottom_px == 34,
            "column": given.shares_column,
        }
        steps += [name for name, is_gone in gone.items() if is_gone and name not in steps]

    assert steps == ["words", "twin", "palette", "problems", "column"]


@pytest.mark.parametrize("width", range(960, 2600, 37))
def test_the_canvas_always_keeps_its_least_width(width: int) -> None:
    greedy = Wishes(palette_px=280, inspector_px=420, handset_px=680)

    assert canvas_px(width, arrange(width, 900, Wishes())) >= CANVAS_MIN
    assert canvas_px(width, arrange(width, 900, greedy)) >= CANVAS_MIN


def test_a_low_window_gives_up_twin_and_problems_first() -> None:
    given = arrange(1920, 740, Wishes())

    assert given.twin == "tab"
    assert given.bottom_px == 34
    assert given.palette_px == 176


def test_a_wide_handset_pane_has_the_twin_beside_the_phone() -> None:
    assert arrange(2400, 1080, Wishes(handset_px=640)).twin == "beside"


def test_focus_leaves_canvas_and_handset() -> None:
    given = arrange(1920, 1080, Wishes(is_focused=True))

    assert (given.palette_px, given.inspector_px, given.bottom_px) == (0, 0, 0)
    assert given.handset_px == 372


def test_a_hidden_pane_stays_hidden_at_every_width() -> None:
    for width in (1000, 1300, 1900):
        assert arrange(width, 900, Wishes(hidden=frozenset({"inspector"}))).inspector_px == 0
