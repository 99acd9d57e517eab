"""Escape in the middle of any gesture leaves document, selection and screen as they were."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from editor.document.making import new_node
from editor.tools.cutting import Cutting
from editor.tools.desk import Desk
from editor.tools.feedback import NOTHING
from editor.tools.geometry import Point
from editor.tools.gesture import Gesture
from editor.tools.hit import Hit
from editor.tools.placing import Placing
from editor.tools.resizing import Resizing
from editor.tools.toggling import Toggling
from editor.tools.unfolding import Unfolding
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import Frame, FrameId, Note, NoteId
from runtime.wording import Wording
from tests.support.flows import greeting, node_id
from tests.support.stage import PlainStage, pointer

HELLO, YES = node_id("hello"), node_id("yes")
FIRST, OTHER = ExitName("reply:s1"), ExitName("other")
FRAME, NOTE = FrameId("f"), NoteId("n")

Arm = Callable[[PlainStage], Gesture]


@dataclass(frozen=True)
class Case:
    """Where the pointer is pressed, where it goes, and what is held."""

    start: tuple[float, float]
    stop: tuple[float, float]
    button: str = "left"
    alt: bool = False
    control: bool = False
    space: bool = False
    arm: Arm | None = None


def nothing(at: Point) -> None:
    raise AssertionError(f"something was put at {at}")


def origin(name: ExitName) -> tuple[float, float]:
    at = PlainStage(greeting()).exit_of(HELLO, name)
    return at.x, at.y


def between() -> tuple[float, float]:
    stage = PlainStage(greeting())
    start, end = stage.exit_of(HELLO, FIRST), stage.entry_of(YES)
    return (start.x + end.x) / 2, (start.y + end.y) / 2


CASES = {
    "moving": Case((310, 10), (360, 300)),
    "moving several": Case((650, 10), (700, 90)),
    "splicing": Case((10, 1010), between()),
    "duplicating": Case((310, 10), (360, 300), control=True),
    "detaching": Case((310, 10), (360, 300), alt=True),
    "connecting": Case(origin(OTHER), (650, 10)),
    "connecting into the void": Case(origin(OTHER), (600, 700)),
    "refused": Case(origin(OTHER), (50, 10)),
    "rerouting": Case(between(), (650, 170)),
    "rubber band": Case((600, -50), (800, 400)),
    "cutting": Case((560, -80), (560, 400), button="right", control=True),
    "cutting, armed": Case((560, -80), (560, 400), arm=lambda s: Cutting(s, pointer(0, 0), True)),
    "placing": Case((300, 900), (320, 910), arm=lambda s: Placing(s, pointer(0, 0), (200, 96), nothing)),
    "moving a note": Case((10, 660), (100, 700)),
    "resizing": Case((0, 0), (90, 90), arm=lambda s: Resizing(s, pointer(0, 0), Hit("corner", note=NOTE))),
    "unfolding": Case((0, 0), (90, 90), arm=lambda s: Unfolding(s, pointer(0, 0), HELLO, OTHER)),
    "toggling": Case((0, 0), (90, 90), arm=lambda s: Toggling(s, pointer(0, 0), Hit("chevron", frame=FRAME))),
    "panning": Case((100, 500), (140, 520), button="middle"),
}


def ready() -> PlainStage:
    stage = PlainStage(greeting())
    with stage.store.edit(Wording("添加", "Add")) as draft:
        draft.add_node(new_node("wait", NodeId("wait-1")), 0, 1000)
        draft.put_note(Note(id=NOTE, x=0, y=650, width=120, height=80))
        draft.put_frame(Frame(id=FRAME, x=-40, y=620, width=300, height=200))
    return stage


@pytest.mark.parametrize("name", CASES)
def test_escape_leaves_no_trace(name: str) -> None:
    case, stage = CASES[name], ready()
    desk = Desk(stage)
    document = stage.store.document
    if case.arm is not None:
        desk.arm(case.arm(stage))
    held = {"alt": case.alt, "control": case.control, "space": case.space}
    desk.press(pointer(*case.start, case.button, **held))  # type: ignore[arg-type]  # a button by its name
    desk.move(pointer(*case.stop, case.button, **held))  # type: ignore[arg-type]  # a button by its name

    assert desk.cancel()
    desk.release(pointer(*case.stop, case.button, **held))  # type: ignore[arg-type]  # a button by its name
    assert stage.store.document is document
    assert stage.shown == NOTHING
    assert (stage.refused, stage.offered, desk.gesture, desk.armed) == ([], [], None, None)
    assert not stage.is_unfolded(HELLO)


def leaves(of: type) -> set[str]:
    """The names of the classes below one that nothing stands below."""
    below: list[type] = of.__subclasses__()
    return {name for child in below for name in leaves(child)} if below else {of.__name__}


def test_every_gesture_has_a_case() -> None:
    seen: set[str] = set()
    for case in CASES.values():
        stage = ready()
        desk = Desk(stage)
        if case.arm is not None:
            desk.arm(case.arm(stage))
        held = {"alt": case.alt, "control": case.control}
        desk.press(pointer(*case.start, case.button, **held))  # type: ignore[arg-type]  # a button by its name
        desk.move(pointer(*case.stop, case.button, **held))  # type: ignore[arg-type]  # a button by its name
        assert desk.gesture is not None
        seen.add(type(desk.gesture).__name__)

    passing = {"Pressing", "Unfolding", "Toggling"}
    assert leaves(Gesture) - seen <= passing
