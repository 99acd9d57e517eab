"""The publish sheet: what it says, what it lets through, and what becomes of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.main_window.notices import NoticeBar
from app.publishing.change_row import ChangeRow
from runtime.flow.document import Document
from runtime.flow.ids import NodeId
from runtime.service.client import RuntimeRefusal
from runtime.wording import Wording, same
from tests.app.publishing.conftest import Publisher, rename
from tests.support.published import FakeRuntime

_WHY = Wording("出口没有了。", "The exit is gone.")


def test_the_first_version_is_published_with_its_note(publisher: Publisher) -> None:
    fake = publisher.use(FakeRuntime())
    desk = publisher.open()
    assert desk.sheet.header.title.text() == "发布 v1"
    assert desk.sheet.changes.title.text() == "第一版"

    desk.sheet.note.line.setText("第一次")
    publisher.press_publish(desk)
    publisher.until(lambda: not desk.sheet.is_open)

    assert [(number, flow) for number, flow, _ in fake.published] == [(1, publisher.flow)]
    assert fake.asked[0]["note"] == "第一次"
    assert publisher.area.toast.words == "已发布 v1"
    publisher.until(lambda: publisher.window.publishing.is_same)
    assert not publisher.window.toolbar.publish_button.isEnabled()
    assert "没有可发布的" in publisher.window.toolbar.publish_button.toolTip()


def test_the_toolbar_tells_draft_from_online(publisher: Publisher) -> None:
    toolbar = publisher.window.toolbar
    assert toolbar.badge.words == "草稿"
    assert toolbar.version.words == "线上 —"

    fake = FakeRuntime(publisher.earlier(), numbers_from=3)
    fake.wait_at("x", "单卡大图", 14_993)
    publisher.use(fake)
    assert (toolbar.badge.words, toolbar.version.words) == ("草稿 v4", "线上 v3 · 14,993 人等待中")

    publisher.window.publishing.link.use(None)
    assert toolbar.version.words == "线上 —"


def test_every_difference_is_a_row_that_leads_to_its_node(publisher: Publisher) -> None:
    publisher.use(FakeRuntime(publisher.earlier(), numbers_from=3))
    desk = publisher.open()
    (row,) = desk.sheet.changes.box.rows
    assert isinstance(row, ChangeRow)
    assert "1 小时" in row.words

    publisher.person.click(row)

    assert publisher.area.document.selection.current_node() == publisher.node("提醒一次")
    assert desk.sheet.is_open


def test_who_waits_is_decided_at_each_node(publisher: Publisher) -> None:
    fake = FakeRuntime(publisher.earlier(), numbers_from=3)
    carousel, city = publisher.node("新品轮播"), publisher.node("询问城市")
    fake.wait_at(carousel, "新品轮播", 120)
    fake.wait_at(city, "询问城市", 7, _WHY)
    publisher.use(fake)
    desk = publisher.open()
    first, second = desk.sheet.people.rows
    assert desk.sheet.people.decisions() == {carousel: "finish", city: "finish"}
    assert [first.choice.itemText(index) for index in range(3)] == ["按 v3 走完", "改走 v4", "结束会话"]
    model = second.choice.model()
    assert not model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsEnabled

    first.choice.setCurrentIndex(1)
    second.choice.setCurrentIndex(2)
    publisher.press_publish(desk)
    publisher.until(lambda: not desk.sheet.is_open)

    assert fake.asked[0]["waiting"] == {carousel: "move", city: "end"}
    assert publisher.area.toast.words == "已发布 v4 · 120 人改走 v4 · 7 人的会话已结束"


def test_a_decision_stays_while_the_draft_is_edited(publisher: Publisher) -> None:
    fake = FakeRuntime(publisher.earlier(), numbers_from=3)
    fake.wait_at(publisher.node("新品轮播"), "新品轮播", 120)
    publisher.use(fake)
    desk = publisher.open()
    desk.sheet.people.rows[0].choice.setCurrentIndex(1)
    before = desk.prepared

    rename(publisher, "提醒一次", "再提醒一次")
    assert not desk.sheet.publish.isEnabled()
    publisher.until(lambda: desk.prepared is not before)

    assert list(desk.sheet.people.decisions().values()) == ["move"]
    assert len(desk.sheet.changes.box.rows) == 2


def test_errors_block_and_lead_to_where_they_are_mended(publisher: Publisher) -> None:
    publisher.use(FakeRuntime())
    desk = publisher.open()
    node = publisher.node("新品轮播")
    data = publisher.area.document.store.nodes[node].model_dump(mode="json")
    data["message"]["chips"][1]["text"] = "查看离我最近的门店"
    kind = type(publisher.area.document.store.nodes[node])
    with publisher.area.document.store.edit(same("change")) as draft:
        draft.put_node(kind.model_validate(data))
    publisher.area.checking.run()
    before = desk.prepared
    publisher.until(lambda: desk.prepared is not before)
    assert not desk.sheet.publish.isEnabled()
    assert desk.sheet.footer.hint.text() == "改掉 1 个错误后可以发布"

    publisher.person.click(desk.sheet.checks.errors.rows[0].button)  # type: ignore[attr-defined]  # rows are widgets of several kinds

    assert publisher.area.document.selection.current_node() == node


def test_a_warning_wants_a_tick(publisher: Publisher) -> None:
    publisher.use(FakeRuntime())
    node = publisher.node("新品轮播")
    with publisher.area.document.store.edit(same("cut")) as draft:
        draft.connect(node, next(iter(draft.node(node).targets)), None)
    publisher.area.checking.run()
    desk = publisher.open()
    rows = desk.sheet.checks._rows()
    assert rows
    assert not desk.sheet.publish.isEnabled()

    QTest.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    for row in rows[1:]:
        row.tick.setChecked(True)

    assert desk.sheet.publish.isEnabled()


def test_a_word_of_another_scenario_blocks(publisher: Publisher) -> None:
    fake = FakeRuntime()
    fake.take_word("缴费提醒", "春季")
    publisher.use(fake)
    desk = publisher.open()
    assert not desk.sheet.publish.isEnabled()
    row = desk.sheet.checks.errors.rows[0]
    assert "「缴费提醒」" in row.sentence.text()  # type: ignore[attr-defined]  # rows are widgets of several kinds

    publisher.person.click(row.button)  # type: ignore[attr-defined]  # rows are widgets of several kinds

    assert publisher.area.document.selection.current_node() == NodeId("start")


def test_a_failure_is_said_in_the_sheet_and_the_same_request_is_made_again(publisher: Publisher) -> None:
    fake = publisher.use(FakeRuntime())
    desk = publisher.open()
    sentence = {"zh": "磁盘已满", "en": "The disk is full", "code": "full"}
    fake.failures = [RuntimeRefusal(507, sentence)]
    publisher.press_publish(desk)
    publisher.until(desk.sheet.failure.isVisible)
    assert desk.sheet.failure.sentence.text() == "没有发布：磁盘已满"
    assert desk.sheet.is_open

    publisher.press_publish(desk)
    publisher.until(lambda: not desk.sheet.is_open)

    first, second = fake.asked
    assert first["request_id"] == second["request_id"]
    assert len(fake.published) == 1


def test_a_note_that_is_too_long_is_told_not_cut(publisher: Publisher) -> None:
    publisher.use(FakeRuntime())
    desk = publisher.open()
    desk.sheet.checks._tick_all()

    desk.sheet.note.line.setText("长" * 201)

    assert desk.sheet.note.counter.text() == "201/200 字符"
    assert not desk.sheet.publish.isEnabled()


def test_escape_closes_and_gives_the_keyboard_back(publisher: Publisher) -> None:
    publisher.use(FakeRuntime())
    publisher.area.canvas.setFocus()
    desk = publisher.open()
    assert desk.sheet.hasFocus()
    desk.sheet.note.line.setFocus()

    publisher.person.press(Qt.Key.Key_Escape)

    assert not desk.sheet.is_open
    assert QApplication.focusWidget() is publisher.area.canvas


def test_tab_walks_from_the_top_to_the_button(publisher: Publisher) -> None:
    fake = FakeRuntime(publisher.earlier(), numbers_from=3)
    fake.wait_at(publisher.node("新品轮播"), "新品轮播", 120)
    publisher.use(fake)
    desk = publisher.open()
    sheet = desk.sheet
    wanted = [
        sheet.header.close_button,
        sheet.changes.compare,
        sheet.changes.box.rows[0],
        sheet.people.rows[0].choice,
        sheet.note.line,
        sheet.cancel,
        sheet.publish,
    ]

    walked = []
    for _ in wanted:
        publisher.person.press(Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())

    assert walked == wanted


def test_the_sheet_stays_over_the_canvas(publisher: Publisher) -> None:
    publisher.use(FakeRuntime())
    desk = publisher.open()
    for width in (1920, 1280, 1000):
        publisher.window.resize(width, 800)
        QApplication.processEvents()
        sheet, canvas = desk.sheet.geometry(), publisher.area.canvas
        right = canvas.mapTo(publisher.area, canvas.rect().topRight()).x()
        assert abs(sheet.right() - right) <= 1 or sheet.left() == 0
        assert sheet.left() >= 0
        assert sheet.height() == publisher.area.height()


def test_another_scenario_ends_a_sheet_that_is_asking(publisher: Publisher) -> None:
    publisher.use(FakeRuntime())
    publisher.window.menus["publish"].trigger()

    publisher.window.files.open_sample("bill-reminder")
    publisher.until(lambda: publisher.window.area not in (None, publisher.area))

    assert publisher.window.publishing.desk is None


def test_what_is_online_can_be_compared_and_taken_offline(publisher: Publisher) -> None:
    earlier = publisher.earlier()
    fake = publisher.use(FakeRuntime(earlier, numbers_from=3))
    asked: list[tuple[object, Wording]] = []
    publisher.window.publishing.compare_asked.connect(lambda *each: asked.append(each))

    publisher.window.publishing.compare_online()
    publisher.until(lambda: bool(asked))
    publisher.window.menus["take_offline"].trigger()
    publisher.until(lambda: not fake.is_online)

    document, name = asked[0]
    assert document.flow == earlier  # type: ignore[attr-defined]  # rows are widgets of several kinds
    assert name.zh == "线上 v3"
    publisher.until(lambda: publisher.window.toolbar.version.words == "已下线")


def test_one_that_others_call_is_taken_offline_once_that_is_said_to_be_wanted(publisher: Publisher) -> None:
    fake = publisher.use(FakeRuntime(publisher.earlier(), numbers_from=3))
    fake.callers = ["售后"]

    publisher.window.menus["take_offline"].trigger()
    bars = publisher.window.notices.findChildren
    publisher.until(lambda: bool(bars(NoticeBar)))
    [bar] = bars(NoticeBar)
    assert "「售后」" in bar.notice.sentence.zh
    assert fake.is_online
    bar.buttons[0].click()

    publisher.until(lambda: not fake.is_online)


def test_what_was_published_can_be_compared_without_a_service(publisher: Publisher) -> None:
    publisher.use(FakeRuntime())
    desk = publisher.open()
    desk.sheet.note.line.setText("第一次")
    publisher.press_publish(desk)
    publisher.until(lambda: not desk.sheet.is_open)
    rename(publisher, "提醒一次", "再提醒一次")
    publisher.window.publishing.link.use(None)
    asked: list[tuple[Document, Wording]] = []
    publisher.window.publishing.compare_asked.connect(lambda *each: asked.append(each))

    publisher.window.menus["compare_online"].trigger()
    publisher.until(lambda: bool(asked))

    document, name = asked[0]
    assert document.flow == publisher.flow
    assert name.zh == "上次发布的 v1"
