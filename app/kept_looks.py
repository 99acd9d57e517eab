"""Where somebody looked in each scenario when it was closed; it belongs to the person, not to the file."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Final

from editor.canvas.view_history import Look
from editor.tools.geometry import Point

_KEPT_MAX: Final = 200
_BYTES_MAX: Final = 200_000
_NUMBERS: Final = 3


class KeptLooks:
    """Looks by the path of the file, in a file of the program; what cannot be read is nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, scenario: Path) -> Look | None:
        """Where somebody looked last in a scenario, or None."""
        kept = self._read().get(str(scenario.absolute()))
        return None if kept is None else Look(Point(kept[0], kept[1]), kept[2])

    def put(self, scenario: Path, look: Look) -> None:
        """Keep where somebody looks; nothing is said when that fails, it is a convenience."""
        from runtime.flow.file_format import write_whole

        looks = self._read()
        looks.pop(str(scenario.absolute()), None)
        looks[str(scenario.absolute())] = (round(look.centre.x), round(look.centre.y), round(look.zoom, 4))
        newest = dict(list(looks.items())[-_KEPT_MAX:])
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps(newest, ensure_ascii=False, indent=1).encode("utf-8"))
        except (OSError, UnicodeEncodeError):
            return

    def _read(self) -> dict[str, tuple[float, float, float]]:
        try:
            with self._path.open("rb") as stream:
                data = json.loads(stream.read(_BYTES_MAX))
        except (OSError, ValueError, RecursionError):
            return {}
        return (
            {name: tuple(look) for name, look in data.items() if _is_look(look)}
            if isinstance(data, dict)
            else {}
        )


def _is_look(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == _NUMBERS
        and all(type(number) in (int, float) and math.isfinite(number) for number in value)
        and value[2] > 0
    )
