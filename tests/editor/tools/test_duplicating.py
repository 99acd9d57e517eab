"""A drag with Ctrl leaves the originals and puts copies where it is let go."""

from editor.tools.desk import Desk
from runtime.flow.layout import Frame, FrameId, Note, NoteId
from runtime.wording import Wording
from tests.support.flows import node_id
from tests.support.stage import PlainStage, pointer

START, HELLO, YES, NO = (node_id(name) for name in ("start", "hello", "yes", "no"))


def drag_with_control(desk: Desk, *places: tuple[float, float]) -> None:
    desk.press(pointer(*places[0], control=True))
    for place in places[1:]:
        desk.move(pointer(*place, control=True))
    desk.release(pointer(*places[-1], control=True))


def test_the_copies_stand_where_they_are_let_go_and_are_selected(stage: PlainStage, desk: Desk) -> None:
    names: list[str] = []
    stage.store.subscribe(lambda change: names.append(change.name.zh))

    drag_with_control(desk, (650, 10), (700, 410))

    (made,) = stage.selection.nodes
    place = stage.store.position(made)
    assert (made != YES, place.x, place.y) == (True, 690, 400)
    assert (stage.store.position(YES).x, names) == (640, ["再制"])


def test_outlines_and_words_show_what_will_happen(stage: PlainStage, desk: Desk) -> None:
    stage.selection.set([YES, NO])
    desk.press(pointer(650, 10, control=True))
    desk.move(pointer(700, 60, control=True))

    assert len(stage.shown.ghosts) == 2
    assert stage.shown.label is not None
    assert stage.shown.label.words.zh == "松开：复制 2 项到这里"


def test_the_start_alone_is_refused_with_words(stage: PlainStage, desk: Desk) -> None:
    drag_with_control(desk, (10, 10), (200, 400))

    assert [words.zh for words in stage.refused] == ["场景已经有开始节点，一个场景只能有一个。"]
    assert len(stage.store.nodes) == 4


def test_a_click_with_control_still_adds_to_the_selection(stage: PlainStage, desk: Desk) -> None:
    stage.selection.set([YES])
    drag_with_control(desk, (650, 170))

    assert stage.selection.nodes == (YES, NO)


def test_a_collapsed_frame_takes_copies_of_what_is_inside(stage: PlainStage, desk: Desk) -> None:
    with stage.store.edit(Wording("添加", "Add")) as draft:
        draft.put_note(Note(id=NoteId("n"), x=0, y=600))
        draft.put_frame(Frame(id=FrameId("f"), x=0, y=900, collapsed=True, members=("yes", "n")))
    stage.selection.set(frames=[FrameId("f")])
    from editor.document.clipboard import duplicate

    made = duplicate(stage.store, stage.selection, (0, 100))

    (frame,) = made.frames
    assert set(stage.store.frames[frame].members) == {*made.nodes, *made.notes}
    assert (len(made.nodes), len(made.notes)) == (1, 1)
