"""What people read out of an SMS that numbers its replies."""

from __future__ import annotations

import pytest

from runtime.messages.numbering import numbering_of


@pytest.mark.parametrize(
    ("sms", "offers"),
    [
        ("满300减60。回复1领取优惠券，2查看附近门店。拒收请回复R", {1: "领取优惠券", 2: "查看附近门店"}),
        ("1领取优惠券，2查看门店", {1: "领取优惠券", 2: "查看门店"}),
        ("请选择：1.内科 2.外科", {1: "内科", 2: "外科"}),
        ("回复①好 ②不好", {1: "好", 2: "不好"}),
        ("回复「1」领券，「2」不要", {1: "领券", 2: "不要"}),
        ("回复1领券。回复2看门店。", {1: "领券", 2: "看门店"}),
        ("回复1：2 位，2：3 位。", {1: "2 位", 2: "3 位"}),
        ("回复1：领取 2 张，2：不要。", {1: "领取 2 张", 2: "不要"}),
        ("回复1100元券，250元券，3不要。", {1: "100元券", 2: "50元券", 3: "不要"}),
        ("Reply 1: Coupon, 2: Stores. Ends Sunday.", {1: "Coupon", 2: "Stores"}),
        ("Reply 1 for coupon or 2 for stores.", {1: "coupon", 2: "stores"}),
        ("回复1领取，2门店，4不要。", {1: "领取", 2: "门店", 4: "不要"}),
        ("活动3月1日开始，2人同行一人免单", {}),
        ("您好。拒收请回复R", {}),
        ("1 件起送", {}),
    ],
)
def test_the_numbers_of_an_sms_are_read_with_their_words(sms: str, offers: dict[int, str]) -> None:
    assert {offer.number: offer.label for offer in numbering_of(sms).offers} == offers


def test_a_text_that_asks_for_numbers_is_told_from_a_bare_list() -> None:
    assert numbering_of("回复1好，2不好").is_asked
    assert not numbering_of("1好，2不好").is_asked


def test_a_long_list_is_not_read_for_ever() -> None:
    assert len(numbering_of("回复" + "，".join(f"{n}甲" for n in range(1, 200))).offers) == 20


@pytest.mark.parametrize("blank", ["\n", " ", "\u3000"])
def test_long_runs_of_blanks_are_read_at_once(blank: str) -> None:
    sms = f"{blank * 200_000}回复1好{blank * 200_000}2不好"

    assert [offer.number for offer in numbering_of(sms).offers][:1] == [1]
