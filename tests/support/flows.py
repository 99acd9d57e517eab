"""Flows to test with: small ones by hand, the spring sale of the pictures, and generated ones of any size."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from runtime.flow.condition import Condition, ConditionRow
from runtime.flow.document import Document
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, FlowId, NodeId
from runtime.flow.layout import Frame, FrameId, Layout, Note, NoteId, Position
from runtime.flow.node import Node
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.branch import Branch, Case
from runtime.flow.nodes.end import End
from runtime.flow.nodes.http_request import HttpRequest
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.nodes.set_variables import SetVariables
from runtime.flow.nodes.split import Arm, Split
from runtime.flow.nodes.start import Start, Trigger
from runtime.flow.nodes.wait import Wait
from runtime.flow.variable import Variable
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.location import Location
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId


def node_id(name: str) -> NodeId:
    """A node id from plain text."""
    return NodeId(name)


def replies(*texts: str) -> tuple[Suggestion, ...]:
    """Reply suggestions with the ids s1, s2, …."""
    return tuple(
        Suggestion(id=SuggestionId(f"s{number}"), text=text) for number, text in enumerate(texts, start=1)
    )


def wired(node: Node, **targets: str) -> Node:
    """*node* with targets; an exit `reply:s1` is written `reply_s1`."""
    named = {
        ExitName(name.replace("_", ":", 1) if name.split("_")[0] in ("reply", "case", "arm") else name): to
        for name, to in targets.items()
    }
    return node.model_copy(update={"targets": named})


def document(
    nodes: Iterable[Node], places: dict[str, tuple[float, float]] | None = None, **layout: object
) -> Document:
    """A document of nodes, each at its place, or 300 units right of the one before."""
    kept = {node.id: node for node in nodes}
    positions = {
        name: Position(
            x=(places or {}).get(name, (300.0 * index, 0.0))[0], y=(places or {}).get(name, (0, 0))[1]
        )
        for index, name in enumerate(kept)
    }
    flow = Flow(id=FlowId("flow-1"), name="测试场景", nodes=kept)
    return Document(flow=flow, layout=Layout.model_validate({"positions": positions, **layout}))


def greeting() -> Document:
    """Start → a message with two replies → two ends; `other` and `no_reply` lead nowhere."""
    return document(
        (
            wired(Start(id=node_id("start"), title="开始"), next="hello"),
            wired(
                SendMessage(
                    id=node_id("hello"),
                    title="打招呼",
                    message=Message(content=Text(text="您好"), chips=replies("好的", "不了")),
                ),
                reply_s1="yes",
                reply_s2="no",
            ),
            End(id=node_id("yes"), title="参加"),
            End(id=node_id("no"), title="不参加", outcome="refused"),
        ),
        {"start": (0, 0), "hello": (300, 0), "yes": (640, 0), "no": (640, 160)},
    )


def generated(count: int, columns: int = 40) -> Document:
    """A document of *count* nodes of mixed types in a grid, wired forwards, every 25th one also far away."""
    nodes: list[Node] = []
    places: dict[str, tuple[float, float]] = {}
    for index in range(count):
        name = f"n{index}"
        places[name] = (index % columns * 300.0, index // columns * 280.0)
        onward = f"n{index + 1}" if index + 1 < count else ""
        far = f"n{(index * 7 + 13) % (count - 1) + 1}" if index % 25 == 0 and count > 2 else ""
        nodes.append(_generated_node(index, node_id(name), onward, far))
    return document(nodes, places)


def _generated_node(index: int, name: NodeId, onward: str, far: str) -> Node:
    if index == 0:
        node: Node = Start(id=name, title="开始")
        return wired(node, next=onward) if onward else node
    kind = index % 6
    first = "reply_s1"
    if kind in (0, 1):
        words = Message(
            content=Text(text=f"第 {index} 条，您好，春季上新满 300 减 60，三月有效"),
            chips=replies("好的", "不要"),
        )
        node = SendMessage(id=name, title=f"消息 {index}", message=words)
        targets = {first: onward, "reply_s2": far}
    elif kind == 2:
        node = Branch(id=name, title=f"分支 {index}", cases=(Case(id="a", name="老客户"),))
        targets = {"case_a": onward, "otherwise": far}
    elif kind == 3:
        node, targets = Wait(id=name, title=f"等待 {index}"), {"next": onward}
    elif kind == 4:
        node = HttpRequest(id=name, title=f"请求 {index}", url="https://shop.example.cn/coupons")
        targets = {"success": onward, "failure": far}
    else:
        node, targets = SetVariables(id=name, title=f"变量 {index}"), {"next": onward}
    return wired(node, **{exit_: to for exit_, to in targets.items() if to})


def _picture(name: str) -> CardMedia:
    return CardMedia(source=f"media:{name}.png", content_type="image/png", size_bytes=90_000)


def spring_sale() -> Document:
    """The scenario of the design pictures: 春季促销, with its notes, frames and one loose exit."""
    places = {
        "start": (27, 440), "split": (187, 434), "carousel": (362, 218), "single": (362, 618),
        "coupon": (590, 200), "city": (590, 400), "tomorrow": (590, 676), "stop": (590, 860),
        "arrived": (782, 176), "person": (782, 418), "store": (782, 560), "remind": (782, 746),
        "got": (985, 296), "passed": (985, 636), "refused": (782, 882),
    }  # fmt: skip
    nodes = (*_sale_opening(), *_sale_messages(), *_sale_rest())
    spread = {name: ((x - 27) * 1.429, (y - 176) * 1.429) for name, (x, y) in places.items()}
    made = document(
        nodes,
        spread,
        notes={
            "note": Note(
                id=NoteId("note"),
                x=0,
                y=600,
                width=200,
                height=98,
                text="投放 3 月 8–15 日。文案 3 月 2 日已过法务，改价格需要重新送审。\n— 林",
            )
        },
        frames={
            "a": Frame(id=FrameId("a"), x=466, y=12, width=276, height=370, title="A 组 ・ 轮播"),
            "b": Frame(id=FrameId("b"), x=466, y=580, width=276, height=330, title="B 组 ・ 大图"),
        },
    )
    flow = made.flow.with_changes(name="春季促销", variables=(Variable(name="姓名", sample="王女士"),))
    return made.model_copy(update={"flow": flow})


def _sale_opening() -> tuple[Node, ...]:
    cards = (
        Card(media=_picture("coat"), title="春日风衣", description="{{姓名}}，春季上新满 300 减 60"),
        Card(media=_picture("shoe"), title="轻便跑鞋", description="一双鞋只有 198 克"),
        Card(media=_picture("bag"), title="通勤包"),
    )
    return (
        wired(
            Start(
                id=node_id("start"),
                title="开始",
                triggers=(Trigger(kind="campaign"), Trigger(kind="keyword", words=("春季", "优惠"))),
            ),
            next="split",
        ),
        wired(
            Split(
                id=node_id("split"),
                title="A/B 分流",
                arms=(Arm(id="a", name="A 轮播"), Arm(id="b", name="B 大图")),
            ),
            arm_a="carousel",
            arm_b="single",
        ),
        wired(
            SendMessage(
                id=node_id("carousel"),
                title="新品轮播",
                message=Message(
                    content=Carousel(cards=cards), chips=replies("领取优惠券", "查看附近门店", "暂时不需要")
                ),
            ),
            reply_s1="coupon", reply_s2="city", reply_s3="stop", other="city", no_reply="tomorrow",
        ),
        wired(
            SendMessage(
                id=node_id("single"),
                title="单卡大图",
                message=Message(
                    content=RichCard(card=Card(media=_picture("blossom"), title="把春天穿在身上")),
                    chips=replies("领取优惠券", "暂时不需要"),
                ),
            ),
            reply_s1="coupon", reply_s2="stop",
        ),
    )  # fmt: skip


def _sale_messages() -> tuple[Node, ...]:
    return (
        wired(
            SendMessage(
                id=node_id("arrived"),
                title="优惠券到账",
                message=Message(
                    content=RichCard(
                        card=Card(media=_picture("coupon"), description="满 300 减 60，3 月 15 日前有效")
                    ),
                    chips=replies("查看附近门店", "找人工客服"),
                ),
            ),
            reply_s1="store", reply_s2="person", no_reply="got",
        ),
        wired(
            SendMessage(
                id=node_id("store"),
                title="最近门店",
                message=Message(content=Location(label_text="{{门店名}} ・ {{距离}} 公里")),
            ),
            next="got",
        ),
        wired(
            SendMessage(
                id=node_id("remind"),
                title="提醒一次",
                message=Message(
                    content=Text(text="{{姓名}}，60 元券为您留到明晚 24 点。"), chips=replies("收下优惠券")
                ),
            ),
            reply_s1="got", no_reply="passed",
        ),
    )  # fmt: skip


def _sale_rest() -> tuple[Node, ...]:
    amount = Condition(rows=(ConditionRow(variable="金额", operator="ge", value=300.0),))
    return (
        wired(
            HttpRequest(
                id=node_id("coupon"),
                title="申领优惠券",
                method="POST",
                url="https://shop.example.cn/coupons/spring",
            ),
            success="arrived", failure="person",
        ),
        wired(
            Ask(
                id=node_id("city"),
                title="询问城市",
                question=Message(content=Text(text="您在哪个城市？也可以直接发送位置。")),
            ),
            answered="store", invalid="person", no_reply="tomorrow",
        ),
        wired(
            Wait(id=node_id("tomorrow"), title="等到次日 10:00", until="clock", clock=time(10)), next="remind"
        ),
        wired(SetVariables(id=node_id("stop"), title="记录不再打扰"), next="refused"),
        wired(
            Branch(
                id=node_id("person"),
                title="金额够了吗",
                cases=(Case(id="a", name="满 300", condition=amount),),
            ),
            case_a="got", otherwise="passed",
        ),
        End(id=node_id("got"), title="已领券"),
        End(id=node_id("passed"), title="未参与", outcome="abandoned"),
        End(id=node_id("refused"), title="谢绝", outcome="refused"),
    )  # fmt: skip
