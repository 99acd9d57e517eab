"""The sample pictures: drawn by us, small enough for handsets, as shipped."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from resources.files import resource_names, resource_path
from tests.draw_media import HEIGHT_PX, WIDTH_PX, draw_all

NAMES = resource_names("media", ".png")
WORDLESS = ["running_shoe", "spring_coat", "store_map", "commuter_bag", "hospital"]


def test_every_drawing_is_shipped_as_a_picture() -> None:
    drawn = {name.removesuffix(".svg") for name in resource_names("media/source", ".svg")}

    assert {name.removesuffix(".png") for name in NAMES} == drawn
    assert len(drawn) == 12


@pytest.mark.parametrize("name", NAMES)
def test_picture_is_small_enough_for_a_handset(name: str) -> None:
    path = resource_path(f"media/{name}")
    image = QImage(str(path))

    assert (image.width(), image.height()) == (WIDTH_PX, HEIGHT_PX)
    assert path.stat().st_size <= 60 * 1024


@pytest.mark.usefixtures("qapp")
def test_drawings_without_words_still_give_the_shipped_pictures(tmp_path: Path) -> None:
    """Words are left out: their shapes depend on the version of a font."""
    draw_all(tmp_path)

    for name in WORDLESS:
        drawn = QImage(str(tmp_path / f"{name}.png"))
        shipped = QImage(str(resource_path(f"media/{name}.png")))
        places = [(x, y) for x in range(0, WIDTH_PX, 16) for y in range(0, HEIGHT_PX, 12)]
        unlike = sum(drawn.pixelColor(*at) != shipped.pixelColor(*at) for at in places)
        assert unlike <= len(places) // 50, name
