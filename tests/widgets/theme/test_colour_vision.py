"""The category colours stay apart for every kind of colour vision."""

from itertools import combinations

import pytest

from tests.widgets.theme.colour_difference import VISION, ciede2000, lab_as_seen
from widgets.theme import ThemeName, theme_named

SMALLEST = {
    ThemeName.LIGHT: (18.3, 15.9, 17.4, 15.8),
    ThemeName.DARK: (16.5, 15.9, 15.2, 19.0),
    ThemeName.HIGH_CONTRAST: (21.1, 15.8, 14.8, 17.7),
}


def test_difference_agrees_with_the_published_samples() -> None:
    """Pairs 1, 7, 17 and 25 of the test data of Sharma, Wu, Dalal 2005."""
    samples = [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ]

    for first, second, published in samples:
        assert ciede2000(first, second) == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize("name", list(ThemeName))
def test_categories_differ_as_much_as_promised(name: ThemeName) -> None:
    fills = [colours.fill for colours in theme_named(name).categories.values()]
    smallest = [
        min(ciede2000(lab_as_seen(a, vision), lab_as_seen(b, vision)) for a, b in combinations(fills, 2))
        for vision in VISION
    ]

    assert smallest == pytest.approx(SMALLEST[name], abs=0.1)
