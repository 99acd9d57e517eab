"""The rules behind the lint before audit, each with its source and the day it was read.

A lint never says that an audit passes: the carriers decide, their lists of words are not public, and much
of this is second-hand. Where that is so the rule is marked unsure, and its findings say 可能.
"""

from __future__ import annotations

from typing import Final

from runtime.flow.rule import Rule
from runtime.messages.word_list import word_list
from runtime.wording import Wording

_READ: Final = "2026-11-23"


def _rule(name: str, zh: str, en: str, *, sure: bool = True) -> Rule:
    return Rule(name, Wording(zh, en), _READ, sure)


def _listed(name: str) -> Rule:
    file = word_list(name).file
    return Rule(name, Wording(file.source_zh, file.source_en), file.checked, file.is_sure)


REFUSAL: Final = _rule(
    "refusal",
    "《通信短信息服务管理规定》（工信部令第 31 号，2015-06-30 施行）：短信里要有方便有效的拒收办法",
    "MIIT order 31 (in force 2015-06-30): a message must offer a convenient, effective way to refuse",
)
REFUSAL_WORDING: Final = _rule(
    "refusal_wording",
    "华为云物联网短信规则：只认「拒收请回复R」，其余格式不支持",
    "Huawei Cloud IoT SMS rules: only the literal 拒收请回复R is accepted",
)
REFUSAL_ON_UNICOM: Final = _rule(
    "refusal_on_unicom",
    "百度智能云转述的联通通知：5 月 1 日起所有短信以「拒收请回复R」结尾，没写年份",
    "a Unicom notice quoted by Baidu Cloud: all SMS end with 拒收请回复R from 1 May, year not given",
    sure=False,
)
SMS_LINKS: Final = _rule(
    "sms_links",
    "百度智能云转述的运营商通知：短信里的链接和联系方式，电信 2025-05-20 起、移动 2025-07-10 起"
    "（2025-12-05 起全国从严）拦截，联通没有报备的拦截",
    "carrier notices quoted by Baidu Cloud on links and contact details in SMS: Telecom from 2025-05-20, "
    "Mobile from 2025-07-10 (strict nationwide from 2025-12-05), Unicom blocks what is not registered",
)
SENDING_HOURS: Final = _rule(
    "sending_hours",
    "华为云物联网短信规则：营销短信 8:00–21:00；没有找到全国统一的时段",
    "Huawei Cloud IoT SMS rules: marketing between 8:00 and 21:00; no national hours were found",
    sure=False,
)
VARIABLES: Final = _rule(
    "variables",
    "华为云、火山引擎短信规则：营销短信不能有变量；变量不相邻、不全是变量、每条最多 10 个、"
    "值最长 35 字、不含链接和号码",
    "Huawei Cloud and Volcengine SMS rules: none in marketing; never side by side or alone, at most 10, "
    "values of at most 35 characters without links or numbers",
    sure=False,
)
SYMBOLS: Final = _rule(
    "symbols",
    "腾讯云、华为云短信规则：【】只给签名用，不收 ¥ ★ ^_^ & √ ※ 等符号",
    "Tencent Cloud and Huawei Cloud SMS rules: 【】 are for the signature only, ¥ ★ ^_^ & √ ※ are refused",
)
PERSONAL_NUMBERS: Final = _rule(
    "personal_numbers",
    "阿里云数字短信、火山引擎短信规则：文字和图片里不能有个人手机号、个人微信或 QQ",
    "Alibaba Cloud digital SMS and Volcengine SMS rules: no personal mobile numbers, WeChat or QQ in texts "
    "or pictures",
)
NOTICE_WITH_LINK: Final = _rule(
    "notice_with_link",
    "百度智能云转述的工信部第 74 号令：通知里带引流链接就算商业短信，要写「拒收请回复R」；没有找到原文",
    "MIIT order 74 as quoted by Baidu Cloud: a notice with a lead-in link counts as commercial and needs "
    "拒收请回复R; the order's text was not found",
    sure=False,
)
SIGNATURE: Final = _rule(
    "signature",
    "电信、联通接口 V1.0.4 §7.2：短信签名最长 50 字节；各平台的短信签名一般是 2–12 个字",
    "CT/CU V1.0.4 §7.2: an SMS signature has at most 50 bytes; platforms mostly take 2 to 12 characters",
    sure=False,
)
MATERIAL_EXPIRY: Final = _rule(
    "material_expiry",
    "阿里云 5G 消息素材：30 天没有使用就失效；赛邮：7 天",
    "Alibaba Cloud 5G message materials: gone after 30 days without use; SUBMAIL: 7 days",
)
SMS_PARTS: Final = _rule(
    "sms_parts",
    "3GPP TS 23.040；大汉三通、百度智能云短信计费：签名计入字数，70 字以内一条，超出按 67 字一条计",
    "3GPP TS 23.040; billing of Dahan and Baidu Cloud SMS: the signature counts, one part up to 70 units, "
    "else 67 each",
)
MENU_CLEARING: Final = _rule(
    "menu_clearing",
    "阿里云 5G 消息固定菜单：设置后不能清空，审核约 1 天，之后新旧并存约 1 天",
    "Alibaba Cloud fixed menu: once set it cannot be emptied; about a day of audit, then a day of both menus",
)
SUPERLATIVES: Final = _listed("superlatives")
TRADES: Final = _listed("trades")
PAGE_ADDRESSES: Final = _listed("short_links")

RULES: Final = {
    rule.id: rule
    for rule in (
        REFUSAL,
        REFUSAL_WORDING,
        REFUSAL_ON_UNICOM,
        SMS_LINKS,
        SENDING_HOURS,
        VARIABLES,
        SYMBOLS,
        PERSONAL_NUMBERS,
        NOTICE_WITH_LINK,
        SIGNATURE,
        MATERIAL_EXPIRY,
        SMS_PARTS,
        MENU_CLEARING,
        SUPERLATIVES,
        TRADES,
        PAGE_ADDRESSES,
    )
}
"""Every rule by its name."""
