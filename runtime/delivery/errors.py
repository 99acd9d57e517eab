"""The exceptions of delivery.

DeliveryRefusal
├── UnknownFlow        the flow, or that version of it, is not published
├── UnknownContact     nobody of that id was met
├── UnknownEndpoint    no such endpoint is configured
├── NoEndpoint         none is configured at all
├── FlowOffline        no version of the flow is online
├── WordsTaken         another scenario that is online begins on the same words
├── FlowsOffline       a scenario that this one calls is not online
├── FlowIsCalled       scenarios that are online call it, so that it is not taken offline unasked
├── CannotMove         the new version cannot carry on who waits at a node
└── RequestReused      the request was made before, with something else to publish
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from runtime.registry import nearest
from runtime.wording import Wording


class DeliveryRefusal(Exception):
    """The runtime cannot do what was asked, in words for people."""

    code = "refused"

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence
        self.more: Mapping[str, object] = {}
        """What the API tells beside the sentence."""


class UnknownFlow(DeliveryRefusal):
    """The flow is not published; *version* 0 means in no version."""

    code = "unknown_flow"

    def __init__(self, flow_id: str, version: int = 0) -> None:
        if version:
            words = Wording(
                "场景 {flow} 没有发布过第 {version} 版。",
                "Version {version} of the scenario {flow} is not published.",
            )
        else:
            words = Wording("场景 {flow} 还没有发布。", "The scenario {flow} is not published.")
        super().__init__(words.format(flow=flow_id, version=version))


class UnknownContact(DeliveryRefusal):
    """Nobody of that id was met."""

    code = "unknown_contact"

    def __init__(self, contact: str) -> None:
        words = Wording("没有联系人 {contact}。", "There is no contact {contact}.")
        super().__init__(words.format(contact=contact))


class UnknownEndpoint(DeliveryRefusal):
    """No endpoint of that name is configured."""

    code = "unknown_endpoint"

    def __init__(self, name: str, known: Collection[str]) -> None:
        near = nearest(name, known)
        zh = f"没有名为 {name} 的通道" + (f"，是不是 {near}？" if near else "。")
        en = f"There is no endpoint {name}" + (f", did you mean {near}?" if near else ".")
        super().__init__(Wording(zh, en))


class NoEndpoint(DeliveryRefusal):
    """No endpoint is configured."""

    code = "no_endpoint"

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "还没有配置运营商通道，无法发送。", "No carrier endpoint is configured: nothing can be sent."
            )
        )


class FlowOffline(DeliveryRefusal):
    """No version of the flow is online."""

    code = "flow_offline"

    def __init__(self, flow_id: str) -> None:
        words = Wording(
            "场景 {flow} 已下线，没有开始会话。", "The scenario {flow} is offline; nothing was begun."
        )
        super().__init__(words.format(flow=flow_id))


class WordsTaken(DeliveryRefusal):
    """Another scenario that is online begins on the same words; *sentences* say which."""

    code = "words_taken"

    def __init__(self, sentences: Sequence[Wording]) -> None:
        super().__init__(sentences[0])
        issues = [{"severity": "error", "code": self.code, "zh": one.zh, "en": one.en} for one in sentences]
        self.more = {"issues": issues}


class FlowsOffline(DeliveryRefusal):
    """Scenarios that this one calls are not online; *sentences* say which."""

    code = "flows_offline"

    def __init__(self, sentences: Sequence[Wording]) -> None:
        super().__init__(sentences[0])
        issues = [{"severity": "error", "code": self.code, "zh": one.zh, "en": one.en} for one in sentences]
        self.more = {"issues": issues}


class FlowIsCalled(DeliveryRefusal):
    """Scenarios that are online call this one; *callers* are (id, name)."""

    code = "flow_is_called"

    def __init__(self, callers: Sequence[tuple[str, str]]) -> None:
        words = Wording(
            "线上场景{zh}会来这个场景。下线后，走到这里的会话会失败。",
            "Scenarios that are online come to this one: {en}. Conversations that come here then fail.",
        )
        zh = "、".join(f"「{name}」" for _, name in callers)
        en = ", ".join(f'"{name}"' for _, name in callers)
        super().__init__(words.format(zh=zh, en=en))
        self.more = {"callers": [{"flow_id": flow_id, "name": name} for flow_id, name in callers]}


class CannotMove(DeliveryRefusal):
    """The new version cannot carry on who waits at a node."""

    code = "cannot_move"

    def __init__(self, node: str, name: Wording, why: Wording) -> None:
        words = Wording("在「{name}」等的人不能改走新版：{why}", 'Who waits at "{name}" cannot move: {why}')
        super().__init__(words.format(name=name, why=why))
        self.more = {"node": node}


class RequestReused(DeliveryRefusal):
    """The request was made before, with something else to publish."""

    code = "request_reused"

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "这个发布请求已经用过，内容却不同。重新发布一次。",
                "This request was used before for other content. Publish again.",
            )
        )
