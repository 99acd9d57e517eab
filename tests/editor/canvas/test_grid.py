"""The grid finds what a look at everything would find, in the same order."""

from hypothesis import given
from hypothesis import strategies as st

from editor.canvas.grid import Grid
from editor.tools.geometry import Rect

COORDINATE = st.floats(-3000, 3000)
SIDE = st.floats(0.5, 2500) | st.just(80_000.0)
RECTS = st.builds(Rect, COORDINATE, COORDINATE, SIDE, SIDE)


@given(st.lists(st.tuples(st.integers(0, 12), st.none() | RECTS), max_size=40), RECTS)
def test_it_finds_what_meets_an_area(steps: list[tuple[int, Rect | None]], area: Rect) -> None:
    grid: Grid[int] = Grid()
    plain: dict[int, Rect] = {}
    for key, rect in steps:
        if rect is None:
            grid.remove(key)
            plain.pop(key, None)
        else:
            grid.put(key, rect)
            plain[key] = rect

    assert grid.meeting(area) == [key for key, rect in plain.items() if rect.meets(area)]
    assert len(grid) == len(plain)
