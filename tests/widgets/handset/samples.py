"""The six phones of the handset's picture sheet, made of real messages."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.element import Element
from runtime.messages.elements.file import File
from runtime.messages.elements.location import Location
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.messages.suggestions.action import Action
from runtime.messages.suggestions.calendar import CreateCalendarEvent
from runtime.messages.suggestions.dialer import DialPhoneNumber
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from runtime.messages.suggestions.url import OpenUrl
from widgets.handset.entries import (
    ChatbotEntry,
    ContactLocation,
    ContactText,
    Entry,
    Mark,
    Note,
    SmsEntry,
)
from widgets.handset.profile import ChatbotProfile, MenuEntry

SENDER = "1069****0088"


def reply(text: str) -> Suggestion:
    return Suggestion(id=SuggestionId(text), text=text)


def opens(text: str) -> Suggestion:
    return action(text, OpenUrl(url="https://shop.example/spring"))


def action(text: str, what: Action) -> Suggestion:
    return Suggestion(id=SuggestionId(text), text=text, action=what)


def entry(content: Element, *chips: Suggestion, time: str = "", answered: bool = False) -> ChatbotEntry:
    return ChatbotEntry(Message(content=content, chips=chips).blocks(), time=time, answered=answered)


def picture(name: str) -> CardMedia:
    return CardMedia(source=f"media:{name}")


PROFILE = ChatbotProfile(
    "示例生活馆",
    verified=True,
    auth_org="示例生活馆有限公司",
    menu=(
        MenuEntry(
            "春季活动",
            entries=tuple(
                MenuEntry(text, reply(text)) for text in ("新品上架", "限时满减", "附近门店", "活动规则")
            ),
        ),
        MenuEntry("我的优惠", entries=(MenuEntry("优惠券", reply("优惠券")),)),
        MenuEntry("联系我们", entries=(MenuEntry("人工客服", reply("人工客服")),)),
    ),
)

TEXT_AND_CHIPS: tuple[Entry, ...] = (
    Note("今天 10:20"),
    ContactText("春季", mark=Mark.DISPLAYED),
    entry(
        Text(text="王女士您好，春季上新已开始：全场满 300 元减 60 元，3 月 15 日截止。\n需要我为您做什么？"),
        reply("领取优惠券"),
        reply("查看附近门店"),
        action("拨打客服", DialPhoneNumber(phone_number="+8657100000000")),
        reply("不再接收"),
        time="10:20",
    ),
)

VERTICAL_CARD: tuple[Entry, ...] = (
    Note("今天 10:21"),
    entry(
        RichCard(
            card=Card(
                media=picture("春天"),
                title="把春天穿在身上",
                description="五款春装今日上架。到店试穿再送定制帆布袋一个，送完为止。",
                suggestions=(
                    reply("领取优惠券"),
                    opens("查看新品"),
                    action("加入日历", CreateCalendarEvent.model_construct()),
                ),
            )
        ),
        time="10:21",
    ),
)

HORIZONTAL_CARDS: tuple[Entry, ...] = (
    Note("今天 10:22"),
    entry(
        RichCard(
            card=Card(
                media=picture("春日风衣"),
                title="春日风衣",
                description="轻薄防泼水，四色可选。会员价 399 元。",
                suggestions=(reply("领取优惠券"), opens("查看详情")),
            ),
            orientation="HORIZONTAL",
        )
    ),
    entry(
        RichCard(
            card=Card(media=picture("通勤包"), title="通勤包", description="能装下 14 寸电脑，只有 620 克。"),
            orientation="HORIZONTAL",
            image_alignment="RIGHT",
        )
    ),
)

CAROUSEL: tuple[Entry, ...] = (
    Note("今天 10:22"),
    entry(
        Carousel(
            cards=(
                Card(
                    media=picture("春日风衣"),
                    title="春日风衣",
                    description="轻薄防泼水，四色可选，会员价 399 元",
                    suggestions=(reply("领取优惠券"), reply("查看附近门店"), opens("查看详情")),
                ),
                Card(
                    media=picture("轻便跑鞋"),
                    title="轻便跑鞋上新",
                    description="王女士，一双鞋只有 198 克。本周到店试穿",
                    suggestions=(reply("领取优惠券 "), reply("查看附近门店 "), opens("查看详情 ")),
                ),
                Card(media=picture("通勤包"), title="通勤包", description="能装下 14 寸电脑"),
            ),
            width="MEDIUM_WIDTH",
        ),
        reply("暂时不需要"),
        reply("不再接收"),
    ),
)

FILES: tuple[Entry, ...] = (
    Note("今天 10:25"),
    entry(File(name="春季价目表.pdf", content_type="application/pdf", size_bytes=1_258_291)),
    entry(File(name="欢迎词.mp3", content_type="audio/mpeg", size_bytes=93_000, duration_s=18)),
    entry(Location(label_text="示例生活馆（滨江店）", latitude=30.2084, longitude=120.2120)),
    ContactLocation(30.21, 120.21, mark=Mark.DELIVERED),
)

SMS: tuple[Entry, ...] = (
    Note("今天 10:22"),
    SmsEntry(
        "【示例生活馆】王女士，春季上新满300减60。回复1领取优惠券，2看附近门店，3暂时不需要。拒收请回复R"
    ),
    ContactText("1"),
    SmsEntry(
        "【示例生活馆】王女士，60元券已到账，满300元可用，3月15日前有效，券码CH8826。"
        "回复1查附近门店，2找人工客服。拒收请回复R"
    ),
)

PHONES: dict[str, tuple[Entry, ...]] = {
    "text": TEXT_AND_CHIPS,
    "vertical_card": VERTICAL_CARD,
    "horizontal_cards": HORIZONTAL_CARDS,
    "carousel": CAROUSEL,
    "files": FILES,
    "sms": SMS,
}


class DrawnPictures(QObject):
    """Plain pictures by name, each of its own colour, so that crops and sides can be told apart."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._drawn: dict[str, QImage] = {}

    def image(self, source: str) -> QImage | None:
        if source not in self._drawn:
            self._drawn[source] = _draw(source)
        return self._drawn[source]


def _draw(source: str) -> QImage:
    grounds = {"春天": "#F8DAD7", "春日风衣": "#E9E0D2", "轻便跑鞋": "#D7E5EA", "通勤包": "#E4DEEC"}
    shapes = {"春天": "#F5B7A6", "春日风衣": "#B98850", "轻便跑鞋": "#2E6E82", "通勤包": "#8A64A6"}
    name = source.removeprefix("media:")
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(QColor(grounds.get(name, "#DDDDDD")))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shapes.get(name, "#888888")))
    painter.drawEllipse(QPointF(320, 180), 100, 100)
    painter.drawRect(QRectF(0, 320, 640, 40))
    painter.end()
    return image
