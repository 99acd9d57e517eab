"""The simulated China Mobile as a client sees it that knows only the interface: plain HTTP, plain XML."""

import re
from datetime import timedelta

import pytest

from tests.support.carrier_lab import NUMBER
from tests.support.cmcc_lab import CmccLab
from tests.support.cmcc_text import CHATBOT, ENCODED, NETAPI, element, login, outbound

GROUP = f"/messaging/group/v1/outbound/{ENCODED}/requests"
INTERACTION = f"/messaging/interaction/v1/outbound/{ENCODED}/requests"
OTHER = "+8618900000002"
BOTH = """--next
Content-Type: application/vnd.gsma.botmessage.v1.0+json
Content-Length: {length}

{card}
--next
Content-Type: application/vnd.gsma.botsuggestion.v1.0+json
Content-Length: 76

{{"suggestions":[{{"reply":{{"displayText":"B","postback":{{"data":"chip-b"}}}}}}]}}
--next--"""
CARD = '{"message":{"generalPurposeCard":{"layout":{"cardOrientation":"VERTICAL"},"content":{"title":"T"}}}}'
MULTIPART = 'multipart/mixed; boundary="next"'


def both(length: int = len(CARD)) -> str:
    return "<![CDATA[" + BOTH.format(length=length, card=CARD) + "]]>"


async def test_group_is_taken_and_answered_with_an_id_and_the_correlator() -> None:
    async with CmccLab() as lab:
        first, second = lab.handset(), lab.handset(OTHER)

        answer = await lab.ask("POST", GROUP, outbound(NUMBER, OTHER))
        await lab.run(0.1)

        assert answer.status == 201
        assert element(answer.body, "clientCorrelator") == "567895"
        assert element(answer.body, "messageId")
        assert [one.text for one in (*first.received, *second.received)] == ["您好", "您好"]


async def test_card_and_chips_in_one_multipart_are_taken() -> None:
    async with CmccLab() as lab:
        handset = lab.handset()

        answer = await lab.ask("POST", GROUP, outbound(NUMBER, body=both(), content_type=MULTIPART))
        await lab.run(0.1)

        assert answer.status == 201
        assert [offer.postback for offer in handset.received[0].offers] == ["chip-b"]


async def test_same_correlator_is_one_message() -> None:
    async with CmccLab() as lab:
        handset = lab.handset()

        answers = [await lab.ask("POST", GROUP, outbound(NUMBER)) for _ in range(2)]
        await lab.run(0.1)

        assert answers[0].body == answers[1].body
        assert len(handset.received) == 1
        assert lab.simulator.journal.counts["submitted_twice"] == 1


async def test_bad_number_is_told_apart_from_the_good_ones() -> None:
    async with CmccLab() as lab:
        answer = await lab.ask("POST", GROUP, outbound(NUMBER, "+1"))

        infos = re.findall("<deliveryInfo>(.*?)</deliveryInfo>", answer.body.decode())
        assert [(element(one, "address"), element(one, "deliveryStatus")) for one in infos] == [
            (f"tel:{NUMBER}", "MessageWaiting"),
            ("tel:+1", "DeliveryImpossible"),
        ]
        assert element(infos[1], "exceptionId") == "SVC0004"


@pytest.mark.parametrize(
    ("path", "document", "status", "code"),
    [
        (GROUP, "", 400, "SVC0002"),
        (GROUP, "<x/>", 400, "SVC0002"),
        (GROUP, "<!DOCTYPE x [<!ENTITY a 'b'>]>" + outbound(NUMBER), 400, "SVC0002"),
        (GROUP, outbound(*(f"+86189{n:08}" for n in range(101))), 403, "POL0003"),
        (GROUP, outbound("+1"), 403, "SVC0004"),
        (GROUP, outbound(NUMBER, NUMBER), 400, "SVC0002"),
        (GROUP, outbound(NUMBER).replace(CHATBOT, "sip:1@elsewhere.cn"), 400, "SVC0002"),
        (GROUP, outbound(NUMBER).replace("ChatbotSA", "chatbot"), 400, "SVC0002"),
        (GROUP, outbound(NUMBER, more="<reportRequest>Read</reportRequest>"), 400, "SVC0002"),
        (GROUP, outbound(NUMBER, more="<shortMessageSupported>true</shortMessageSupported>"), 400, "SVC0002"),
        (GROUP, outbound(NUMBER, more="<fallbackSupported>true</fallbackSupported>"), 400, "SVC0002"),
        (
            GROUP,
            outbound(NUMBER, body="{", content_type="application/vnd.gsma.botmessage.v1.0+json"),
            400,
            "SVC0002",
        ),
        (GROUP, outbound(NUMBER, body=both(3), content_type=MULTIPART), 400, "SVC0002"),
        (INTERACTION, outbound(NUMBER), 400, "SVC0002"),
        (INTERACTION, outbound(NUMBER, OTHER), 403, "POL0003"),
        (GROUP.replace("10690000", "1"), outbound(NUMBER), 404, "SVC0002"),
    ],
)
async def test_what_is_not_right_is_refused_by_its_exception(
    path: str, document: str, status: int, code: str
) -> None:
    async with CmccLab() as lab:
        answer = await lab.ask("POST", path, document)

        assert (answer.status, element(answer.body, "exceptionId")) == (status, code)
        assert b"requestError" in answer.body


async def test_login_belongs_to_its_date_and_its_chatbot() -> None:
    async with CmccLab() as lab:
        key, now = lab.account.app_key, lab.clock.now()
        wrong = [
            login(lab.account.app_id, "wrong", now),
            login("other", key, now),
            login(lab.account.app_id, key, now - timedelta(minutes=6)),
            login(lab.account.app_id, key, now) | {"date": "yesterday"},
            {"authorization": "Bearer x"},
        ]

        answers = [await lab.ask("POST", GROUP, outbound(NUMBER), headers) for headers in wrong]
        silent = await lab.ask("POST", GROUP, outbound(NUMBER), without=("authorization",))

        assert {one.status for one in (*answers, silent)} == {401}


async def test_too_many_a_second_is_flow_control() -> None:
    async with CmccLab() as lab:
        lab.account.per_second = 1

        answer = await lab.ask("POST", GROUP, outbound(NUMBER, OTHER))

        assert (answer.status, element(answer.body, "exceptionId")) == (403, "POL0009")


async def test_message_is_called_back_by_the_id_it_was_given() -> None:
    async with CmccLab() as lab:
        lab.handset(is_online=False)
        answer = await lab.ask("POST", GROUP, outbound(NUMBER))
        await lab.run(0.1)
        path = f"/messaging/v1/outbound/{ENCODED}/requests/{element(answer.body, 'messageId')}/status"
        wish = f'<r xmlns="{NETAPI}"><address>tel:{NUMBER}</address><status>RevokeRequested</status></r>'

        revoked = await lab.ask("PUT", path, wish)
        odd = await lab.ask("PUT", path, wish.replace("RevokeRequested", "Delete"))
        stranger = await lab.ask("PUT", path, wish.replace(NUMBER, OTHER))
        await lab.run(0.1)

        assert [one.status for one in (revoked, odd, stranger)] == [204, 400, 404]
        assert lab.simulator.centre.stored == 0


async def test_file_is_answered_with_a_tid_and_deleted_by_it() -> None:
    async with CmccLab() as lab:
        form = (
            '--b\r\nContent-Disposition: form-data; name="File"; filename="a.png"\r\n'
            "Content-Type: image/png\r\n\r\nPNG\r\n--b--\r\n"
        )

        answer = await lab.ask("POST", "/Content", form, {"content-type": "multipart/form-data; boundary=b"})
        tid = answer.headers["tid"]
        deleted = [await lab.ask("DELETE", "/Content", headers={"tid": tid}) for _ in range(2)]
        nothing = await lab.ask("POST", "/Content", "no form")

        assert (answer.status, answer.body) == (200, b"")
        assert [one.status for one in deleted] == [204, 404]
        assert nothing.status == 400
