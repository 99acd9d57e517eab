"""A scenario open in an inspector and in the panel under the canvas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from editor.document.selection import Selection
from editor.document.store import Store
from editor.inspector import Inspector, ProblemsPanel
from editor.undo import History
from runtime.flow.document import Document
from runtime.flow.ids import NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.values import ValueType
from runtime.flow.variable import Variable
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.message import Message
from tests.support.flows import greeting
from tests.support.messages import reply
from widgets.form import FormContext
from widgets.language import Language, set_language
from widgets.theme import ThemeName, set_reduced_motion, set_theme


@dataclass
class Desk:
    """Everything a person has before them."""

    store: Store
    selection: Selection
    history: History
    inspector: Inspector
    problems: ProblemsPanel


def scenario() -> Document:
    """The greeting with a carousel beside it and two variables."""
    document = greeting()
    cards = (Card(title="一", suggestions=(reply("要"),)), Card(title="二", description="{{姓名}}，来"))
    carousel = SendMessage(
        id=NodeId("cards"),
        title="轮播",
        message=Message(content=Carousel(cards=cards), chips=(reply("不", 9),)),
    )
    variables = (
        Variable(name="姓名", sample="王女士"),
        Variable(name="金额", type=ValueType.NUMBER, default=60.0),
    )
    flow = document.flow.with_changes(
        nodes={**document.flow.nodes, carousel.id: carousel}, variables=variables
    )
    return Document(flow=flow, layout=document.layout)


@pytest.fixture(autouse=True)
def _same_look_again() -> Iterator[None]:
    set_reduced_motion(True)
    yield
    set_language(Language.ZH)
    set_theme(ThemeName.LIGHT)
    set_reduced_motion(False)


@pytest.fixture
def store() -> Store:
    return Store(scenario())


@pytest.fixture
def desk(qtbot: QtBot, store: Store) -> Desk:
    selection = Selection(store)
    history = History(store)
    inspector = Inspector(store, selection, FormContext(), history.seal)
    problems = ProblemsPanel(store, selection, history)
    for widget, width, height in ((inspector, 316, 800), (problems, 900, 300)):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
    inspector.activateWindow()
    qtbot.waitUntil(inspector.isActiveWindow)
    return Desk(store, selection, history, inspector, problems)
