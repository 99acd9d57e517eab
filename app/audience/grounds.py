"""Lets what lies behind a scroll area show through it."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea


def clear_ground(area: QScrollArea) -> None:
    """Paint no ground of its own behind the content of *area*."""
    area.viewport().setAutoFillBackground(False)
    content = area.widget()
    if content is not None:
        content.setAutoFillBackground(False)
