"""Emoji, templates, tables and preview values, from the menus and keys of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.handset_pane.preview_values import LONGEST
from runtime.flow.ids import NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from tests.app.composing.conftest import CARD, Composer
from tests.support.keys import type_text
from widgets.common import ToolButton
from widgets.emoji import EmojiPicker
from widgets.form.text_field import TextField

TABLE = (
    "商品\t说明\t图片\t链接\n风衣\t轻薄\tspring_coat.png\thttps://www.example.com/1\n跑鞋\t轻便\t没有.png\t\n"
)


def picker() -> EmojiPicker:
    found = QApplication.activePopupWidget()
    assert isinstance(found, EmojiPicker)
    return found


def test_an_emoji_is_found_by_name_and_goes_in_at_the_cursor(composer: Composer) -> None:
    composer.click((*CARD, "title"))
    composer.press(Qt.Key.Key_Home)
    composer.window.menus["pick_emoji"].trigger()
    type_text(picker().search, "gift")
    QTest.keyClick(picker().search, Qt.Key.Key_Return)

    assert str(composer.value((*CARD, "title"))).startswith("🎁")
    assert composer.editing.part is not None
    assert composer.window.settings.recent_emoji[0] == "🎁"


def test_the_button_beside_a_text_offers_emoji_for_it(composer: Composer) -> None:
    area = composer.person.area
    composer.say(Message(content=Text(text="您好")))
    area.inspector.focus_path(("message", "content", "text"))
    field = next(
        each for each in area.inspector.findChildren(TextField) if each.isVisible() and each.value == "您好"
    )
    button = next(each for each in field.findChildren(ToolButton) if each.words == "插入表情")

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    type_text(picker().search, "gift")
    QTest.keyClick(picker().search, Qt.Key.Key_Return)

    assert "🎁" in str(composer.value(("message", "content", "text")))


def test_f2_in_the_menu_types_in_the_first_words(composer: Composer) -> None:
    composer.window.menus["edit_on_phone"].trigger()

    assert composer.editing.part is not None
    assert composer.editing.part.path == (*CARD, "title")


def test_a_message_becomes_a_template_and_a_node_again(composer: Composer) -> None:
    area, desk = composer.person.area, composer.window.composing.templates
    assert desk is not None
    composer.window.menus["save_template"].trigger()
    own = desk.templates.own()
    composer.person.wait_until(lambda: bool(area.palette_panel.list.entries.rows))
    made = composer.person.double_click_entry(own[0].name.zh) if own else NodeId("")

    node = area.document.store.node(made)
    assert isinstance(node, SendMessage)
    assert node.title == own[0].name.zh
    assert node.message.content.plain_text() == composer.message.content.plain_text()
    ids = {suggestion.id for _, suggestion in node.message.suggestions()}
    assert ids.isdisjoint({suggestion.id for _, suggestion in composer.message.suggestions()})


def test_templates_are_renamed_and_deleting_one_can_be_undone(composer: Composer) -> None:
    desk = composer.window.composing.templates
    assert desk is not None
    composer.window.menus["save_card"].trigger()
    popup = desk.begin_rename(desk.templates.own()[0])
    popup.line.setText("好卡片")
    QTest.keyClick(popup.line, Qt.Key.Key_Return)

    assert [each.name.zh for each in desk.templates.own()] == ["好卡片"]

    desk.delete(desk.templates.own()[0])

    assert desk.templates.own() == ()

    composer.person.area.toast.action_button.click()

    assert [each.name.zh for each in desk.templates.own()] == ["好卡片"]


def test_a_shipped_card_joins_the_carousel(composer: Composer) -> None:
    desk = composer.window.composing.templates
    assert desk is not None
    before = composer.value(CARD[:-1])
    assert isinstance(before, tuple)
    template = next(each for each in desk.templates.all() if each.kind == "card")
    node = composer.person.area.document.store.node(NodeId("carousel"))
    desk.insert(template, node, (*CARD, "title"))

    cards = composer.value(CARD[:-1])
    assert isinstance(cards, tuple)
    assert len(cards) == len(before) + 1
    assert cards[1].title == "商品名"


def test_a_copied_table_becomes_a_carousel_in_one_step(composer: Composer) -> None:
    before = composer.message
    QGuiApplication.clipboard().setText(TABLE)
    composer.window.menus["paste_table"].trigger()
    sheet = composer.window.composing.sheet
    assert sheet is not None

    shown = composer.handset.entries
    assert "风衣" in str(shown)
    assert composer.message == before

    sheet.make()

    content = composer.message.content
    assert isinstance(content, Carousel)
    assert [card.title for card in content.cards] == ["风衣", "跑鞋"]
    assert content.cards[0].media is not None
    assert content.cards[0].media.source == "media:spring_coat.png"
    assert content.cards[0].suggestions[0].action is not None

    composer.person.area.document.history.undo()

    assert composer.message == before


def test_changing_a_column_changes_the_phone_and_escape_leaves_all_as_it_was(composer: Composer) -> None:
    QGuiApplication.clipboard().setText(TABLE)
    composer.window.menus["paste_table"].trigger()
    sheet = composer.window.composing.sheet
    assert sheet is not None
    before = composer.message
    sheet.choices[1].setCurrentIndex(1)

    assert [card.title for card in sheet.cards] == ["轻薄", "轻便"]
    assert sheet.choices[0].currentIndex() == 0

    QTest.keyClick(sheet, Qt.Key.Key_Escape)

    assert composer.message == before
    assert "风衣" not in str(composer.handset.entries) or "风衣" in str(before)


def test_words_that_are_no_table_are_refused_kindly(composer: Composer) -> None:
    QGuiApplication.clipboard().setText("只有一句话")
    composer.window.menus["paste_table"].trigger()

    assert composer.window.composing.sheet is None
    assert composer.person.area.toast.isVisible()


def test_people_from_a_table_are_previewed_one_after_the_other(composer: Composer, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("姓名,手机\n欧阳上官先生,13812345678\n李女士,13900001111\n", encoding="utf-8")
    composer.person.area.document.selection.set([NodeId("hero")])
    values = composer.person.area.preview_values
    composer.window.composing.read_people(people)
    composer.person.wait_until(lambda: len(values.people) == 2)

    assert "欧阳上官先生" in str(composer.handset.entries)

    composer.window.menus["next_values"].trigger()

    assert "李女士" in str(composer.handset.entries)

    values.choose(LONGEST)

    assert "欧阳上官先生" in str(composer.handset.entries)
    assert composer.person.area.context.at_longest("{{姓名}}") == "欧阳上官先生"
