"""How XLSX writes the characters that XML cannot hold: `_x000D_`.

Source: ECMA-376 Part 1, 22.9.2.19 ST_Xstring.
"""

from __future__ import annotations

import re
from typing import Final

_STRANGE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4})")
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")


def xlsx_escaped(text: str) -> str:
    """*text* as it stands in the XML of a sheet."""
    return _STRANGE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def xlsx_unescaped(text: str) -> str:
    """What `xlsx_escaped` was given."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
