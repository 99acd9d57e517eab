"""Spares the start the reading of every module's source.

PySide reads the source of each module that is imported, to see whether it speaks of PySide and might use
`from __feature__ import`. We never do, so that every module may count as one without features. Where a
later PySide has no such function, nothing happens.
"""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401 - brings shibokensupport


def spare_reading() -> None:
    """Takes every module imported from now on for one that switches no features on."""
    features = sys.modules.get("shibokensupport.feature")
    if hasattr(features, "_mod_uses_pyside"):
        vars(features)["_mod_uses_pyside"] = _uses_no_feature


def _uses_no_feature(module: object) -> bool:
    """True is PySide's "plain": 0 in its table, no feature selected."""
    return True
