"""Every element in every layout, and everything that can lie over a conversation, as scenes to be drawn."""

from __future__ import annotations

from dataclasses import replace

from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.file import File
from runtime.messages.elements.location import Location
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.media import CardMedia, Thumbnail
from runtime.messages.suggestions.action import Action
from runtime.messages.suggestions.calendar import CreateCalendarEvent
from runtime.messages.suggestions.compose import ComposeRecording, ComposeText
from runtime.messages.suggestions.device import RequestDeviceSpecifics
from runtime.messages.suggestions.dialer import DialEnrichedCall, DialPhoneNumber, DialVideoCall
from runtime.messages.suggestions.map import RequestLocation, ShowLocation
from runtime.messages.suggestions.settings import DisableAnonymization, EnableDisplayedNotifications
from runtime.messages.suggestions.url import OpenUrl
from tests.widgets.handset.samples import PROFILE, action, entry, opens, picture, reply
from widgets.handset.entries import (
    ChatbotEntry,
    ContactFile,
    ContactLocation,
    ContactText,
    Entry,
    Mark,
    Note,
    SmsEntry,
    Typing,
)
from widgets.handset.profile import MenuEntry

LONG_TITLE = "把春天穿在身上，五款春装今日到店上架，欢迎预约试穿"
LONG_TEXT = (
    "五款春装今日上架。到店试穿再送定制帆布袋一个，送完为止。会员另享九折，"
    "生日当月再送一张六十元优惠券，可与满减同享，详询门店。"
)


def _tall(height: str, name: str) -> CardMedia:
    return picture(name).with_changes(height=height)


LONG_CARD = entry(
    RichCard(
        card=Card(
            media=picture("春天"),
            title=LONG_TITLE,
            description=LONG_TEXT,
            suggestions=(
                reply("领取优惠券"),
                opens("查看新品"),
                reply("查看附近门店"),
                action("加入日历", CreateCalendarEvent.model_construct()),
            ),
        )
    ),
    reply("不再接收"),
    reply("人工客服"),
    action("拨打客服", DialPhoneNumber(phone_number="+8657100000000")),
)

MANY_CARDS = entry(
    Carousel(
        cards=tuple(
            Card(
                media=picture(name),
                title=title,
                description=LONG_TEXT if index else "轻薄防泼水，四色可选",
                suggestions=(reply(f"领取优惠券{index}"), opens("查看详情")),
            )
            for index, (name, title) in enumerate(
                (("春日风衣", "春日风衣"), ("轻便跑鞋", LONG_TITLE), ("通勤包", "通勤包"))
            )
        ),
        width="MEDIUM_WIDTH",
    )
)

ELEMENTS: dict[str, tuple[Entry, ...]] = {
    "card_short": (
        entry(
            RichCard(card=Card(media=_tall("SHORT_HEIGHT", "春天"), title="矮图", suggestions=(reply("好"),)))
        ),
        entry(RichCard(card=Card(media=_tall("MEDIUM_HEIGHT", "通勤包")))),
    ),
    "card_tall": (
        entry(RichCard(card=Card(media=_tall("TALL_HEIGHT", "春日风衣"), description="只有描述的高图"))),
    ),
    "card_words": (
        entry(RichCard(card=Card(title="只有标题"))),
        entry(RichCard(card=Card(description="只有描述，没有图片和标题。", suggestions=(opens("查看"),)))),
        entry(
            RichCard(
                card=Card(title="粗斜体标题", description="带下划线的描述"),
                title_styles=("bold", "italics"),
                description_styles=("underline",),
            )
        ),
    ),
    "card_long": (LONG_CARD,),
    "card_lying": (
        entry(
            RichCard(
                card=Card(media=picture("春日风衣"), title=LONG_TITLE, description=LONG_TEXT),
                orientation="HORIZONTAL",
            )
        ),
        entry(
            RichCard(
                card=Card(title="横版没有图片", description="文字占满整张卡片", suggestions=(reply("好"),)),
                orientation="HORIZONTAL",
                image_alignment="RIGHT",
            )
        ),
    ),
    "card_video": (
        entry(
            RichCard(
                card=Card(
                    media=CardMedia(
                        source="media:片子",
                        content_type="video/mp4",
                        thumbnail=Thumbnail(source="media:春天"),
                    ),
                    title="三十秒看完新品",
                )
            )
        ),
    ),
    "card_sides": (
        entry(
            RichCard(
                card=Card(
                    media=picture("通勤包"),
                    title="图在右边",
                    description="还有按钮",
                    suggestions=(reply("好"),),
                ),
                orientation="HORIZONTAL",
                image_alignment="RIGHT",
            )
        ),
        entry(
            RichCard(
                card=Card(media=picture("春日风衣"), suggestions=(reply("好"), opens("查看"))),
                orientation="HORIZONTAL",
            )
        ),
    ),
    "card_audio": (
        entry(
            RichCard(
                card=Card(
                    media=CardMedia(
                        source="media:欢迎词.mp3", content_type="audio/mpeg", height="SHORT_HEIGHT"
                    ),
                    title="店长的欢迎词",
                    description="十八秒",
                )
            )
        ),
    ),
    "carousel_heights": (
        entry(
            Carousel(
                cards=(
                    Card(media=_tall("TALL_HEIGHT", "春日风衣"), title="高图"),
                    Card(media=_tall("SHORT_HEIGHT", "轻便跑鞋"), title="矮图", description="比旁边的矮"),
                    Card(title="没有图"),
                ),
                width="MEDIUM_WIDTH",
            )
        ),
    ),
    "chips": (
        entry(
            Text(text=LONG_TEXT),
            *(reply(f"第 {number} 条") for number in range(1, 10)),
            reply("最长的一条建议文字"),
            action("拨打客服", DialPhoneNumber(phone_number="+8657100000000")),
        ),
    ),
    "files_plain": (
        entry(File(name="春季价目表.pdf", content_type="application/pdf", size_bytes=1_258_291)),
        entry(File(name="欢迎词.mp3", content_type="audio/mpeg", size_bytes=93_000, duration_s=18)),
        entry(
            File(
                name="名字很长的一份文件放不进一行里所以要省略.docx",
                content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                size_bytes=48_000,
            )
        ),
        entry(Location(latitude=30.2084, longitude=120.2120)),
    ),
    "carousel_small": (
        entry(
            Carousel(
                cards=tuple(
                    Card(media=picture(name), title=name, suggestions=(reply(name),))
                    for name in ("春日风衣", "轻便跑鞋", "通勤包")
                ),
                width="SMALL_WIDTH",
            ),
            reply("都不要"),
        ),
    ),
    "carousel_long": (MANY_CARDS,),
    "attachments": (
        entry(File(name="上新.mp4", content_type="video/mp4", size_bytes=2_400_000, duration_s=42)),
        entry(File(source="media:通勤包", name="通勤包.jpg", content_type="image/jpeg", size_bytes=48_000)),
        entry(Location(label_text="示例生活馆（滨江店）一楼春装专区", latitude=30.2084, longitude=120.2120)),
    ),
    "person": (
        ContactText("我想看看春天的新款，有没有适合出差穿的？", "10:20", Mark.SENT),
        ContactText("好的", mark=Mark.DELIVERED),
        ContactFile("照片.jpg", "image/jpeg", 120_000, mark=Mark.DISPLAYED, source="media:轻便跑鞋"),
        ContactFile("尺码表.xlsx", "application/vnd.ms-excel", 24_000, mark=Mark.FAILED),
        ContactLocation(30.21, 120.21, "滨江路 88 号"),
        Typing(),
    ),
    "marks": (
        Note("来自模拟网络 · 移动", is_source=True),
        replace(entry(Text(text="发送中")), mark=Mark.SENDING, time="10:20"),
        replace(entry(Text(text="已发送")), mark=Mark.SENT, time="10:20"),
        replace(entry(Text(text="已送达")), mark=Mark.DELIVERED, via="林"),
        replace(entry(Text(text="已读")), mark=Mark.DISPLAYED),
        replace(entry(Text(text="没有送到")), mark=Mark.FAILED),
        replace(entry(Text(text="撤回了"), reply("看不到的建议")), mark=Mark.REVOKED),
        SmsEntry("【示例生活馆】回落的短信"),
    ),
    "dropped": (
        entry(
            RichCard(card=Card(title="五条建议", suggestions=tuple(reply(f"第 {n} 条") for n in range(5))))
        ),
        entry(Text(text="详情见 https://shop.example/spring?from=5g ，期待光临")),
    ),
}
"""Name of the picture → what stands in the conversation."""

ACTIONS: dict[str, Action] = {
    "browser": OpenUrl(url="https://shop.example/spring"),
    "webview_full": OpenUrl(url="https://shop.example/spring", application="webview", view_mode="full"),
    "webview_tall": OpenUrl(url="https://shop.example/spring", application="webview", view_mode="tall"),
    "map": ShowLocation(latitude=30.2084, longitude=120.2120, place="示例生活馆（滨江店）"),
    "map_query": ShowLocation(query="示例生活馆 附近门店"),
    "own_location": RequestLocation(),
    "call": DialPhoneNumber(phone_number="+8657100000000"),
    "enriched_call": DialEnrichedCall(phone_number="+8657100000000", subject="预约试穿"),
    "video_call": DialVideoCall(phone_number="+8657100000000"),
    "compose_text": ComposeText(phone_number="+8657100000000", text="我想预约周六下午试穿"),
    "compose_recording": ComposeRecording(phone_number="+8657100000000", kind="AUDIO"),
    "device": RequestDeviceSpecifics(),
    "anonymity": DisableAnonymization(),
    "displayed": EnableDisplayedNotifications(),
}

BEHIND: ChatbotEntry = entry(
    Text(text="王女士您好，春季上新已开始。"), reply("领取优惠券"), reply("不再接收")
)

DEEP_PROFILE = replace(
    PROFILE,
    menu=(
        MenuEntry(
            "门店",
            entries=(
                MenuEntry("营业时间", reply("营业时间")),
                MenuEntry(
                    "浙江", entries=(MenuEntry("杭州", reply("杭州")), MenuEntry("宁波", reply("宁波")))
                ),
            ),
        ),
        MenuEntry("客服", reply("客服")),
    ),
)
FULL_PROFILE = replace(
    PROFILE,
    description="春夏秋冬的衣服和包，到店试穿有礼。",
    phone="+8657100000000",
    website="https://shop.example",
    email="hello@shop.example",
    address="滨江路 88 号",
    terms_url="https://shop.example/terms",
    sms_sender="1069****0088",
)
