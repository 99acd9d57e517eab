"""The platform's return codes: what each means and what a sender should do about it.

Source: CT/CU customer access interface V1.0.4, return code table, and failure codes of the delivery
notification; checked 2026-11-23. The ranges 81000-83999 (Telecom) and 87000-89999 (Unicom) are undocumented.
"""

from __future__ import annotations

from dataclasses import dataclass

from runtime.carriers.port import ErrorClass
from runtime.wording import Wording

RENEW_TOKEN = frozenset({40001, 40014, 42001})
"""Codes that a fresh access token may cure, once."""


@dataclass(frozen=True, slots=True)
class ReturnCode:
    """What one code means."""

    error: ErrorClass
    words: Wording


def _code(error: ErrorClass, zh: str, en: str) -> ReturnCode:
    return ReturnCode(error, Wording(zh, en))


_BUSY, _FULL, _LOGIN = ErrorClass.TEMPORARY, ErrorClass.QUEUE_FULL, ErrorClass.CREDENTIALS
_CONTENT, _PERSON, _NEVER = ErrorClass.CONTENT, ErrorClass.RECIPIENT, ErrorClass.PERMANENT

RETURN_CODES: dict[int, ReturnCode] = {
    -1: _code(_BUSY, "平台繁忙", "The platform is busy"),
    -2: _code(_BUSY, "平台内部错误", "The platform has an internal error"),
    20002: _code(_NEVER, "请求参数有误", "A parameter of the request is wrong"),
    20003: _code(_NEVER, "请求有误", "The request is wrong"),
    30001: _code(_FULL, "当日发送额度已用完", "The day's quota is used up"),
    30002: _code(_FULL, "当月发送额度已用完", "The month's quota is used up"),
    30003: _code(ErrorClass.THROTTLED, "超过每秒发送上限", "Too many messages a second"),
    30004: _code(_FULL, "当年发送额度已用完", "The year's quota is used up"),
    30006: _code(_NEVER, "回调地址校验失败", "The check of the callback address failed"),
    30007: _code(_NEVER, "审核通知失败", "The audit notice failed"),
    30008: _code(_NEVER, "Chatbot 与发送方地址不一致", "Chatbot and sender address differ"),
    40001: _code(_LOGIN, "appKey 或令牌无效", "The app key or the token is not valid"),
    40002: _code(_LOGIN, "凭证类型有误", "The kind of credential is wrong"),
    40005: _code(_CONTENT, "文件类型不支持", "This type of file is not taken"),
    40006: _code(_CONTENT, "文件大小超限", "The file is too large"),
    40007: _code(_CONTENT, "媒体地址无效", "The address of the media is not valid"),
    40008: _code(_CONTENT, "消息类型不支持", "This type of message is not taken"),
    40011: _code(_NEVER, "信息更新失败", "The information could not be updated"),
    40013: _code(_LOGIN, "appId 不符合规则", "The app id does not match the rules"),
    40014: _code(_LOGIN, "令牌无效", "The token is not valid"),
    40016: _code(_CONTENT, "按钮数量超限", "Wrong number of buttons"),
    40017: _code(_CONTENT, "按钮类型有误", "A button has a wrong type"),
    40018: _code(_CONTENT, "按钮文字长度超限", "A button's label has a wrong length"),
    40019: _code(_CONTENT, "按钮回传数据长度超限", "A button's postback has a wrong length"),
    40020: _code(_CONTENT, "按钮网址长度超限", "A button's address has a wrong length"),
    40021: _code(_CONTENT, "文本长度超限", "A text has a wrong length"),
    40022: _code(_CONTENT, "临时文件已过期", "The temporary file has expired"),
    40040: _code(_CONTENT, "文件数量超限", "Too many files"),
    40052: _code(_CONTENT, "按钮链接有误", "A button's link is wrong"),
    41001: _code(_LOGIN, "缺少令牌", "The token is missing"),
    41002: _code(_LOGIN, "缺少 appId", "The app id is missing"),
    41004: _code(_LOGIN, "缺少 appKey", "The app key is missing"),
    41005: _code(_CONTENT, "缺少媒体数据", "The media data are missing"),
    41006: _code(_CONTENT, "缺少媒体地址", "The address of the media is missing"),
    42001: _code(_LOGIN, "令牌已过期", "The token has expired"),
    43001: _code(_NEVER, "应使用 GET 请求", "The call needs GET"),
    44001: _code(_CONTENT, "文件为空", "The file is empty"),
    44002: _code(_CONTENT, "请求内容为空", "The request is empty"),
    45001: _code(ErrorClass.THROTTLED, "调用过于频繁", "Too many calls"),
    45010: _code(_PERSON, "已超出可回复的时间", "The time to reply has passed"),
    46001: _code(_PERSON, "用户不存在", "This person is unknown to the carrier"),
    46002: _code(_BUSY, "暂时查不到该用户", "This person cannot be found at the moment"),
    46003: _code(_PERSON, "用户受限", "This person is restricted"),
    47001: _code(_CONTENT, "内容解析失败", "The content could not be parsed"),
    47002: _code(_CONTENT, "子菜单解析失败", "The sub-menu could not be parsed"),
    48001: _code(_LOGIN, "该接口未授权", "The account may not use this call"),
    60001: _code(_CONTENT, "内容不合规", "The content is not allowed"),
    60002: _code(_PERSON, "用户未订阅", "The person has not subscribed"),
    60003: _code(_CONTENT, "内容类型不合规", "This type of content is not allowed"),
    70001: _code(_NEVER, "Chatbot 已被管控", "The carrier restricts this chatbot"),
}

_FAILURES: dict[int, Wording] = {
    1: Wording("没有可送达的终端", "There is no handset to deliver to"),
    2: Wording("终端不支持 5G 消息", "The handset takes no 5G messages"),
    3: Wording("内容违规", "The content is illegal"),
    4: Wording("终端不在线", "The handset is offline"),
    5: Wording("用户拒收", "The person refused it"),
    6: Wording("内容不符合规则", "The content does not meet the rules"),
}

_TELECOM = range(81000, 84000)
_UNICOM = range(87000, 90000)


def return_code(code: int) -> ReturnCode:
    """What *code* means; an unknown one is permanent and says its number."""
    known = RETURN_CODES.get(code)
    if known is not None:
        return known
    if code in _TELECOM:
        words = Wording("中国电信返回错误 {code}", "China Telecom answered error {code}")
    elif code in _UNICOM:
        words = Wording("中国联通返回错误 {code}", "China Unicom answered error {code}")
    else:
        words = Wording("平台返回未知错误 {code}", "The platform answered the unknown error {code}")
    return ReturnCode(_NEVER, words.format(code=code))


def failure_words(code: int) -> Wording:
    """What a failed delivery's *code* means: 1 to 6 are its own, the others come from the return codes."""
    return _FAILURES.get(code) or return_code(code).words
