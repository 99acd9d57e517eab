"""Every gesture, driven by plain pointers: what it does, what it shows, and that Escape leaves no trace."""

import pytest

from editor.tools.desk import Desk
from editor.tools.feedback import NOTHING
from editor.tools.geometry import Point
from editor.tools.hit import Hit
from editor.tools.key_connecting import KeyConnecting
from editor.tools.moving import Moving
from editor.tools.placing import Placing, place_note
from editor.tools.resizing import Resizing
from runtime.flow.ids import ExitName
from runtime.flow.layout import Frame, FrameId, Note, NoteId
from runtime.wording import Wording
from tests.support.flows import greeting, node_id
from tests.support.stage import PlainStage, pointer

START, HELLO, YES, NO = (node_id(name) for name in ("start", "hello", "yes", "no"))
OTHER = ExitName("other")
FIRST = ExitName("reply:s1")


@pytest.fixture
def stage() -> PlainStage:
    return PlainStage(greeting())


@pytest.fixture
def desk(stage: PlainStage) -> Desk:
    return Desk(stage)


def drag(
    desk: Desk, *places: tuple[float, float], shift: bool = False, alt: bool = False, space: bool = False
) -> None:
    desk.press(pointer(*places[0], shift=shift, alt=alt, space=space))
    for place in places[1:]:
        desk.move(pointer(*place, shift=shift, alt=alt, space=space))
    desk.release(pointer(*places[-1], shift=shift, alt=alt, space=space))


def test_a_click_selects_one_and_shift_adds(stage: PlainStage, desk: Desk) -> None:
    drag(desk, (10, 10))
    drag(desk, (700, 10), shift=True)

    assert stage.selection.nodes == (START, YES)


def test_another_button_neither_begins_nor_ends_anything_while_one_is_held(
    stage: PlainStage, desk: Desk
) -> None:
    desk.press(pointer(10, 10))
    desk.move(pointer(60, 60))
    desk.press(pointer(60, 60, button="right"))
    desk.release(pointer(60, 60, button="right"))
    still_held = desk.gesture
    desk.cancel()

    assert isinstance(still_held, Moving)


def test_a_click_on_one_of_many_selects_it_alone_only_when_let_go(stage: PlainStage, desk: Desk) -> None:
    stage.selection.set([START, YES])
    desk.press(pointer(10, 10))
    pressed = stage.selection.nodes
    desk.release(pointer(10, 10))

    assert [pressed, stage.selection.nodes] == [(START, YES), (START,)]


def test_the_rubber_band_selects_what_it_touches(stage: PlainStage, desk: Desk) -> None:
    drag(desk, (600, -50), (800, 400))

    assert set(stage.selection.nodes) == {YES, NO}
    assert stage.shown == NOTHING


def test_escape_gives_the_selection_back(stage: PlainStage, desk: Desk) -> None:
    stage.selection.set([START])
    desk.press(pointer(600, -50))
    desk.move(pointer(800, 400))

    assert desk.cancel()
    assert stage.selection.nodes == (START,)


def test_dragging_moves_the_whole_selection_in_one_edit(stage: PlainStage, desk: Desk) -> None:
    stage.selection.set([YES, NO])
    names: list[str] = []
    stage.store.subscribe(lambda change: names.append(change.name.zh))

    drag(desk, (700, 10), (720, 60), (750, 511), alt=True)

    assert (stage.store.position(YES).x, stage.store.position(YES).y) == (690, 501)
    assert (stage.store.position(NO).x, stage.store.position(NO).y) == (690, 661)
    assert names == ["移动 2 项"]


def test_nearly_equal_edges_snap_and_show_a_guide(stage: PlainStage, desk: Desk) -> None:
    desk.press(pointer(700, 170))
    desk.move(pointer(705, 295))

    assert stage.shown.shift is not None
    assert stage.shown.shift.dx == 0
    assert stage.shown.guides
    desk.release(pointer(705, 295))
    assert stage.store.position(NO).x == stage.store.position(YES).x


def test_escape_while_dragging_moves_nothing(stage: PlainStage, desk: Desk) -> None:
    desk.press(pointer(700, 10))
    desk.move(pointer(900, 300))
    desk.cancel()
    desk.release(pointer(900, 300))

    assert stage.store.document == greeting()
    assert stage.shown == NOTHING


def test_connecting_says_what_letting_go_will_do(stage: PlainStage, desk: Desk) -> None:
    origin = stage.exit_of(HELLO, OTHER)
    desk.press(pointer(*origin))
    desk.move(pointer(700, 10))

    wire = stage.shown.wire
    assert wire is not None
    assert wire.words is not None
    assert wire.words.zh == "松开：接到「参加」"
    assert START not in wire.candidates
    desk.release(pointer(700, 10))
    assert stage.store.node(HELLO).targets[OTHER] == YES


def test_the_start_node_refuses_with_the_reason(stage: PlainStage, desk: Desk) -> None:
    origin = stage.exit_of(HELLO, OTHER)

    drag(desk, origin, (50, 10))

    assert [sentence.zh for sentence in stage.refused] == ["开始节点没有入口，不能接到这里"]
    assert OTHER not in stage.store.node(HELLO).targets


def test_into_the_void_offers_what_could_be_added(stage: PlainStage, desk: Desk) -> None:
    origin = stage.exit_of(HELLO, OTHER)

    drag(desk, origin, (600, 700))

    assert stage.offered == [(HELLO, OTHER, Point(600, 700))]


def test_the_end_of_a_connection_can_be_led_elsewhere_or_cut(stage: PlainStage, desk: Desk) -> None:
    start, end = stage.exit_of(HELLO, FIRST), stage.entry_of(YES)
    middle = ((start.x + end.x) / 2, (start.y + end.y) / 2)

    drag(desk, middle, (700, 170))
    led_to = stage.store.node(HELLO).targets.get(FIRST)
    end = stage.entry_of(NO)
    middle = ((start.x + end.x) / 2, (start.y + end.y) / 2)
    drag(desk, middle, (600, 700))

    assert led_to == NO
    assert stage.store.node(HELLO).targets.get(FIRST) is None


def test_a_stroke_with_alt_cuts_what_it_crosses(stage: PlainStage, desk: Desk) -> None:
    drag(desk, (560, -80), (560, 400), alt=True)

    assert not stage.store.node(HELLO).targets


def test_middle_button_and_space_pan(stage: PlainStage, desk: Desk) -> None:
    drag(desk, (10, 10), (40, 30), space=True)
    desk.press(pointer(0, 0, "middle"))
    desk.move(pointer(5, 5, "middle"))
    desk.release(pointer(5, 5, "middle"))

    assert (*stage.scrolled, *stage.selection.nodes) == (-35, -25)


def test_a_frame_takes_along_what_stands_on_it(stage: PlainStage, desk: Desk) -> None:
    with stage.store.edit(Wording("添加", "Add")) as draft:
        draft.put_note(Note(id=NoteId("n"), x=0, y=600))
        draft.put_frame(Frame(id=FrameId("f"), x=-20, y=580, width=400, height=300))
    stage.selection.set(frames=[FrameId("f")])
    Moving(stage, pointer(0, 590)).release(pointer(100, 590, alt=True))

    assert stage.store.frames[FrameId("f")].x == 80
    assert stage.store.notes[NoteId("n")].x == 100


def test_an_armed_tool_is_used_once(stage: PlainStage, desk: Desk) -> None:
    def put(at: Point) -> None:
        place_note(stage, at)

    desk.arm(Placing(stage, pointer(0, 0), (200, 96), put))
    drag(desk, (300, 900))
    drag(desk, (900, 900))

    assert [(note.x, note.y) for note in stage.store.notes.values()] == [(200, 852)]


def test_keys_connect_too(stage: PlainStage) -> None:
    keys = KeyConnecting(stage, HELLO)
    keys.show()

    assert stage.shown.wire is not None
    assert stage.shown.wire.exit == OTHER
    keys.turn_exit(1)
    keys.turn_target(1)
    keys.confirm()
    assert stage.store.node(HELLO).targets[ExitName("no_reply")] in {YES, NO}


def test_a_wide_frame_is_not_cut_down_by_resizing(stage: PlainStage) -> None:
    wide = FrameId("wide")
    with stage.store.edit(Wording("添加", "Add")) as draft:
        draft.put_frame(Frame(id=wide, x=0, y=0, width=9_000, height=600))
    Resizing(stage, pointer(9_000, 600), Hit("corner", frame=wide)).release(pointer(9_010, 650))

    assert (stage.store.frames[wide].width, stage.store.frames[wide].height) == (9_010, 650)
