"""Why a carrier's callback is turned away.

CallbackRefusalError
├── BadSignatureError     401  not from the carrier
├── StaleError            401  signed too long ago, or in the future
├── WrongChatbotError     404  for a chatbot that does not live here
├── UnknownCallbackError  404  no callback we know
├── TooLargeError         413
└── UnreadableError       400
"""

from __future__ import annotations

from typing import ClassVar

from runtime.wording import Wording


class CallbackRefusalError(Exception):
    """A callback that is not taken; *status* is the HTTP answer, *words* tell people why."""

    status: ClassVar[int] = 400

    def __init__(self, words: Wording) -> None:
        super().__init__(words.en)
        self.words = words


class BadSignatureError(CallbackRefusalError):
    """The signature is missing or wrong."""

    status: ClassVar[int] = 401

    def __init__(self) -> None:
        super().__init__(Wording("签名不正确", "The signature is not right"))


class StaleError(CallbackRefusalError):
    """The signature is right, but its time is not near ours."""

    status: ClassVar[int] = 401

    def __init__(self, tolerance_s: int) -> None:
        words = Wording(
            "签名时间与本机相差超过 {seconds} 秒", "The signature's time differs by more than {seconds} s"
        )
        super().__init__(words.format(seconds=tolerance_s))


class WrongChatbotError(CallbackRefusalError):
    """The callback is for another chatbot."""

    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__(Wording("没有这个 Chatbot", "There is no such chatbot"))


class UnknownCallbackError(CallbackRefusalError):
    """The path names no callback of this interface."""

    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__(Wording("没有这种回调", "There is no such callback"))


class TooLargeError(CallbackRefusalError):
    """The body is over the limit."""

    status: ClassVar[int] = 413

    def __init__(self, size_bytes: int, limit_bytes: int) -> None:
        words = Wording(
            "内容有 {size} 字节，上限是 {limit} 字节", "The body has {size} bytes, the limit is {limit}"
        )
        super().__init__(words.format(size=size_bytes, limit=limit_bytes))


class UnreadableError(CallbackRefusalError):
    """The body cannot be understood; *why* is for the log."""

    status: ClassVar[int] = 400

    def __init__(self, why: str) -> None:
        words = Wording("读不懂回调内容：{why}", "The callback cannot be read: {why}")
        super().__init__(words.format(why=why))
