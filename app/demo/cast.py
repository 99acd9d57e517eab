"""Who takes part in a rehearsal: people with names, what they type, and the business systems they ask."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, Literal
from zoneinfo import ZoneInfo

from runtime.simulator.behaviour import Phrase
from runtime.simulator.business import SampleAnswer

BEGIN = datetime(2026, 3, 8, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""The simulated moment every rehearsal begins at."""
LENGTH = timedelta(days=2, hours=8)
"""How long it lasts in simulated time; some people are still on their way then, as in life."""
TICK_S = 60
"""People do things at whole minutes; fewer moments, the same walks."""

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
_TITLES = ("先生", "女士")


@dataclass(frozen=True, slots=True)
class Cast:
    """What a scenario needs around it."""

    phrases: tuple[Phrase, ...] = ()
    samples: tuple[SampleAnswer, ...] = ()
    origins: tuple[str, ...] = ()
    """Origins of the addresses that the samples stand in for."""
    behaviours: Mapping[str, float] = field(
        default_factory=lambda: {"taps": 0.56, "types": 0.14, "ignores": 0.14, "slow": 0.1, "refuses": 0.06}
    )


def cast_of(flow_id: str) -> Cast:
    """The cast of a sample scenario; of any other, people without words of their own."""
    return _CASTS.get(flow_id, Cast())


def name_of(seed: int, number: str) -> str:
    """What the person with *number* is called; the same seed always gives the same name."""
    digest = blake2b(f"{seed}|name|{number}".encode(), digest_size=8).digest()
    dice = random.Random(int.from_bytes(digest))
    return dice.choice(_SURNAMES) + dice.choice(_TITLES)


def _sample(
    path: str, answers: Sequence[Any], method: Literal["GET", "POST", "DELETE"] = "GET", choose_by: str = ""
) -> SampleAnswer:
    return SampleAnswer(path=path, method=method, answers=tuple(answers), choose_by=choose_by)


_EXAMPLE = ("https://api.example.com",)

_SPRING = Cast(
    phrases=(
        Phrase(when=("哪个城市", "回复城市名"), say=("杭州", "上海", "宁波", "苏州", "我在杭州滨江")),
        Phrase(when=("券已到账", "券码"), say=("谢谢", "在哪里用？", "查看附近门店")),
        Phrase(
            when=("满 300", "满300", "券为您留到"),
            say=("领取优惠券", "多少钱起？", "领取优惠券", "暂时不需要", "有没有童装"),
        ),
    ),
    samples=(
        _sample(
            "/coupons/spring",
            [{"coupon": {"code": f"CH{8800 + index}", "until": "3 月 15 日"}} for index in range(40)],
            "POST",
            "name",
        ),
    ),
    origins=_EXAMPLE,
)

_ACCOUNTS: dict[str, tuple[float, int]] = {
    "3301002688": (268.5, 412),
    "3301002701": (0.0, 96),
    "3301002733": (86.2, 153),
    "3301002755": (132.0, 231),
    "3301002790": (341.9, 506),
    "3301002814": (57.4, 101),
}
_UNKNOWN_ACCOUNT = "3301009999"

_BILL = Cast(
    phrases=(
        Phrase(
            when=("户号",),
            say=(*_ACCOUNTS, *_ACCOUNTS, *_ACCOUNTS, _UNKNOWN_ACCOUNT, "33010026", "不知道户号"),
        ),
        Phrase(when=("什么时候再提醒", "没有看懂日期"), say=("明天", "后天", "3 月 12 日", "发工资那天")),
        Phrase(when=("疑问", "意见", "说说"), say=("比上月多了一倍", "我家没人住", "电价是不是涨了")),
        Phrase(when=("电费",), say=("我已缴过", "换个时间提醒", "怎么这么多")),
    ),
    samples=(
        *(
            _sample(f"/bills/{account}", [{"amount": amount, "month": "2 月", "kwh": kwh}])
            for account, (amount, kwh) in _ACCOUNTS.items()
        ),
        _sample("/bills/doubts", [{"ok": True}], "POST"),
    ),
    origins=_EXAMPLE,
)


def _slot(left: int, doctor: str, day: int, time: str, end: str) -> dict[str, Any]:
    return {
        "left": left,
        "doctor": doctor,
        "when": f"3 月 {day} 日 {time}",
        "start": f"2026-03-{day:02d}T{time}:00+08:00",
        "end": f"2026-03-{day:02d}T{end}:00+08:00",
    }


_VISITS = tuple(f"A{300 + index:04d}" for index in range(30))

_APPOINTMENT = Cast(
    phrases=(
        Phrase(when=("科室前的数字", "请选择科室"), say=("内科", "儿科", "口腔科", "眼科", "骨科", "2")),
        Phrase(when=("想约哪一天", "没有看懂日期"), say=("明天", "后天", "3 月 11 日", "随便哪天")),
        Phrase(when=("挂号费", "还剩"), say=("确认预约", "确认预约", "换个日期", "医生怎么样")),
        Phrase(when=("提醒您",), say=("会准时来", "好的", "取消预约")),
    ),
    samples=(
        _sample(
            "/slots",
            [
                _slot(12, "陈医生", 10, "09:30", "10:00"),
                _slot(7, "何医生", 11, "10:30", "11:00"),
                _slot(5, "吴医生", 12, "15:00", "15:30"),
                _slot(0, "周医生", 9, "09:00", "09:30"),
                _slot(3, "林医生", 10, "14:00", "14:30"),
            ],
            "GET",
            "day",
        ),
        _sample("/appointments", [{"number": visit} for visit in _VISITS], "POST", "name"),
        *(_sample(f"/appointments/{visit}", [{"ok": True}], "DELETE") for visit in _VISITS),
    ),
    origins=_EXAMPLE,
)

_CASTS = {"spring-sale": _SPRING, "bill-reminder": _BILL, "appointment": _APPOINTMENT}
