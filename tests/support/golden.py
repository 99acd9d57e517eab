"""Compares what the program makes with files kept under tests/golden.

`make golden` rewrites the files; the change is then reviewed like code.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

GOLDEN_DIR = Path(__file__).parent.parent / "golden"


class Golden:
    """Checks texts, bytes and images against the golden files of one folder."""

    def __init__(self, folder: Path, scratch: Path, *, update: bool) -> None:
        self._folder = folder
        self._scratch = scratch
        self._update = update

    def check_text(self, name: str, actual: str) -> None:
        """Compare a text with the file `name`, written as UTF-8 with `\\n` line ends."""
        self.check_bytes(name, actual.encode())

    def check_json(self, name: str, actual: object) -> None:
        """Compare a JSON value, laid out with sorted keys and an indent of two."""
        self.check_text(name, json.dumps(actual, ensure_ascii=False, indent=2, sort_keys=True) + "\n")

    def check_bytes(self, name: str, actual: bytes) -> None:
        """Compare bytes with the file `name`; a difference names both files."""
        path = self._folder / name
        if self._update:
            if not path.exists() or path.read_bytes() != actual:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(actual)
            return
        expected = path.read_bytes() if path.exists() else None
        if expected != actual:
            pytest.fail(self._difference(name, self._keep(name, actual), expected, actual), pytrace=False)

    def check_image(
        self, name: str, actual: "QImage", *, channel_tolerance: int = 12, share: float = 0.004
    ) -> None:
        """Compare an image with the PNG file `name`.

        At most `share` (0 to 1) of the colour channels may differ by more than `channel_tolerance`
        (0 to 255), so that another release of a font rasteriser does not fail the test.
        """
        from PySide6.QtGui import QImage

        path = self._folder / name
        if self._update:
            if not path.exists() or _channels_apart(QImage(str(path)), actual, channel_tolerance) > share:
                path.parent.mkdir(parents=True, exist_ok=True)
                assert actual.save(str(path))
            return
        apart = _channels_apart(QImage(str(path)), actual, channel_tolerance) if path.exists() else 1.0
        if apart > share:
            kept = self._scratch / Path(name).name
            actual.save(str(kept))
            pytest.fail(f"{path} and {kept} differ in {apart:.2%} of their channels", pytrace=False)

    def _keep(self, name: str, actual: bytes) -> Path:
        kept = self._scratch / Path(name).name
        kept.write_bytes(actual)
        return kept

    def _difference(self, name: str, kept: Path, expected: bytes | None, actual: bytes) -> str:
        if expected is None:
            return f"no golden file {name} yet: look at {kept}, then `make golden`"
        pairs = zip(expected.splitlines(), actual.splitlines(), strict=False)
        first = next((n for n, (a, b) in enumerate(pairs, start=1) if a != b), None)
        where = f"from line {first}" if first else "in length"
        return f"{self._folder / name} and {kept} differ {where}"


def _channels_apart(expected: "QImage", actual: "QImage", tolerance: int) -> float:
    """Give the share of colour channels that differ by more than the tolerance; 1 when sizes differ."""
    from PySide6.QtGui import QImage, QPainter

    if expected.isNull() or expected.size() != actual.size():
        return 1.0
    difference = expected.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(difference)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, actual.convertToFormat(QImage.Format.Format_RGB32))
    painter.end()
    # The bits live as long as their image has a name.
    packed = difference.convertToFormat(QImage.Format.Format_RGB888)
    channels = bytes(packed.constBits())
    beyond = bytes(value > tolerance for value in range(256))
    return channels.translate(beyond).count(1) / max(1, len(channels))


@pytest.fixture
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Golden:
    """Give the comparison with tests/golden; rewrites the files under `--golden-update`."""
    update = bool(request.config.getoption("--golden-update"))
    return Golden(GOLDEN_DIR, tmp_path, update=update)
