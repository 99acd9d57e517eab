from __future__ import annotations

import pytest

from runtime.messages.fallback import Fallback, automatic_text
from runtime.messages.sms import sms_size
from tests.support.messages import ACTIONS, ELEMENTS, act, message, reply


@pytest.mark.parametrize(
    ("text", "units", "parts", "encoding"),
    [
        ("", 0, 0, "gsm7"),
        ("a", 1, 1, "gsm7"),
        ("a" * 160, 160, 1, "gsm7"),
        ("a" * 161, 161, 2, "gsm7"),
        ("a" * 306, 306, 2, "gsm7"),
        ("a" * 307, 307, 3, "gsm7"),
        ("€" * 80, 160, 1, "gsm7"),
        ("€" * 81, 162, 2, "gsm7"),
        ("茶" * 70, 70, 1, "ucs2"),
        ("茶" * 71, 71, 2, "ucs2"),
        ("茶" * 134, 134, 2, "ucs2"),
        ("茶" * 135, 135, 3, "ucs2"),
        ("🍵" * 35, 70, 1, "ucs2"),
        ("🍵" * 36, 72, 2, "ucs2"),
        ("茶" + "🍵" * 66, 133, 2, "ucs2"),
        ("🍵" * 67, 134, 3, "ucs2"),
        ("€" * 77, 154, 1, "gsm7"),
        ("€" * 153, 306, 3, "gsm7"),
    ],
)
def test_a_text_is_counted_as_the_network_bills_it(text: str, units: int, parts: int, encoding: str) -> None:
    size = sms_size(text)

    assert (units, parts, encoding) == (size.units, size.parts, size.encoding)


def test_the_automatic_text_numbers_the_replies_and_leaves_out_the_actions() -> None:
    chips = (reply("想要", 1), act(ACTIONS[0], "看看", 2), reply("不要", 3))

    text = message(None, *chips).fallback_text("茶馆")

    assert text == "【茶馆】春茶上市，老客户九折。回复1想要，2不要。"


def test_the_numbers_run_through_the_cards_before_the_chips() -> None:
    text = message(ELEMENTS[2], reply("都不要", 9)).fallback_text()

    assert text is not None
    assert text.endswith("回复1想要，2想要，3都不要。")


def test_lines_become_one_paragraph() -> None:
    assert automatic_text("春茶上市。\n\n老客户九折", ()) == "春茶上市，老客户九折。"


def test_the_refusal_wording_is_added_once() -> None:
    once = message().with_changes(fallback=Fallback(mode="own", text="九折。", refusal=True))
    already = message().with_changes(fallback=Fallback(mode="own", text="九折，拒收请回复R", refusal=True))

    assert once.fallback_text() == "九折。拒收请回复R"
    assert already.fallback_text() == "九折，拒收请回复R"


def test_the_refusal_wording_never_runs_into_the_words_before_it() -> None:
    bare = message().with_changes(fallback=Fallback(mode="own", text="回复1想要，2不要", refusal=True))

    assert bare.fallback_text() == "回复1想要，2不要，拒收请回复R"


def test_no_fallback_is_no_text() -> None:
    assert message().with_changes(fallback=Fallback(mode="none")).fallback_text("茶馆") is None


def test_a_number_never_runs_into_a_reply_that_begins_with_a_digit() -> None:
    chips = (reply("2 位", 1), reply("更多", 2))

    assert automatic_text("几位？", chips) == "几位？回复1：2 位，2：更多。"


def test_a_number_never_runs_into_a_digit_inside_a_reply() -> None:
    chips = (reply("领取 2 张", 1), reply("不要", 2))

    assert automatic_text("几张？", chips) == "几张？回复1：领取 2 张，2：不要。"
