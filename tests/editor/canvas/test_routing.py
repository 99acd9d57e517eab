"""The way of a connection: a curve forwards, round the target backwards, apart from its neighbours."""

from PySide6.QtCore import QPointF

from editor.canvas.connections import Connections
from editor.canvas.routing import is_backward, route
from editor.tools.geometry import Point, Rect
from runtime.flow.ids import ExitName, NodeId

A, B, C = NodeId("a"), NodeId("b"), NodeId("c")
NEXT = ExitName("next")


def test_a_forward_curve_leaves_and_arrives_level() -> None:
    path = route(Point(0, 0), Point(300, 200))

    assert path.elementAt(1).y == 0
    assert path.elementAt(2).y == 200
    assert path.currentPosition() == QPointF(300, 200)


def test_a_backward_one_goes_round_above_its_target() -> None:
    start, end = Point(400, 300), Point(100, 300)
    box = route(start, end).boundingRect()

    assert is_backward(start, end)
    assert (box.left(), box.top(), box.right()) == (78, 262, 418)


def test_parallel_backward_ones_keep_apart() -> None:
    first, second = (route(Point(400, 300), Point(100, 300), lane).boundingRect() for lane in (0, 1))

    assert first.top() - second.top() == 14


class PlainGround:
    """Cards of 200 × 100 whose sockets are at the corner and at half their height."""

    def __init__(self, places: dict[NodeId, tuple[float, float]], size: tuple[float, float] = (0, 0)) -> None:
        self._places = places
        self._size = size

    def exit_of(self, node_id: NodeId, exit_name: ExitName) -> Point:
        return Point(self._places[node_id][0] + 200, self._places[node_id][1] + 50)

    def entry_of(self, node_id: NodeId) -> Point:
        return Point(*self._places[node_id])

    def is_inside(self, source: NodeId, target: NodeId) -> bool:
        return False

    def faces_in(self, area: Rect) -> list[Rect]:
        faces = [Rect(x, y, *self._size) for x, y in self._places.values()]
        return [face for face in faces if face.meets(area)]


def layer(places: dict[NodeId, tuple[float, float]]) -> Connections:
    made = Connections(PlainGround(places))
    made.put(A, {NEXT: B})
    made.put(B, {NEXT: C})
    made.reroute(made.touching(places))
    return made


def test_a_connection_is_hit_near_its_line_only() -> None:
    made = layer({A: (0, 0), B: (400, -50), C: (800, -100)})
    middle = made.routes[A, NEXT].path.pointAtPercent(0.5)

    found = made.at(middle.x(), middle.y() + 3)
    assert found is not None
    assert found[0].key == (A, NEXT)
    assert made.at(middle.x(), middle.y() + 30) is None


def test_a_stroke_crosses_what_lies_across() -> None:
    made = layer({A: (0, 0), B: (400, 0), C: (800, 0)})

    assert made.crossed_by(Point(300, -500), Point(300, 500)) == [(A, NEXT)]
    assert made.crossed_by(Point(300, 400), Point(300, 500)) == []


def test_the_pieces_of_a_long_path_cover_it_and_little_else() -> None:
    made = layer({A: (0, 0), B: (5000, 3000), C: (8000, 0)})
    found = made.routes[A, NEXT]
    pieces = found.strips()

    assert all(any(piece.holds(x, y) for piece in pieces) for x, y in found.points())
    assert sum(piece.width * piece.height for piece in pieces) < found.area.width * found.area.height / 2


def test_what_is_disconnected_is_forgotten() -> None:
    made = layer({A: (0, 0), B: (400, 0), C: (800, 0)})
    made.put(A, {})

    assert set(made.routes) == {(B, NEXT)}
    assert made.meeting(Rect(-100, -100, 400, 400)) == []
    assert set(made.incoming(B)) == set()
