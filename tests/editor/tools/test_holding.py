"""What frames hold, open and collapsed."""

from editor.tools.commands import select_members
from editor.tools.holding import held_nodes, held_notes, set_collapsed
from editor.tools.moving import with_contents
from runtime.flow.layout import Frame, FrameId, Note, NoteId
from runtime.wording import Wording
from tests.support.flows import greeting, node_id
from tests.support.stage import PlainStage

YES, NO = node_id("yes"), node_id("no")
OUTER, INNER, NOTE = FrameId("outer"), FrameId("inner"), NoteId("note")


def framed() -> PlainStage:
    stage = PlainStage(greeting())
    with stage.store.edit(Wording("添加", "Add")) as draft:
        draft.put_note(Note(id=NOTE, x=650, y=300, width=100, height=60))
        draft.put_frame(Frame(id=INNER, x=630, y=150, width=300, height=90))
        draft.put_frame(Frame(id=OUTER, x=600, y=-50, width=500, height=500))
    return stage


def test_a_collapsed_frame_keeps_what_went_in_and_takes_nothing_more() -> None:
    stage = framed()
    set_collapsed(stage, OUTER, True)
    with stage.store.edit(Wording("移动", "Move")) as draft:
        draft.move(node_id("hello"), 620, 0)
    frame = stage.store.frames[OUTER]

    assert (held_nodes(stage, frame), held_notes(stage, frame)) == ({YES, NO}, {NOTE})
    assert set(frame.members) == {YES, NO, NOTE, INNER}
    assert stage.selection.frames == (OUTER,)


def test_opening_writes_no_members_any_more() -> None:
    stage = framed()
    before = stage.store.document
    set_collapsed(stage, OUTER, True)
    set_collapsed(stage, OUTER, False)

    assert stage.store.document == before


def test_moving_a_frame_moves_frames_on_it_and_what_they_hold_once() -> None:
    stage = framed()
    set_collapsed(stage, INNER, True)
    stage.selection.set(frames=[OUTER])
    nodes, notes, frames = with_contents(stage)

    assert (set(nodes), set(notes), set(frames)) == ({YES, NO}, {NOTE}, {OUTER, INNER})


def test_what_is_inside_a_collapsed_frame_is_selected_with_it_before_it_is_cut() -> None:
    stage = framed()
    set_collapsed(stage, OUTER, True)
    select_members(stage.store, stage.selection)

    assert stage.selection.now.count() == 5
    assert set(stage.selection.nodes) == {YES, NO}
