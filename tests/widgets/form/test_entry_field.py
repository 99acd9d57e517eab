"""What a scan sends: the link and its code follow the words, and are copied and saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from runtime.flow.chatbot import Chatbot, ChatbotAddress
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId
from widgets.form import FormContext, FormView
from widgets.form.entry_field import EntryField

ADDRESSES = (
    ChatbotAddress(carrier="mobile", address="sip:1@mobile.example.cn"),
    ChatbotAddress(carrier="telecom", address="sip:2@telecom.example.cn"),
)


class _Form:
    """A form of a scenario with an entry text."""

    def __init__(self, qtbot: QtBot, text: str, addresses: tuple[ChatbotAddress, ...]) -> None:
        self.context = FormContext()
        self.view = FormView(self.context)
        qtbot.addWidget(self.view)
        self.flow = Flow(
            id=FlowId("f"), entry_text=text, chatbot=Chatbot(addresses=addresses, sms_sender="1069****")
        )
        self.context.set_chatbot(self.flow.chatbot)
        self.view.set_record(self.flow)
        found = self.view.fields.field("entry_text")
        assert isinstance(found, EntryField)
        self.field = found
        self.view.resize(360, 800)
        self.view.show()


def test_the_link_and_its_code_follow_the_words(qtbot: QtBot) -> None:
    form = _Form(qtbot, "领券", ADDRESSES)
    before = form.field.view.code

    form.field.tell("领大奖", typed=True)

    assert form.field.current is not None
    assert form.field.current.text.endswith("?body=%E9%A2%86%E5%A4%A7%E5%A5%96")
    assert form.field.view.code is not None
    assert form.field.view.code != before


def test_without_an_address_it_says_what_is_missing(qtbot: QtBot) -> None:
    form = _Form(qtbot, "领券", ())

    assert form.field.none.isVisible()
    assert not form.field.panel.isVisible()

    form.context.set_chatbot(Chatbot(addresses=ADDRESSES))

    assert form.field.panel.isVisible()
    assert not form.field.none.isVisible()


def test_without_words_there_is_neither_link_nor_complaint(qtbot: QtBot) -> None:
    form = _Form(qtbot, "", ADDRESSES)

    assert not form.field.panel.isVisible()
    assert not form.field.none.isVisible()


def test_each_carrier_has_its_own_link(qtbot: QtBot) -> None:
    form = _Form(qtbot, "领券", ADDRESSES)
    assert form.field.carriers is not None

    form.field.carriers.part("telecom").click()

    assert form.field.current is not None
    assert "telecom.example.cn" in form.field.current.text


def test_one_carrier_needs_no_choice(qtbot: QtBot) -> None:
    assert _Form(qtbot, "领券", ADDRESSES[:1]).field.carriers is None


def test_the_link_is_copied(qtbot: QtBot) -> None:
    form = _Form(qtbot, "领券", ADDRESSES)

    form.field.copy.click()

    assert form.field.current is not None
    assert QGuiApplication.clipboard().text() == form.field.current.text


@pytest.mark.parametrize(("kind", "begin"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_the_code_is_saved(kind: str, begin: bytes, qtbot: QtBot, tmp_path: Path) -> None:
    form = _Form(qtbot, "领券", ADDRESSES)

    form.field.save_to(tmp_path / f"a.{kind}", kind)

    assert (tmp_path / f"a.{kind}").read_bytes().startswith(begin)


def test_a_place_that_cannot_be_written_is_said_below_the_code(qtbot: QtBot, tmp_path: Path) -> None:
    form = _Form(qtbot, "领券", ADDRESSES)

    form.field.save_to(tmp_path / "nowhere" / "a.png", "png")

    assert "No such file" in form.field.print_size.text()
