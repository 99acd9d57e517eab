from __future__ import annotations

import pytest

from runtime.flow.issues.limit_words import limit_sentence
from runtime.messages.card import Card
from runtime.messages.media import CardMedia
from runtime.messages.targets import TARGETS, Targets, names_of, targets_named, targets_of_profile
from runtime.wording import Wording
from tests.support.messages import reply


def _found(targets: Targets, record: Card | CardMedia) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(each.limit_name, each.limit.maximum, each.carriers) for each in targets.breaches(record)]


def test_a_problem_names_the_carriers_whose_limit_it_breaks() -> None:
    long_title = Card(title="茶" * 60)

    assert _found(targets_named(("mobile", "telecom")), long_title) == []
    assert _found(targets_named(("mobile", "aliyun")), long_title) == [("card_title", 150, ("aliyun",))]
    assert _found(targets_of_profile("strict_cn"), long_title) == [("card_title", 150, ("aliyun",))]


def test_what_several_refuse_is_one_problem_by_the_limit_that_is_broken_worst() -> None:
    longer = Card(title="茶" * 201)

    found = _found(targets_named(("mobile", "unicom", "aliyun")), longer)

    assert found == [("card_title", 150, ("aliyun", "mobile", "unicom"))]


def test_each_target_is_told_with_its_own_limit() -> None:
    title = Card(title="茶" * 201)

    breach = next(targets_named(("mobile", "unicom", "aliyun")).breaches(title))
    alone = next(targets_named(("mobile", "unicom")).breaches(title))

    assert [(each.limit.maximum, each.carriers) for each in breach.also] == [
        (150, ("aliyun",)),
        (200, ("mobile", "unicom")),
    ]
    assert alone.also == ()
    assert limit_sentence(Wording("标题", "The title"), breach) == Wording(
        "标题有 603 字节（201 个字符）：阿里云最多 150 字节，移动、联通最多 200 个字符。"
        "缩短到 50 个汉字以内。",
        "The title is 603 bytes (201 characters): Alibaba Cloud at most 150 bytes, Mobile, Unicom at most "
        "200 characters. Shorten it to 50 Chinese characters.",
    )


def test_a_platform_is_not_named_beside_the_carrier_it_hands_on_to() -> None:
    too_long = reply("查看离我最近的门店")

    named = [each.carriers for each in targets_named(("mobile", "aliyun")).breaches(too_long)]
    alone = [each.carriers for each in targets_named(("aliyun",)).breaches(too_long)]

    assert named == [("mobile",)]
    assert alone == [("aliyun",)]


def test_an_error_of_one_target_goes_before_the_warning_of_another() -> None:
    large = CardMedia(content_type="image/png", size_bytes=3_000_000)

    found = list(targets_named(("mobile", "telecom")).breaches(large))

    assert [(each.limit.severity, each.carriers) for each in found] == [("error", ("mobile", "telecom"))]


def test_only_what_was_asked_for_is_named() -> None:
    large = CardMedia(content_type="image/png", size_bytes=3_000_000)

    assert _found(targets_named(("unicom",)), large) == [("image_bytes", 2_097_152, ("unicom",))]
    assert _found(targets_named(("gsma",)), large) == []


def test_different_limits_of_one_name_are_all_there_the_strictest_first() -> None:
    held = targets_named(("mobile", "aliyun", "telecom")).limits("card_description")

    assert [(each.limit.maximum, each.limit.unit, each.carriers) for each in held] == [
        (1000, "bytes", ("aliyun",)),
        (2000, "characters", ("mobile", "telecom")),
    ]


def test_the_strictest_profile_asks_everybody_it_is_derived_from() -> None:
    assert targets_of_profile("strict_cn").carriers == ("aliyun", "mobile", "telecom", "unicom")


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_has_limits_and_a_name_in_both_languages(name: str) -> None:
    chosen = targets_named((name,))

    assert (name,) == chosen.carriers
    assert chosen.limits("suggestion_text")
    assert chosen.title == names_of([name])
    assert chosen.title.zh
    assert chosen.title.en


def test_an_unknown_target_is_left_out_and_none_at_all_is_refused() -> None:
    assert targets_named(("mobile", "mars")).carriers == ("mobile",)
    with pytest.raises(ValueError, match="mars"):
        targets_named(("mars",))
