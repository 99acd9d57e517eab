"""What is possible at present, of all that can be asked of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.actions.spec import ON_CANVAS, Need

if TYPE_CHECKING:
    from app.main_window.window import Window


def is_possible(window: Window, need: Need) -> bool:
    """Whether what an action needs is there."""
    if need in ("undo", "redo") and (history := window.chatbots.history) is not None:
        return history.can_undo() if need == "undo" else history.can_redo()
    if need in ("audience", "conversations"):
        return window.current_area == need
    if need == "searchable":
        if window.business.has_search(window.current_area):
            return True
        need = "scenario"
    document = window.files.document
    if document is None or window.area is None:
        return False
    if window.comparing.is_open and need in ON_CANVAS:
        return False
    if window.current_area != "editing" and need not in ("scenario", "file", "undo", "redo", "network"):
        return False
    play = window.play.play if window.play is not None else None
    selected = document.selection.now
    return {
        "": True,
        "scenario": True,
        "undo": document.history.can_undo(),
        "redo": document.history.can_redo(),
        "selection": not selected.is_empty(),
        "selected_nodes": bool(selected.nodes),
        "selected_frames": bool(selected.frames),
        "selected_ground": bool(selected.frames or selected.notes),
        "several": selected.count() > 1,
        "three": selected.count() > 2,
        "nodes": bool(document.store.nodes),
        "file": document.path is not None and document.is_dirty,
        "play": play is not None,
        "skip": play is not None and play.can_skip,
        "network": bool(document.store.nodes),
        "publish": window.publishing.may_publish,
        "compare": window.publishing.may_compare,
        "online": window.publishing.is_online,
        "comparing": window.comparing.is_open,
    }[need]
