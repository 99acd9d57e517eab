"""Deep links as RCC.07 writes them, and which of them a chatbot has."""

from __future__ import annotations

from runtime.flow.chatbot import Chatbot, ChatbotAddress
from runtime.flow.deep_link import DeepLink, deep_links

MOBILE = "sip:10650000@botplatform.rcs.chinamobile.com"


def test_a_link_carries_the_service_and_the_text_percent_encoded() -> None:
    link = DeepLink("mobile", MOBILE, "领 券&好礼")

    assert link.text == (
        "sms:sip%3A10650000%40botplatform.rcs.chinamobile.com?body=%E9%A2%86%20%E5%88%B8%26%E5%A5%BD%E7%A4%BC"
    )


def test_a_link_with_a_number_falls_back_to_sms() -> None:
    link = DeepLink("mobile", MOBILE, "1", "10690088")

    assert link.text == "sms:10690088?service_id=sip%3A10650000%40botplatform.rcs.chinamobile.com&body=1"


def test_a_link_without_text_has_no_body() -> None:
    assert "body" not in DeepLink("mobile", MOBILE).text
    assert "body" not in DeepLink("mobile", MOBILE, "", "10690088").text


def test_half_a_character_makes_a_link_all_the_same() -> None:
    assert DeepLink("mobile", MOBILE, "\ud83d").text.endswith("?body=%3F")


def test_a_chatbot_has_a_link_for_each_carrier_it_is_registered_at() -> None:
    chatbot = Chatbot(
        sms_sender="1069****0088",
        addresses=(
            ChatbotAddress(carrier="telecom", address="sip:2@example.cn"),
            ChatbotAddress(carrier="mobile", address=f" {MOBILE} "),
            ChatbotAddress(carrier="unicom", address="  "),
        ),
    )

    found = deep_links(chatbot, " 领券 ")

    assert [(link.carrier, link.address, link.number) for link in found] == [
        ("mobile", MOBILE, ""),
        ("telecom", "sip:2@example.cn", ""),
    ]
    assert {link.body for link in found} == {"领券"}


def test_a_whole_sms_number_is_the_fallback_of_a_link() -> None:
    chatbot = Chatbot(
        sms_sender="1069 0000-0088", addresses=(ChatbotAddress(carrier="mobile", address=MOBILE),)
    )

    assert [link.number for link in deep_links(chatbot, "")] == ["106900000088"]
