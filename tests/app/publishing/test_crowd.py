"""Who waits in released versions is seen on the canvas: numbers, padlocks, a list."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from app.publishing.files import digests_of
from editor.canvas.badge_painter import waiting_badge
from runtime.flow.ids import ExitName
from runtime.wording import same
from tests.app.publishing.conftest import Publisher
from tests.support.published import FakeRuntime


def waited(publisher: Publisher, title: str = "单卡大图") -> FakeRuntime:
    """Let 14,993 people wait at a node of what is online."""
    fake = FakeRuntime(publisher.flow, numbers_from=3)
    media = digests_of(publisher.flow, publisher.area.document.media)
    fake.published = [(3, publisher.flow, dict(media))]
    fake.wait_at(publisher.node(title), title, 14_993)
    publisher.use(fake)
    card = publisher.area.canvas._scene.cards[publisher.node(title)]
    publisher.until(lambda: bool(card.waiting))
    return fake


def test_the_card_tells_how_many_wait_and_roughly_in_a_changed_draft(publisher: Publisher) -> None:
    waited(publisher)
    card = publisher.area.canvas._scene.cards[publisher.node("单卡大图")]
    publisher.until(lambda: card.waiting == "14,993 人")

    _cut(publisher, "提醒一次")

    publisher.until(lambda: card.waiting == "≈ 14,993 人")


def test_the_numbers_can_be_hidden(publisher: Publisher) -> None:
    waited(publisher)
    card = publisher.area.canvas._scene.cards[publisher.node("单卡大图")]

    publisher.window.menus["show_people"].trigger()

    assert card.waiting == ""
    assert not publisher.window.menus["show_people"].isChecked()


def test_an_exit_that_leads_elsewhere_is_locked_and_says_for_whom(publisher: Publisher) -> None:
    waited(publisher)
    canvas = publisher.area.canvas
    node = publisher.node("单卡大图")
    assert canvas._scene.cards[node].locked_exits == frozenset()

    exit_name = _cut(publisher, "单卡大图")
    locked = canvas._scene.cards[node].locked_exits
    why = canvas._marks.why_locked((node, exit_name))
    publisher.area.document.history.undo()

    assert locked == {exit_name}
    assert why is not None
    assert "14,993 人" in why.zh
    assert "v3" in why.en
    assert canvas._scene.cards[node].locked_exits == frozenset()


def test_a_click_on_the_badge_lists_who_waits_where(publisher: Publisher) -> None:
    waited(publisher)
    canvas = publisher.area.canvas
    node = publisher.node("单卡大图")
    canvas.set_zoom(1.0)
    canvas.reveal(node)
    card = canvas._scene.cards[node]
    card.errors = card.warnings = 0
    badge = waiting_badge(card, canvas._scene.fits)
    assert badge is not None
    corner = canvas.node_rect(node).topLeft()
    place = corner + QPoint(round(badge.center().x()), round(badge.center().y()))
    publisher.area.document.selection.set([])

    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    (menu,) = (each for each in canvas.findChildren(QMenu) if each.isVisible())
    words = [entry.text() for entry in menu.actions()]
    menu.actions()[0].trigger()
    menu.close()

    assert words == ["「单卡大图」 14,993 人 · v3"]
    assert list(publisher.area.document.selection.nodes) == [node]


def test_nobody_waits_in_words(publisher: Publisher) -> None:
    publisher.use(FakeRuntime(publisher.flow))

    publisher.window.menus["list_people"].trigger()

    assert publisher.area.toast.words == "现在没有人在等"


def _cut(publisher: Publisher, title: str) -> ExitName:
    """Let one exit of a node lead nowhere; which one it was."""
    store = publisher.area.document.store
    node = store.nodes[publisher.node(title)]
    exit_name = next(iter(node.targets))
    with store.edit(same("cut")) as draft:
        draft.connect(node.id, exit_name, None)
    return exit_name
