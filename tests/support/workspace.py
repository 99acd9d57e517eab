"""Scenarios in the workspace of a test, and edits of what is open."""

from __future__ import annotations

from pathlib import Path

from app.main_window.window import Window
from app.places import workspace_folder
from runtime.flow.file_format import write_document
from runtime.flow.ids import FlowId, NodeId
from runtime.wording import Wording
from tests.support.flows import greeting

HELLO = NodeId("hello")
SCENARIOS = "scenarios"


def put(name: str, folder: Path | None = None) -> Path:
    """A scenario file, in the workspace if nothing else is said."""
    folder = folder or workspace_folder() / SCENARIOS
    folder.mkdir(parents=True, exist_ok=True)
    document = greeting()
    flow = document.flow.model_copy(update={"name": name, "id": FlowId(name)})
    path = folder / f"{name}.xinliu.json"
    write_document(document.model_copy(update={"flow": flow}), path)
    return path.resolve()


def retitle(window: Window, title: str) -> None:
    """Change the title of the open scenario's greeting."""
    document = window.files.document
    assert document is not None
    with document.store.edit(Wording("改名", "Rename")) as draft:
        draft.put_node(draft.node(HELLO).with_changes(title=title))
