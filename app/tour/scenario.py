"""What the tour begins with: a card that lacks an answer, and one problem to mend."""

from __future__ import annotations

from typing import Final

from runtime.flow.document import Document
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, FlowId, NodeId, reply_exit
from runtime.flow.layout import Layout, Position
from runtime.flow.nodes.end import End
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.nodes.start import Start
from runtime.messages.card import Card
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId

CARD: Final = NodeId("card")
END: Final = NodeId("end")
TAKE: Final = Suggestion(id=SuggestionId("take"), text="领取优惠券")
TAKE_EXIT: Final = reply_exit(TAKE.id)
LONG: Final = Suggestion(id=SuggestionId("near"), text="查看离我最近的门店")
"""27 bytes: one Chinese character more than a button may have."""
GIVEN: Final = frozenset({NodeId("start"), CARD, END})


def tour_document(flow_id: FlowId) -> Document:
    """A fresh scenario for the tour; the purpose is service, so that no refusal wording is wanted yet."""
    card = Card(
        media=CardMedia(source="media:spring_coat.png", content_type="image/png", size_bytes=90_000),
        title="春日风衣上新",
        description="轻薄防泼水，四色可选。会员领券减 60 元。",
        suggestions=(TAKE, LONG),
    )
    nodes = (
        Start(id=NodeId("start"), title="开始", targets={ExitName("next"): CARD}),
        SendMessage(
            id=CARD,
            title="新品卡片",
            message=Message(content=RichCard(card=card)),
            targets={
                reply_exit(LONG.id): END,
                ExitName("other"): END,
                ExitName("no_reply"): END,
            },
        ),
        End(id=END, title="结束"),
    )
    places = {"start": (0.0, 60.0), "card": (250.0, 0.0), "end": (860.0, 60.0)}
    return Document(
        flow=Flow(
            id=flow_id, name="我的第一个场景", purpose="service", nodes={node.id: node for node in nodes}
        ),
        layout=Layout(positions={NodeId(name): Position(x=x, y=y) for name, (x, y) in places.items()}),
    )
