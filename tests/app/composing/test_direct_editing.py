"""Typing on the phone: in place, live in the form, undone like everything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from runtime.messages.elements.element import Element
from runtime.messages.elements.file import File
from runtime.messages.elements.location import Location
from runtime.messages.message import Message
from tests.app.composing.conftest import CARD, CAROUSEL, Composer
from tests.support.hostile import png
from tests.support.keys import type_text


def test_a_click_on_a_title_types_in_its_place(composer: Composer) -> None:
    composer.click((*CARD, "title"))

    editor = composer.editing.editor
    type_text(editor.area, "新")

    assert editor.area.hasFocus()
    assert str(composer.value((*CARD, "title"))).endswith("新")


def test_form_and_phone_follow_each_other_while_typing(composer: Composer) -> None:
    composer.click((*CARD, "title"))
    type_text(composer.editing.editor.area, "加长")

    form = composer.person.area.inspector.pages.form
    assert str(composer.value((*CARD, "title"))) in str(form.record)

    composer.person.area.document.history.undo()

    assert composer.editing.editor.area.value() == composer.value((*CARD, "title"))
    assert "加长" not in composer.editing.editor.area.value()


def test_typing_on_the_phone_is_one_step_of_undo(composer: Composer) -> None:
    before = composer.value((*CARD, "title"))
    history = composer.person.area.document.history
    steps = history.stack.index()
    composer.click((*CARD, "title"))
    type_text(composer.editing.editor.area, "三个字")

    assert history.stack.index() == steps + 1

    history.undo()

    assert composer.value((*CARD, "title")) == before


def test_escape_gives_up_and_the_ring_stays_at_the_words(composer: Composer) -> None:
    before = composer.value((*CARD, "description"))
    composer.click((*CARD, "description"))
    type_text(composer.editing.editor.area, "一 二 三")
    composer.press(Qt.Key.Key_Escape)

    composer.person.wait_until(lambda: composer.handset.phone.state.focused is not None)

    focused = composer.handset.phone.state.focused
    assert composer.value((*CARD, "description")) == before
    assert composer.editing.part is None
    assert focused is not None
    assert focused.path == (*CARD, "description")


def test_enter_and_tab_go_through_the_card_and_back(composer: Composer) -> None:
    composer.click((*CARD, "title"))
    seen = []
    for _ in range(3):
        composer.press(Qt.Key.Key_Return)
        assert composer.editing.part is not None
        seen.append(composer.editing.part.path)
    composer.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)

    assert composer.editing.part is not None
    next_card = (*CARD[:-1], 1, "title")
    assert seen == [(*CARD, "description"), (*CARD, "suggestions", 0), next_card]
    assert composer.editing.part.path == seen[1]


def test_shift_enter_breaks_a_line_where_there_may_be_one(composer: Composer) -> None:
    composer.click((*CARD, "description"))
    composer.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    composer.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    type_text(composer.editing.editor.area, "下一行")

    assert str(composer.value((*CARD, "description"))).endswith("\n下一行")

    composer.click((*CARD, "title"))
    composer.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert "\n" not in str(composer.value((*CARD, "title")))


def test_a_click_elsewhere_accepts(composer: Composer) -> None:
    composer.click((*CARD, "title"))
    type_text(composer.editing.editor.area, "留")
    composer.person.area.canvas.setFocus()

    assert composer.editing.part is None
    assert str(composer.value((*CARD, "title"))).endswith("留")


def test_an_insertion_is_a_pill_and_offers_the_variables(composer: Composer) -> None:
    composer.click((*CARD, "description"))
    area = composer.editing.editor.area
    composer.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    type_text(area, "{{姓")
    QTest.keyClick(area, Qt.Key.Key_Return)

    assert str(composer.value((*CARD, "description"))).endswith("{{姓名}}")
    assert composer.editing.part is not None


def test_the_counter_below_counts_as_the_form_does(composer: Composer) -> None:
    composer.click((*CARD, "suggestions", 0))

    assert "/25" in composer.editing.editor.counter_words


def test_an_empty_description_can_be_typed_where_it_will_stand(composer: Composer) -> None:
    composer.click((*CARD, "description"))
    QTest.keyClick(composer.editing.editor.area, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    composer.press(Qt.Key.Key_Delete)
    composer.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    composer.press(Qt.Key.Key_Tab)
    type_text(composer.editing.editor.area, "回来了")

    assert composer.value((*CARD, "description")) == "回来了"


def test_the_editor_lies_over_the_words_when_they_are_scrolled(composer: Composer) -> None:
    composer.click((*CARD, "title"))
    before = composer.editing.editor.geometry().top()
    composer.handset.phone.state.height = 500
    composer.handset.phone.scroll_by(20)
    moved = composer.handset.phone.scroll
    composer.handset.view_changed.emit()

    expected = before - round(moved * composer.handset.scale)
    assert abs(composer.editing.editor.geometry().top() - expected) <= 1


def test_words_in_another_language_are_translated_on_the_phone(composer: Composer) -> None:
    area = composer.person.area
    with area.document.store.edit(area.document.store.flow.nodes[CAROUSEL].label) as draft:
        draft.set_flow(languages=("en",))
    area.context.speaking.show_language("en")
    source = str(composer.value((*CARD, "title")))
    composer.click((*CARD, "title"))
    QTest.keyClick(composer.editing.editor.area, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(composer.editing.editor.area, "Coat")

    node = area.document.store.node(CAROUSEL)
    assert composer.value((*CARD, "title")) == source
    assert node.translations["en"][source].text == "Coat"


def test_other_nodes_and_the_play_close_the_editor(composer: Composer) -> None:
    composer.click((*CARD, "title"))
    composer.person.area.document.selection.clear()

    assert composer.editing.part is None


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (File(name="价目表.pdf", content_type="application/pdf"), "name"),
        (File(name="上新.mp4", content_type="video/mp4"), "name"),
        (Location(label_text="滨江店", latitude=30.2, longitude=120.2), "label_text"),
    ],
)
def test_the_name_of_a_file_or_a_place_is_typed_where_it_stands(
    composer: Composer, content: Element, name: str
) -> None:
    composer.say(Message(content=content))
    path = ("message", "content", name)

    composer.click(path)
    composer.press(Qt.Key.Key_End)
    type_text(composer.editing.editor.area, "（新）")
    composer.press(Qt.Key.Key_Return)

    assert str(composer.value(path)).endswith("（新）")
    assert composer.editing.part is None


def test_a_file_dropped_where_a_file_is_sent_is_sent(
    composer: Composer, tmp_path: Path, qtbot: QtBot
) -> None:
    composer.say(Message(content=File(name="价目表.pdf", content_type="application/pdf")))
    file = tmp_path / "a.png"
    file.write_bytes(png(8, 8))
    assert composer.window.composing.pictures is not None

    composer.window.composing.pictures.drop(CAROUSEL, ("message", "content", "name"), file)

    qtbot.waitUntil(lambda: composer.value(("message", "content", "name")) == "a.png")
    assert composer.value(("message", "content", "content_type")) == "image/png"
