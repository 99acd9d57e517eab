"""The exceptions of delivery.

DeliveryRefusal
├── UnknownFlow        the flow, or that version of it, is not published
├── UnknownEndpoint    no such endpoint is configured
└── NoEndpoint         none is configured at all
"""

from __future__ import annotations

from collections.abc import Collection

from runtime.registry import nearest
from runtime.wording import Wording


class DeliveryRefusal(Exception):
    """The runtime cannot do what was asked, in words for people."""

    code = "refused"

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


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
