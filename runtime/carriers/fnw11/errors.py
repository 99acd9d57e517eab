"""The reason codes of FNW.11 platforms: what each means and what a sender should do about it.

FNW.11 V1.0 itself names HTTP statuses only. The numbers are those of the MaaP core that most of its platforms
are built on, as public clients list them; checked 2026-11-24. A platform may have others: then the HTTP
status speaks.
"""

from __future__ import annotations

from dataclasses import dataclass

from runtime.carriers.port import ErrorClass
from runtime.wording import Wording

RENEW_TOKEN = frozenset({40002, 40003, 40004, 40005})
"""Codes that a fresh token may cure, once."""
DUPLICATE_ID = 42514
"""The platform has a message of this id already: it took the one we sent before."""
NO_SUCH_MESSAGE = frozenset({42011})


@dataclass(frozen=True, slots=True)
class ReasonCode:
    """What one code means."""

    error: ErrorClass
    words: Wording


def _code(error: ErrorClass, zh: str, en: str) -> ReasonCode:
    return ReasonCode(error, Wording(zh, en))


_BUSY, _LOGIN, _CONTENT = ErrorClass.TEMPORARY, ErrorClass.CREDENTIALS, ErrorClass.CONTENT
_PERSON, _NEVER = ErrorClass.RECIPIENT, ErrorClass.PERMANENT

_ONE = {
    40001: _code(_LOGIN, "请求缺少令牌", "The request has no token"),
    40002: _code(_LOGIN, "请求缺少令牌", "The request has no token"),
    40003: _code(_LOGIN, "令牌无效", "The token is not valid"),
    40004: _code(_LOGIN, "令牌已过期", "The token has expired"),
    40005: _code(_LOGIN, "令牌内容不完整", "The token says too little"),
    40006: _code(_LOGIN, "令牌不属于该账号", "The token belongs to another account"),
    40007: _code(_LOGIN, "令牌没有这项权限", "The token may not use this call"),
    41000: _code(_BUSY, "平台内部错误", "The platform has an internal error"),
    41001: _code(_BUSY, "平台处理超时", "The platform took too long"),
    41002: _code(_NEVER, "撤回失败", "The message could not be taken back"),
    41003: _code(ErrorClass.THROTTLED, "超过发送速率", "Too many messages a second"),
    41004: _code(_BUSY, "平台繁忙", "The platform is busy"),
    41005: _code(_BUSY, "平台暂时不可用", "The platform is not available at the moment"),
    41006: _code(_BUSY, "与终端的会话不存在", "There is no session with the handset"),
    41007: _code(_PERSON, "送达前已过期", "It expired before it could be delivered"),
    41008: _code(_PERSON, "会话已过期", "The session has expired"),
    41009: _code(_NEVER, "终端不支持撤回", "The handset cannot take messages back"),
    41010: _code(_NEVER, "撤回后又收到回执", "A receipt came after it was taken back"),
    41011: _code(_NEVER, "消息已撤回", "The message was taken back already"),
    41110: _code(_PERSON, "找不到该用户", "This person is unknown to the platform"),
    41117: _code(_NEVER, "撤回请求处理失败", "The request to take it back failed"),
    41200: _code(_PERSON, "找不到接收的用户", "The person to receive it was not found"),
    41201: _code(_PERSON, "终端不能接收这类消息", "The handset cannot take this kind of message"),
    41210: _code(_PERSON, "终端不支持文本消息", "The handset takes no texts"),
    41211: _code(_PERSON, "终端不支持文件", "The handset takes no files"),
    41212: _code(_PERSON, "终端不支持富媒体卡片", "The handset takes no rich cards"),
    41240: _code(_PERSON, "终端不支持请求位置", "The handset cannot be asked where it is"),
    41250: _code(_CONTENT, "无法识别消息内容的类型", "The type of the content cannot be told"),
    41300: _code(_BUSY, "平台下载文件失败", "The platform could not fetch the file"),
    42001: _code(_NEVER, "Chatbot 的状态不允许调用", "The chatbot's state does not allow the call"),
    42002: _code(_CONTENT, "消息缺少必要内容或格式有误", "The message lacks something or is malformed"),
    42003: _code(_CONTENT, "时间格式有误", "A time is malformed"),
    42004: _code(_PERSON, "缺少接收人", "The recipient is missing"),
    42005: _code(_PERSON, "号码格式有误", "The phone number is malformed"),
    42006: _code(_NEVER, "Chatbot 只能用于模拟器", "The chatbot works with the emulator only"),
    42007: _code(_PERSON, "号码不在测试名单内", "The number is not on the list of testers"),
    42008: _code(_CONTENT, "消息没有内容", "The message has no content"),
    42009: _code(_CONTENT, "消息内容的类型有误", "The message is of no known kind"),
    42010: _code(_CONTENT, "消息有多种内容", "The message has more than one content"),
    42011: _code(_NEVER, "没有这条消息，或状态不能更改", "There is no such message, or its state stands"),
    42012: _code(_CONTENT, "正在输入的状态有误", "The typing state is wrong"),
    42013: _code(_CONTENT, "业务类型有误", "The traffic type is wrong"),
    42014: _code(_CONTENT, "悬浮菜单不能单独发送", "Suggestions cannot go without a content"),
    42015: _code(_CONTENT, "文本为空", "The text is empty"),
    DUPLICATE_ID: _code(_NEVER, "消息编号重复", "There is a message with this id already"),
    42601: _code(ErrorClass.THROTTLED, "调用过于频繁", "Too many calls"),
}

_RANGES = (
    (range(41100, 41110), _code(_BUSY, "平台内部发送失败", "The platform could not pass it on")),
    (range(41220, 41240), _code(_PERSON, "终端不支持扩展消息", "The handset takes no extended messages")),
    (range(42031, 42043), _code(_CONTENT, "富媒体卡片有误", "A rich card is wrong")),
    (range(42043, 42065), _code(_CONTENT, "按钮有误", "A suggestion is wrong")),
    (range(42100, 42109), _code(_CONTENT, "媒体信息不完整", "Something about the media is missing")),
    (range(42201, 42209), _code(_CONTENT, "长度、大小或时间超限", "A length, size or time is out of bounds")),
    (range(42301, 42316), _code(_CONTENT, "扩展卡片有误", "An extended card is wrong")),
    (range(42401, 42403), _code(_CONTENT, "文件有误或无法下载", "The file is wrong or cannot be fetched")),
    (range(42501, 42514), _code(_CONTENT, "内容不完整", "Something of the content is missing")),
)


def reason_code(code: int) -> ReasonCode | None:
    """What *code* means, None for one that is not known."""
    known = _ONE.get(code)
    if known is not None:
        return known
    return next((meaning for codes, meaning in _RANGES if code in codes), None)


def failure_words(code: int) -> Wording:
    """What a failed delivery's *code* means."""
    known = reason_code(code)
    if known is not None:
        return known.words
    return Wording("平台返回未知错误 {code}", "The platform answered the unknown error {code}").format(
        code=code
    )
