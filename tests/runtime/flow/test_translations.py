"""Translations belong to texts: they follow them through every edit and never land on another."""

import pytest

from runtime.flow.document import Document, digest, flow_json
from runtime.flow.file_format import from_text, to_text
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId
from runtime.flow.node import Node, node_types
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.translations import (
    Translation,
    best_language,
    carried,
    confirmed,
    in_language,
    language_name,
    language_tag,
    missing_in,
    outdated_in,
    spoken_texts,
    translated_texts,
    with_translation,
    without_language,
)
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.text import Text
from runtime.messages.fallback import Fallback
from runtime.messages.message import Message
from runtime.records import Hint, walk
from tests.support.flows import node_id, replies


def greeting(text: str = "您好", *choices: str) -> SendMessage:
    return SendMessage(
        id=node_id("hello"), message=Message(content=Text(text=text), chips=replies(*(choices or ("好的",))))
    )


def row_of_cards(*titles: str) -> SendMessage:
    cards = tuple(Card(title=title) for title in titles)
    return SendMessage(id=node_id("row"), message=Message(content=Carousel(cards=cards)))


def english(node: Node) -> dict[str, str]:
    return {source: text for _, _, source, text in translated_texts(node, "en")}


@pytest.mark.parametrize(
    ("written", "tag"),
    [("EN", "en"), ("zh_hant", "zh-Hant"), ("pt-br", "pt-BR"), ("zh-hant-hk", "zh-Hant-HK")],
)
def test_a_tag_takes_its_usual_spelling(written: str, tag: str) -> None:
    assert tag == language_tag(written)


@pytest.mark.parametrize("written", ["", "english language", "e", "en-", "中文"])
def test_what_is_no_tag_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="language tag"):
        language_tag(written)


@pytest.mark.parametrize(
    ("wanted", "best"),
    [
        ("en-GB", "en"),
        ("pt-PT", "pt-BR"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-CN", "zh"),
        ("fr", "zh"),
        ("", "zh"),
        ("???", "zh"),
    ],
)
def test_a_contact_is_spoken_to_in_the_nearest_language(wanted: str, best: str) -> None:
    assert best == best_language(wanted, "zh", ("en", "pt-BR", "zh-Hant"))


def test_a_language_has_a_name_even_with_a_region_or_unknown() -> None:
    assert language_name("en").zh == "英文"
    assert language_name("en-GB").en == "English (GB)"
    assert language_name("tlh").zh == "tlh"


def test_spoken_are_the_texts_people_read_and_no_addresses_or_postbacks() -> None:
    paths = {path for path, _, _ in spoken_texts(greeting("您好", "好的", "不了"))}

    assert paths == {
        ("message", "content", "text"),
        ("message", "chips", 0, "text"),
        ("message", "chips", 1, "text"),
    }


def test_an_own_sms_is_spoken_only_while_it_counts() -> None:
    def with_mode(mode: str) -> SendMessage:
        fallback = Fallback.model_validate({"mode": mode, "text": "短信"})
        return SendMessage(id=node_id("n"), message=Message(fallback=fallback))

    assert [text for _, _, text in spoken_texts(with_mode("own"))] == ["短信"]
    assert list(spoken_texts(with_mode("automatic"))) == []


@pytest.mark.parametrize("kind", sorted(node_types()))
def test_only_texts_are_spoken_and_never_what_a_machine_reads(kind: str) -> None:
    def is_for_machines(hint: Hint) -> bool:
        return hint.limit in ("url", "postback", "phone_number") or bool(hint.expression or hint.variable)

    for _, hint, value in walk(node_types()[kind].model_construct(type=kind, id=node_id("n"))):
        if hint.spoken:
            assert isinstance(value, str)
            assert not is_for_machines(hint)


def test_a_node_speaks_a_language_and_falls_back_to_what_was_written() -> None:
    node = with_translation(greeting("您好", "好的", "不了"), "en", "好的", "Fine")

    spoken = in_language(node, "en")

    assert [text for _, _, text in spoken_texts(spoken)] == ["您好", "Fine", "不了"]
    assert [suggestion.id for suggestion in spoken.message.chips] == ["s1", "s2"]
    assert in_language(node, "ja") is node


def test_a_reworded_text_takes_its_translation_along_marked_outdated() -> None:
    before = with_translation(greeting("您好"), "en", "您好", "Hello")

    after = carried(before, greeting("大家好").model_copy(update={"translations": before.translations}))

    assert after.translations["en"] == {"大家好": Translation(text="Hello", was="您好")}
    assert [text for _, _, text in outdated_in(after, "en")] == ["大家好"]


def test_typing_back_to_the_old_words_makes_the_translation_right_again() -> None:
    node = with_translation(greeting("您好"), "en", "您好", "Hello")
    for text in ("您好啊", "您好啊！", "您好"):
        node = carried(node, greeting(text).model_copy(update={"translations": node.translations}))

    assert node.translations["en"] == {"您好": Translation(text="Hello")}


def test_cards_that_change_places_keep_their_own_translations() -> None:
    before = with_translation(
        with_translation(row_of_cards("茶", "酒"), "en", "茶", "Tea"), "en", "酒", "Wine"
    )

    after = carried(before, row_of_cards("酒", "茶").model_copy(update={"translations": before.translations}))

    assert english(after) == {"茶": "Tea", "酒": "Wine"}
    assert not outdated_in(after, "en")


def test_a_deleted_card_takes_its_translation_with_it_and_gives_it_to_no_neighbour() -> None:
    before = with_translation(row_of_cards("茶", "酒"), "en", "茶", "Tea")

    after = carried(before, row_of_cards("酒").model_copy(update={"translations": before.translations}))

    assert after.translations == {}
    assert [text for _, _, text in missing_in(after, "en")] == ["酒"]


def test_one_of_two_equal_texts_that_is_reworded_leaves_the_translation_with_the_other() -> None:
    before = with_translation(row_of_cards("茶", "茶"), "en", "茶", "Tea")

    after = carried(before, row_of_cards("茶", "酒").model_copy(update={"translations": before.translations}))

    assert english(after) == {"茶": "Tea"}


def test_a_hidden_sms_text_keeps_its_translation() -> None:
    own = Message(content=Text(text="您好"), fallback=Fallback(mode="own", text="短信"))
    before = with_translation(SendMessage(id=node_id("n"), message=own), "en", "短信", "SMS")
    automatic = own.model_copy(update={"fallback": Fallback(mode="automatic", text="短信")})

    after = carried(before, before.model_copy(update={"message": automatic}))

    assert after is not before
    assert after.translations == before.translations


def test_a_translation_is_confirmed_replaced_and_taken_away() -> None:
    first = with_translation(greeting("您好"), "en", "您好", "Hello")
    node = carried(first, greeting("大家好").model_copy(update={"translations": first.translations}))

    assert not outdated_in(confirmed(node, "en", "大家好"), "en")
    assert english(with_translation(node, "en", "大家好", "Hi all")) == {"大家好": "Hi all"}
    assert with_translation(node, "en", "大家好", "").translations == {}
    assert without_language(node, "en").translations == {}


def test_a_flow_in_one_language_is_written_as_before() -> None:
    node = greeting()
    flow = Flow(id=FlowId("f"), nodes={node.id: node})

    data = flow_json(flow)

    assert {"language", "languages"}.isdisjoint(data)
    assert "translations" not in data["nodes"]["hello"]


def test_translations_come_back_from_the_file_and_count_in_the_digest() -> None:
    plain = greeting("您好")
    node = carried(
        with_translation(plain, "en", "您好", "Hello"),
        with_translation(greeting("大家好"), "en", "您好", "Hello"),
    )
    flow = Flow(id=FlowId("f"), languages=("en", "zh-Hant"), nodes={node.id: node})

    read = from_text(to_text(Document(flow=flow))).flow

    assert read == flow
    assert digest(read) != digest(flow.model_copy(update={"nodes": {plain.id: plain}}))


def test_a_tag_in_an_unusual_spelling_is_read_leniently() -> None:
    read = Flow.model_validate(
        {
            "id": "f",
            "languages": ["EN", "en"],
            "nodes": {
                "n": {"type": "end", "id": "n", "translations": {"ZH_hant": {"再见": {"text": "再見"}}}},
            },
        }
    )

    assert read.languages == ("en",)
    assert list(read.nodes[node_id("n")].translations) == ["zh-Hant"]
