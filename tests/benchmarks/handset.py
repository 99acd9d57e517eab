"""How long a keystroke takes until the handset is repainted, and what a whole picture costs."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from tests.benchmarks.figure import Figure

if TYPE_CHECKING:
    from widgets.handset.handset_view import HandsetView

_KEYSTROKE_BUDGET_MS = 16.0


def run() -> list[Figure]:
    """Measure with CPU time of this thread, medians, offscreen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(sys.argv[:1])
    figures = [
        Figure("keystroke to repaint, text", _text_keystroke(), "ms", _KEYSTROKE_BUDGET_MS, None, "lower"),
        Figure(
            "keystroke to repaint, carousel", _card_keystroke(), "ms", _KEYSTROKE_BUDGET_MS, None, "lower"
        ),
        Figure(
            "keystroke to repaint, 10 cards seen", _ten_cards(), "ms", _KEYSTROKE_BUDGET_MS, None, "lower"
        ),
        Figure("what five clients hide, one message", _losses(), "ms", _KEYSTROKE_BUDGET_MS, None, "lower"),
        Figure(
            "keystroke on the phone, 10 cards", _direct_keystroke(), "ms", _KEYSTROKE_BUDGET_MS, None, "lower"
        ),
        Figure("scroll step, 200 entries", _scroll_step(), "ms", _KEYSTROKE_BUDGET_MS, None, "lower"),
        Figure("picture for a report", _picture(), "ms", 60.0, None, "lower"),
    ]
    app.processEvents()
    return figures


def _text_keystroke() -> float:
    from tests.widgets.handset.samples import CAROUSEL, VERTICAL_CARD, entry

    view = _view()
    before = [*VERTICAL_CARD, *CAROUSEL] * 5

    def keystroke(number: int) -> None:
        view.set_entries([*before, entry(Text(text="王女士您好，" + "春" * number))])
        view.scroll_to_end()
        view.repaint()

    return _median_ms(keystroke)


def _card_keystroke() -> float:
    from tests.widgets.handset.samples import entry, opens, picture, reply

    view = _view()
    cards = [
        Card(
            media=picture("春日风衣"),
            title=f"卡片 {index}",
            description="轻薄防泼水，四色可选，会员价 399 元。" * 4,
            suggestions=(reply("领取优惠券"), reply("查看附近门店"), opens("查看详情"), opens("加入日历")),
        )
        for index in range(12)
    ]

    def keystroke(number: int) -> None:
        cards[0] = cards[0].with_changes(description="春" * number)
        view.set_entries([entry(Carousel(cards=tuple(cards), width="MEDIUM_WIDTH"))])
        view.repaint()

    return _median_ms(keystroke)


def _ten_cards() -> float:
    """Ten cards under each other as ten messages, the last one typed in, everything on screen repainted."""
    from tests.widgets.handset.samples import VERTICAL_CARD, entry, opens, picture, reply
    from widgets.handset.entries import ChatbotEntry

    view = _view()
    card = VERTICAL_CARD[1]
    assert isinstance(card, ChatbotEntry)
    before = [card] * 9

    def keystroke(number: int) -> None:
        typed = Card(
            media=picture("春日风衣"),
            title="春日风衣",
            description="春" * number,
            suggestions=(reply("领取优惠券"), reply("查看附近门店"), opens("查看详情"), opens("加入日历")),
        )
        view.set_entries([*before, entry(RichCard(card=typed))])
        view.repaint()

    return _median_ms(keystroke)


def _losses() -> float:
    from app.handset_pane.client_losses import losses_of
    from runtime.messages.client_profile import client_profiles
    from tests.widgets.handset.samples import picture, reply

    cards = tuple(
        Card(
            media=picture("春日风衣"),
            title=f"卡片 {index}",
            description="轻薄防泼水，四色可选，会员价 399 元。" * 4,
            suggestions=(reply("领取优惠券"), reply("查看附近门店")),
        )
        for index in range(10)
    )

    def find(number: int) -> None:
        first = cards[0].with_changes(description="春" * number)
        message = Message(content=Carousel(cards=(first, *cards[1:]), width="MEDIUM_WIDTH"))
        for client in client_profiles():
            losses_of(message, client)

    return _median_ms(find)


def _direct_keystroke() -> float:
    """Types into a card on the phone: the edit, the form, the handset and the editor over it."""
    from PySide6.QtGui import QTextCursor

    from app.composing.direct_editing import DirectEditing
    from app.editing_area import EditingArea
    from app.open_document import OpenDocument
    from app.play_desk import PlayDesk
    from app.wiring import Wiring
    from runtime.flow.document import Document
    from runtime.flow.flow import Flow
    from runtime.flow.ids import FlowId, NodeId
    from runtime.flow.nodes.send_message import SendMessage
    from runtime.messages.message import Message
    from tests.widgets.handset.samples import picture, reply

    cards = tuple(
        Card(
            media=picture("春日风衣"),
            title=f"卡片 {index}",
            description="轻薄防泼水，四色可选，会员价 399 元。" * 3,
            suggestions=(reply("领取优惠券"), reply("查看附近门店")),
        )
        for index in range(10)
    )
    node = SendMessage(id=NodeId("n"), message=Message(content=Carousel(cards=cards)))
    document = OpenDocument(Document(flow=Flow(id=FlowId("f"), nodes={node.id: node})))
    area = EditingArea(document)
    wiring = Wiring(area, PlayDesk(area))
    area.resize(1600, 900)
    area.show()
    document.selection.set([node.id])
    editing = DirectEditing(area, wiring.shown_node)
    assert editing.begin(("message", "content", "cards", 0, "description"))
    handset, editor = area.handset_pane.phones.handset, editing.editor.area
    editor.moveCursor(QTextCursor.MoveOperation.End)

    def keystroke(_: int) -> None:
        editor.insertPlainText("春")
        handset.repaint()
        editor.repaint()

    try:
        return _median_ms(keystroke)
    finally:
        editing.close()
        area.close_document()
        area.deleteLater()


def _scroll_step() -> float:
    from tests.widgets.handset.samples import CAROUSEL, VERTICAL_CARD

    view = _view()
    view.set_entries([*VERTICAL_CARD, *CAROUSEL] * 50)

    def step(number: int) -> None:
        view._phone.scroll_by(17.0)
        view.repaint()

    return _median_ms(step)


def _picture() -> float:
    from PySide6.QtCore import QSize

    from tests.widgets.handset.samples import CAROUSEL, PROFILE, DrawnPictures
    from widgets.handset.rendering import render_handset

    pictures = DrawnPictures()

    def draw(number: int) -> None:
        render_handset(CAROUSEL, PROFILE, QSize(378, 700), "light", pictures=pictures)

    return _median_ms(draw)


def _view() -> HandsetView:
    from PySide6.QtWidgets import QApplication

    from tests.widgets.handset.samples import PROFILE, DrawnPictures
    from widgets.handset.handset_view import HandsetView

    view = HandsetView()
    view.set_mode("edit")
    view.set_profile(PROFILE)
    view.set_pictures(DrawnPictures())
    view.resize(372, 870)
    view.show()
    # Nothing is painted before the window is exposed.
    QApplication.processEvents()
    return view


def _median_ms(step: Callable[[int], None], times: int = 60) -> float:
    spent = []
    for number in range(times):
        start = time.thread_time()
        step(number)
        spent.append((time.thread_time() - start) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    for figure in run():
        print(f"{figure.name}: {figure.value:.2f} {figure.unit} (budget {figure.budget:g})")
