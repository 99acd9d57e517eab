"""Small flows that runtime tests publish."""

from runtime.flow.flow import Flow
from runtime.flow.flow_reference import FlowReference
from runtime.flow.flow_reference import Result as CalledResult
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.node import Node
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.call_flow import CallFlow
from runtime.flow.nodes.capability import Capability
from runtime.flow.nodes.consent import Consent
from runtime.flow.nodes.end import End
from runtime.flow.nodes.hand_over import HandOver
from runtime.flow.nodes.http_request import HttpRequest, Result
from runtime.flow.nodes.jump_to_flow import JumpToFlow
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.nodes.start import Start, Trigger
from runtime.flow.nodes.tag import Tag
from runtime.flow.nodes.wait import Wait
from runtime.flow.values import ValueType
from runtime.flow.variable import Variable
from runtime.messages.elements.text import Text
from runtime.messages.fallback import Fallback
from runtime.messages.message import Message
from tests.support.flows import node_id, replies, wired


def flow_of(flow_id: str, *nodes: Node, variables: tuple[Variable, ...] = (), name: str = "") -> Flow:
    """A service flow of nodes."""
    return Flow(
        id=FlowId(flow_id),
        name=name or flow_id,
        purpose="service",
        variables=variables,
        nodes={node.id: node for node in nodes},
    )


def say(name: str, text: str, *chips: str, **fields: object) -> SendMessage:
    """A message node with reply chips."""
    message = Message(content=Text(text=text), chips=replies(*chips), fallback=Fallback(refusal=False))
    return SendMessage.model_validate({"id": name, "message": message, **fields})


def end(name: str, outcome: str = "goal") -> End:
    """An end."""
    return End.model_validate({"id": name, "outcome": outcome})


def start(*triggers: Trigger) -> Start:
    """A start; begins by campaign and API unless triggers are given."""
    return Start(id=NodeId("start"), triggers=triggers or (Trigger(kind="campaign"), Trigger(kind="api")))


def greeting(flow_id: str = "greeting") -> Flow:
    """Asks whether people want the coupon; yes, no, something else and silence go different ways."""
    return flow_of(
        flow_id,
        wired(start(Trigger(kind="api"), Trigger(kind="keyword", words=("优惠",))), next="offer"),
        wired(
            say("offer", "要优惠券吗？", "要", "不要", no_reply_after_s=3600),
            reply_s1="coupon",
            reply_s2="bye",
            other="bye",
            no_reply="remind",
        ),
        wired(say("coupon", "给您优惠券。"), next="won"),
        wired(say("remind", "优惠券还在。"), next="lost"),
        wired(say("bye", "好的，不打扰。"), next="lost"),
        end("won"),
        end("lost", "abandoned"),
    )


def two_messages(flow_id: str = "two") -> Flow:
    """Sends two messages and ends."""
    return flow_of(
        flow_id,
        wired(start(), next="first"),
        wired(say("first", "第一条"), next="second"),
        wired(say("second", "第二条"), next="over"),
        end("over"),
    )


def handing_over(flow_id: str = "handing") -> Flow:
    """Hands over to a person for ten minutes at most."""
    return flow_of(
        flow_id,
        wired(start(), next="person"),
        wired(
            HandOver(id=NodeId("person"), greeting="请稍候。", note="想退货", no_answer_after_s=600),
            resolved="won",
            no_answer="lost",
        ),
        end("won"),
        end("lost", "abandoned"),
    )


def nesting(flow_id: str = "nesting") -> Flow:
    """Looks at the handset, calls `asking`, tags, records consent, and hands over to a person."""
    return flow_of(
        flow_id,
        wired(start(), next="can"),
        wired(Capability(id=NodeId("can")), rcs="call", sms_only="jump", unknown="jump"),
        wired(
            CallFlow(
                id=NodeId("call"),
                flow=FlowReference(id="asking", name="预约"),
                results=(CalledResult(name="name", variable="who"),),
            ),
            returned="tag",
        ),
        JumpToFlow(id=NodeId("jump"), flow=FlowReference(id="asking", name="预约")),
        wired(Tag(id=NodeId("tag"), added=("预约过",)), next="agree"),
        wired(Consent(id=NodeId("agree"), proof="{{who}} 选了同意"), next="person"),
        wired(
            HandOver(id=NodeId("person"), note="{{who}} 要预约", no_answer_after_s=600),
            resolved="window",
            no_answer="lost",
        ),
        wired(Wait(id=NodeId("window"), until="window"), next="won"),
        end("won"),
        end("lost", "abandoned"),
        variables=(Variable(name="who", default="客人"),),
    )


def watching(flow_id: str = "watching") -> Flow:
    """Has ways of its own for a failed message and for one that fell back to SMS."""
    return flow_of(
        flow_id,
        wired(start(), next="notice"),
        wired(
            say("notice", "通知", on_failure=True, on_fallback=True, expires_after_s=600),
            next="came",
            failed="sorry",
            fell_back="sms",
        ),
        end("came"),
        end("sorry", "abandoned"),
        end("sms", "abandoned"),
    )


def asking(flow_id: str = "asking") -> Flow:
    """Asks a text and says it back."""
    return flow_of(
        flow_id,
        wired(
            start(Trigger(kind="api"), Trigger(kind="keyword", match="contains", words=("预约",))), next="q"
        ),
        wired(
            Ask(id=node_id("q"), question=Message(content=Text(text="您怎么称呼？")), variable="name"),
            answered="thanks",
            invalid="over",
            no_reply="over",
        ),
        wired(say("thanks", "谢谢，{{ name }}"), next="over"),
        end("over"),
        variables=(Variable(name="name"),),
    )


def calling(flow_id: str = "calling", method: str = "GET") -> Flow:
    """Asks another system and says what it answered."""
    return flow_of(
        flow_id,
        wired(start(), next="call"),
        wired(
            HttpRequest.model_validate(
                {
                    "id": "call",
                    "method": method,
                    "url": "https://api.example.com/bill?of=1",
                    "results": (Result(path="amount", variable="amount"),),
                    "timeout_s": 5,
                }
            ),
            success="told",
            failure="sorry",
        ),
        wired(say("told", "应缴 {{ amount }} 元"), next="over"),
        wired(say("sorry", "查不到"), next="over"),
        end("over"),
        variables=(Variable(name="amount", type=ValueType.NUMBER),),
    )


def pausing(flow_id: str = "pausing") -> Flow:
    """Says something, waits a day, says something else."""
    return flow_of(
        flow_id,
        wired(start(), next="hello"),
        wired(say("hello", "您好"), next="pause"),
        wired(Wait(id=node_id("pause"), duration_s=86400), next="again"),
        wired(say("again", "又见面了"), next="over"),
        end("over"),
    )


def refusing(flow_id: str = "refusing") -> Flow:
    """Offers a way to refuse inside the flow."""
    return flow_of(
        flow_id,
        wired(start(), next="offer"),
        wired(
            say("offer", "继续接收吗？", "继续", "不再接收"), reply_s1="over", reply_s2="sorry", other="over"
        ),
        wired(say("sorry", "好的，再见。"), next="refused"),
        end("over"),
        end("refused", "refused"),
    )
