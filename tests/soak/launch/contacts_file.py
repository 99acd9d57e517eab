"""A file of contacts as people keep them: numbers in every form, repeats, rows that are no good."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

POINTS = "积分"
HEADINGS = ("手机号", "姓名", "会员等级", POINTS, "标签")
TIER, TIERS = "金卡", ("银卡", "普通")
TAG, TAGS = "春季", ("老客", "门店")
SURNAMES = "王李赵陈周吴孙张刘杨黄徐"
BAD_SHARE, REPEATED_SHARE, ODD_SHARE = 0.01, 0.015, 0.005
BAD = (
    "1.38E+10",
    "1.39E+10",
    "1381234",
    "010-88886666",
    "没有",
    "",
    "13800001111/13900002222",
    "12345678901",
)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_FORMS: tuple[Callable[[str], str], ...] = (
    str,
    str,
    lambda number: f"+86{number}",
    lambda number: f"86{number}",
    lambda number: f"0086{number}",
    lambda number: f"+86 {number[:3]} {number[3:7]} {number[7:]}",
    lambda number: f"{number[:3]}-{number[3:7]}-{number[7:]}",
    lambda number: number.translate(_WIDE),
    lambda number: f"1.{number[1:]}E+10",
    lambda number: f"{number}.0",
    lambda number: f"'{number}",
)


@dataclass(frozen=True, slots=True)
class FileTruth:
    """What is in the file."""

    rows: int
    good: int
    """Different numbers."""
    bad: int
    repeated: int
    left_out: int
    """Points that are no number."""
    tagged: int
    """Of the good ones, those with the segment's tag."""


def write_contacts(path: Path, numbers: Sequence[str], rows: int, seed: int) -> FileTruth:
    """Writes *rows* rows in GBK; *numbers* (E.164) are those whom the segment is to find."""
    dice = random.Random(seed)
    bad, repeated = max(len(BAD), int(rows * BAD_SHARE)), max(4, int(rows * REPEATED_SHARE))
    good = rows - bad - repeated
    wanted = [number.removeprefix("+86") for number in numbers]
    others = [f"138{place:08d}" for place in range(good - len(wanted))]
    known = [_person(number, TIER, TAG, dice) for number in wanted]
    known += [_another(number, dice) for number in others]
    odd = max(3, int(rows * ODD_SHARE))
    for place in dice.sample(range(len(known)), odd):
        known[place] = (*known[place][:3], "很多", known[place][4])
    again = [_again(one, dice) for one in dice.sample(known, repeated)]
    wrong = [(BAD[place % len(BAD)], "错误", TIER, "1", TAG) for place in range(bad)]
    body = [*known, *wrong]
    dice.shuffle(body)
    with path.open("w", encoding="gbk", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows([*body, *again])
    tagged = sum(one[4] == TAG for one in known)
    return FileTruth(rows, good, bad, repeated, odd, tagged)


def write_numbers(path: Path, numbers: Sequence[str]) -> None:
    """Writes nothing but numbers, for the blacklist."""
    path.write_text("手机号\n" + "\n".join(numbers) + "\n", encoding="gbk")


_Row = tuple[str, str, str, str, str]


def _person(number: str, tier: str, tag: str, dice: random.Random) -> _Row:
    name = dice.choice(SURNAMES) + dice.choice(("女士", "先生"))
    return dice.choice(_FORMS)(number), name, tier, str(dice.randrange(1000)), tag


def _another(number: str, dice: random.Random) -> _Row:
    """Somebody who fits one of the segment's conditions at most."""
    tier = dice.choice((TIER, *TIERS))
    return _person(number, tier, dice.choice(TAGS if tier == TIER else (TAG, *TAGS)), dice)


def _again(row: _Row, dice: random.Random) -> _Row:
    """The same person in another row; the number is written as it was."""
    return row[0], row[1], row[2], str(dice.randrange(1000)), row[4]
