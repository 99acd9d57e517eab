"""Badges, banner, toast, empty state, collapsible, labels, search field, wrapping rows and panes."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from runtime.wording import Wording, same
from widgets.common import (
    Badge,
    BadgeState,
    Banner,
    Button,
    Collapsible,
    ElidedLabel,
    EmptyState,
    FlowLayout,
    Label,
    Pane,
    PaneHeader,
    SearchField,
    Tile,
    Toast,
    ToolButton,
)
from widgets.language import set_language
from widgets.theme import current_theme, keep_dressed, set_reduced_motion, set_text_scale, set_theme

DELETED = Wording("已删除 3 个节点", "3 nodes deleted")
UNDO = Wording("撤销", "Undo")


def _host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(600, 400)
    with qtbot.waitExposed(host):
        host.show()
    return host


def test_badge_fits_its_words_and_is_named(qtbot: QtBot) -> None:
    badge = Badge(Wording("草稿", "Draft"))
    qtbot.addWidget(badge)
    width = badge.sizeHint().width()

    badge.show_state(Wording("线上 v3", "Live v3"), BadgeState.OK, "check")

    assert badge.accessibleName() == "线上 v3"
    assert badge.sizeHint().width() > width
    assert badge.sizeHint().height() == 20


def test_banner_drops_the_detail_first(qtbot: QtBot) -> None:
    banner = Banner(Wording("试玩中", "Playing"), Wording("走过 5 步", "5 steps"), "停在「优惠券到账」")
    qtbot.addWidget(banner)

    banner.resize(banner.sizeHint())
    assert banner.shows_detail()
    banner.resize(180, 36)
    assert not banner.shows_detail()
    assert banner.accessibleName() == "试玩中，走过 5 步，停在「优惠券到账」"


def test_banner_click_is_told(qtbot: QtBot) -> None:
    banner = Banner("试玩中")
    qtbot.addWidget(banner)

    with qtbot.waitSignal(banner.clicked):
        qtbot.mouseClick(banner, Qt.MouseButton.LeftButton)


def test_toast_acts_once_and_goes(qtbot: QtBot) -> None:
    toast = Toast(_host(qtbot))
    done: list[str] = []
    toast.say(DELETED, UNDO, lambda: done.append("undone"))

    qtbot.keyClick(toast.action_button, Qt.Key.Key_Return)

    assert done == ["undone"]
    assert not toast.isVisible()


def test_toast_stays_longer_with_an_action_and_the_last_one_wins(qtbot: QtBot) -> None:
    toast = Toast(_host(qtbot))

    toast.say(DELETED, UNDO)
    assert 4_500 < toast.remaining_ms() <= 8_500
    toast.say(Wording("已保存", "Saved"))
    assert toast.remaining_ms() <= 4_400
    assert toast.words == "已保存"
    assert toast.action_button.isHidden()


def test_toast_stands_at_the_bottom_centre(qtbot: QtBot) -> None:
    host = _host(qtbot)
    toast = Toast(host)
    toast.say(DELETED)

    host.resize(800, 500)

    assert abs(toast.geometry().center().x() - 400) <= 1
    assert toast.geometry().bottom() + 1 == 500 - 24
    assert toast.height() == 36


def test_time_stands_still_under_the_pointer(qtbot: QtBot) -> None:
    toast = Toast(_host(qtbot))
    toast.say(DELETED)

    QApplication.sendEvent(toast, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    assert toast.remaining_ms() == -1
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast.remaining_ms() > 0


def test_toast_slides_when_motion_is_wanted(qtbot: QtBot) -> None:
    set_reduced_motion(False)
    host = _host(qtbot)
    toast = Toast(host)
    toast.say(DELETED)

    qtbot.waitUntil(lambda: toast.geometry().bottom() + 1 == 400 - 24)


def test_empty_state_offers_its_action(qtbot: QtBot) -> None:
    state = EmptyState("edit", Wording("选中一个节点", "Select a node"), Wording("新建", "Add"))
    qtbot.addWidget(state)

    with qtbot.waitSignal(state.triggered):
        qtbot.keyClick(state.action_button, Qt.Key.Key_Space)

    state.show_words("没有找到「优惠码」。")
    assert state.action_button.isHidden()


def test_collapsible_opens_by_keyboard_and_says_what_is_changed(qtbot: QtBot) -> None:
    content = Label("48 小时")
    more = Collapsible(content)
    qtbot.addWidget(more)
    more.show()
    more.set_count(2)
    assert more.header.accessibleDescription() == "2 项已改"
    assert not content.isVisible()

    with qtbot.waitSignal(more.toggled):
        qtbot.keyClick(more.header, Qt.Key.Key_Return)

    assert content.isVisible()
    assert more.is_open()


def test_collapsible_ends_open_after_its_motion(qtbot: QtBot) -> None:
    set_reduced_motion(False)
    content = Label("48 小时")
    more = Collapsible(content)
    qtbot.addWidget(more)
    more.show()

    more.set_open(is_open=True)
    qtbot.waitUntil(lambda: content.maximumHeight() > 10_000)
    assert content.isVisible()
    more.set_open(is_open=False)
    qtbot.waitUntil(lambda: not content.isVisible())


def test_cut_label_shows_all_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("多出 2 字节，整条会被拒收。")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()

    assert label.is_cut()
    assert label.toolTip() == "多出 2 字节，整条会被拒收。"
    label.resize(400, 20)
    assert not label.is_cut()
    assert label.toolTip() == ""


def test_label_keeps_its_colour_through_a_change_of_theme(qtbot: QtBot, qapp: QApplication) -> None:
    before = (qapp.palette(), qapp.font())
    dresser = keep_dressed(qapp)
    label = Label(Wording("标题", "Title"), "label", "text_second")
    qtbot.addWidget(label)
    label.show()

    set_theme("dark")

    assert label.palette().windowText().color() == current_theme().text_second
    assert label.font().pixelSize() == 12
    dresser.deleteLater()
    qapp.sendPostedEvents(dresser, QEvent.Type.DeferredDelete)
    qapp.setPalette(before[0])
    qapp.setFont(before[1])
    qapp.setStyleSheet("")


def test_search_field_clears_by_escape_and_by_button(qtbot: QtBot) -> None:
    field = SearchField(Wording("搜索元素", "Search elements"), "/")
    qtbot.addWidget(field)
    field.show()
    clear = field.findChild(ToolButton)
    assert clear is not None
    assert clear.isHidden()

    qtbot.keyClicks(field, "abc")
    assert not clear.isHidden()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    field.setText("x")
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert field.text() == ""


def test_search_field_prompt_follows_the_language(qtbot: QtBot) -> None:
    field = SearchField(Wording("搜索元素", "Search elements"))
    qtbot.addWidget(field)

    set_language("en")

    assert field.placeholderText() == field.accessibleName() == "Search elements"
    assert field.height() == 32


def test_wrapping_rows_need_height_for_width(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, 8)
    buttons = [Button(f"建议 {n}") for n in range(6)]
    for button in buttons:
        flow.addWidget(button)
    holder.resize(220, 400)
    with qtbot.waitExposed(holder):
        holder.show()

    assert flow.heightForWidth(2_000) == 32
    assert flow.heightForWidth(220) > 32
    assert buttons[-1].y() > buttons[0].y()
    assert all(button.geometry().right() < 220 for button in buttons)
    assert flow.takeAt(99) is None


def test_pane_header_is_44_or_52_high(qtbot: QtBot) -> None:
    header = PaneHeader(Wording("手机预览", "Handset"))
    qtbot.addWidget(header)
    assert header.height() == 44

    header.set_texts("新品轮播", "发送消息 · 轮播卡片")
    header.set_tile("carousel", "talk")

    assert header.height() == 52
    assert header.findChild(Tile) is not None


def test_pane_draws_its_edge(qtbot: QtBot) -> None:
    pane = Pane(QWidget(), PaneHeader("A"), edges=Qt.Edge.LeftEdge)
    qtbot.addWidget(pane)
    pane.resize(200, 200)
    image = pane.grab().toImage()

    assert image.pixelColor(0, 150) == current_theme().line_hair
    assert image.pixelColor(100, 150) == current_theme().panel


def test_an_empty_state_fits_into_the_lowest_panel(qtbot: QtBot) -> None:
    """The panel under the canvas is 112 high, 34 of it tabs."""
    set_text_scale(130)
    state = EmptyState("success", same("没有发现问题"))
    qtbot.addWidget(state)
    state.resize(600, 112 - 34)
    state.show()

    needed_px = state.minimumSizeHint().height()
    set_text_scale(100)

    assert needed_px <= 112 - 34
