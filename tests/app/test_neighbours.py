"""The inspector offers the library's scenarios to call, shows what is wrong with a call, and plays it."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.finding.callers_list import CallersList
from app.finding.uses_list import SubjectList
from app.main_window.window import Window
from app.places import workspace_folder
from editor.library.workspace import Workspace
from runtime.flow.document import Document
from runtime.flow.file_format import write_document
from runtime.flow.ids import FlowId, NodeId
from tests.support.conversations import flow_of, node, text
from widgets.form.flow_field import FlowField

ASKING = flow_of(
    node("ask", "city", {"answered": "end"}, question=text("您在哪个城市？"), variable="城市"),
    node("end", "end"),
    variables=[{"name": "城市"}],
    id="asking",
    name="问城市",
)
MAIN = flow_of(
    node("call_flow", "call", {"returned": "end"}, results=[{"name": "城", "variable": "去处"}]),
    node("end", "end"),
    variables=[{"name": "去处"}],
    id="main",
    name="主场景",
)


def _saved(called: str = "") -> Path:
    workspace = Workspace(workspace_folder())
    folder = workspace_folder() / "scenarios"
    folder.mkdir(parents=True, exist_ok=True)
    main = flow_of(
        node("call_flow", "call", {"returned": "end"}, flow={"id": called}),
        node("end", "end"),
        id="main",
        name="主场景",
    )
    for flow in (ASKING, main if called else MAIN):
        document = Document(flow=flow)
        write_document(document, folder / f"{flow.id}.xinliu.json")
        workspace.note_saved(document, folder / f"{flow.id}.xinliu.json")
    workspace.close()
    return folder / "main.xinliu.json"


def test_a_scenario_is_chosen_checked_played_and_opened(window: Window, qtbot: QtBot) -> None:
    window.files.open_file(_saved())
    area = window.area
    assert area is not None
    area.document.selection.set(nodes=[NodeId("call")])
    qtbot.waitUntil(lambda: len(area.context.flows) == 2)
    field = next(each for each in area.inspector.findChildren(FlowField) if each.isVisible())
    field.list.setCurrentIndex(field.list.findText("问城市"))
    field.list.activated.emit(field.list.currentIndex())

    called = area.document.flow.nodes[NodeId("call")]
    assert called.preview().lines[0].zh == "问城市"
    qtbot.waitUntil(lambda: area.find_flow(FlowId("asking")) == ASKING)
    qtbot.waitUntil(lambda: "unknown_argument" in {issue.code for issue in area.checking.issues})
    assert [(one.flow, one.path.name) for one in area.list_called()] == [(ASKING, "asking.xinliu.json")]
    assert "城市" in field.variables.words
    window.run.toggle_play()
    assert window.play is not None
    assert window.play.play is not None
    place = window.play.play.place
    assert place is not None
    assert place[1].id == "city"
    area.document.mark_saved(area.document.path or Path())
    window.finding.who_uses()
    assert ("问城市", "场景") in [
        (row.words, row.detail) for row in window.findChildren(SubjectList)[-1]._found("")
    ]
    field.open.click()
    qtbot.waitUntil(lambda: window.files.document is not None and window.files.document.flow.id == "asking")


def test_who_comes_to_a_scenario_is_listed(window: Window, qtbot: QtBot) -> None:
    path = _saved(called="asking")
    window.files.open_file(path.with_name("asking.xinliu.json"))
    window.neighbours.show_callers()
    qtbot.waitUntil(lambda: bool(window.findChildren(CallersList)))
    [row] = window.findChildren(CallersList)[-1]._found("")

    assert (row.words, row.detail) == ("主场景", "调用子场景")
