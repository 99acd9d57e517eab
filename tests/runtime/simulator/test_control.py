"""The control interface over HTTP, from the side of the app."""

import asyncio
from typing import Any

import pytest

from runtime.carriers.http import client, exchange
from runtime.simulator.accounts import AccountPlan
from runtime.simulator.business import SampleAnswer
from runtime.simulator.faults import FaultKind, FaultRule
from runtime.simulator.fleet import FleetPlan, HandsetPlan
from runtime.simulator.remote import SimulatorRefusalError, SimulatorRemote
from tests.support.carrier_lab import CHATBOT, NUMBER, CarrierLab, chips, request_to


class Remote(SimulatorRemote):
    """Closes itself."""

    async def __aenter__(self) -> "Remote":
        return self

    async def __aexit__(self, *args: object) -> None:
        await self.close()


def remote(lab: CarrierLab) -> Remote:
    return Remote(lab.simulator.base_url, lab.simulator.control_token)


async def ask(lab: CarrierLab, method: str, path: str, content: bytes = b"", token: str = "") -> int:
    headers = {"authorization": f"Bearer {token or lab.simulator.control_token}"}
    async with client() as http:
        answer = await exchange(http, method, lab.simulator.base_url + path, headers=headers, content=content)
    return answer.status


async def test_wrong_token_controls_nothing() -> None:
    async with CarrierLab() as lab:
        assert await ask(lab, "POST", "/control/fleet", b'{"count":5}', "wrong") == 401
        assert len(lab.simulator.fleet) == 0


async def test_account_is_registered_and_its_notify_address_checked() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        plan = AccountPlan(
            chatbot_id=CHATBOT,
            app_id=lab.account.app_id,
            callback_token=lab.account.callback_token,
            notify_url=lab.inbox.url,
        )

        account = await control.register(plan)

        assert account["is_verified"] is True
        assert account["server_root"] == lab.simulator.base_url


async def test_handset_is_driven_by_hand_and_shows_everything_it_received() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        await control.add_handset(HandsetPlan(number=NUMBER))
        await lab.carrier.send(request_to(parts=(chips("好", "不好"),), message_id="m-1"))
        await lab.run()

        await control.drive(NUMBER, "tap", text="不好")
        await control.drive(NUMBER, "type", text="在吗")
        await control.drive(NUMBER, "location", latitude=22.5, longitude=114.05, label="深圳")
        await control.drive(NUMBER, "file", url="https://f.cn/1", name="a.jpg")
        await lab.run()
        handset = await control.handset(NUMBER)

        assert [one["message_id"] for one in handset["received"]] == ["m-1"]
        assert [deed["kind"] for deed in handset["deeds"]] == ["tapped", "typed", "location", "file"]
        kinds = [type(message.content).__name__ for message in lab.inbox.messages]
        assert sorted(kinds) == ["SentFile", "SentLocation", "Tapped", "TypedText"]


async def test_one_persons_messages_come_in_the_order_they_were_written() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        await control.add_handset(HandsetPlan(number=NUMBER))
        for number in range(20):
            await control.drive(NUMBER, "type", text=str(number))
        await lab.run()

        texts = [getattr(message.content, "text", "") for message in lab.inbox.messages]
        assert texts == [str(number) for number in range(20)]


async def test_first_word_can_come_from_the_handset() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        await control.add_handset(HandsetPlan(number=NUMBER))

        await control.drive(NUMBER, "type", text="你好", chatbot=CHATBOT)
        await lab.run()

        assert [message.in_reply_to for message in lab.inbox.messages] == [None]


async def test_blocked_chatbot_fails_with_code_5_and_spam_is_reported() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        await control.add_handset(HandsetPlan(number=NUMBER))
        await control.drive(NUMBER, "block")
        await lab.carrier.send(request_to())
        await lab.run()
        await control.drive(NUMBER, "spam", text="广告", chatbot=CHATBOT)
        await lab.run()

        assert lab.inbox.statuses[-1].code == "5"
        assert getattr(lab.inbox.events[-1], "text", "") == "广告"


@pytest.mark.parametrize(
    ("path", "content", "status"),
    [
        ("/control/handsets/+8613900000000/type", b'{"text":"x"}', 404),
        (f"/control/handsets/{NUMBER}/dance", b"{}", 404),
        (f"/control/handsets/{NUMBER}/type", b"{}", 400),
        (f"/control/handsets/{NUMBER}/type", b'{"text":""}', 400),
        (f"/control/handsets/{NUMBER}/tap", b'{"text":"x"}', 404),
        (f"/control/handsets/{NUMBER}/location", b'{"latitude":"n","longitude":1}', 400),
        ("/control/fleet", b'{"count":0}', 422),
        ("/control/fleet", b'{"cuont":1}', 422),
        ("/control/fleet", b"[1]", 400),
        ("/control/fleet", b"{", 400),
        ("/control/handsets", b'{"number":"1"}', 422),
        ("/control/clock", b'{"factor":-1}', 400),
        ("/control/clock", b'{"jump_s":1e300}', 400),
        ("/control/clock", b'{"pace":{}}', 400),
        ("/control/nothing", b"{}", 404),
        ("/control/fleet", b" " * (1024 * 1024 + 1), 413),
    ],
)
async def test_call_that_makes_no_sense_is_refused(path: str, content: bytes, status: int) -> None:
    async with CarrierLab() as lab:
        lab.handset()

        assert await ask(lab, "POST", path, content) == status


async def test_events_arrive_while_they_happen() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        lab.handset()
        seen: list[dict[str, Any]] = []

        async def watch() -> None:
            async for entry in control.events(contact=NUMBER):
                seen.append(entry)
                if entry["kind"] == "displayed":
                    return

        watcher = asyncio.create_task(watch())
        await lab.carrier.send(request_to("+8613900000009"))
        await lab.carrier.send(request_to())
        await lab.run()
        await asyncio.wait_for(watcher, 20)

        assert [entry["kind"] for entry in seen] == ["accepted", "sent", "delivered", "displayed"]


async def test_events_end_when_the_simulator_stops() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        entries = control.events()
        watcher = asyncio.create_task(anext(entries, None))
        await asyncio.sleep(0.05)

        await lab.simulator.stop()

        assert await asyncio.wait_for(watcher, 20) is None


async def test_faults_are_set_over_http() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        await control.set_faults(FaultRule(kind=FaultKind.REFUSE, value=30003, count=1))

        first, second = await lab.carrier.send(request_to()), await lab.carrier.send(request_to())

        assert (first.code, second.code) == ("30003", "")
        assert (await control.stats())["faults_happened"] == {"refuse": 1}


async def test_fleet_is_forgotten() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        await control.create_fleet(FleetPlan(count=10))
        await control.clear()

        assert await control.handsets() == []


async def test_refusal_says_what_was_wrong() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        with pytest.raises(SimulatorRefusalError, match="no such handset"):
            await control.handset("+8613900000000")


async def test_business_system_answers_with_its_sample() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        answers = ({"due": 10}, {"due": 250})
        base = await control.put_sample(SampleAnswer(path="/bills", answers=answers, choose_by="account"))

        async with client() as http:
            first = await exchange(http, "GET", f"{base}/bills?account=10001")
            again = await exchange(http, "GET", f"{base}/bills?account=10001")
            other = await exchange(http, "GET", f"{base}/bills?account=10002")
            missing = await exchange(http, "GET", f"{base}/nothing")

        assert first.body == again.body != other.body
        assert (first.status, missing.status) == (200, 404)
        assert [call["query"] for call in lab.simulator.business.calls][:1] == [{"account": "10001"}]


async def test_account_that_moves_gets_its_callbacks_at_the_new_address() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        lab.handset()
        old = lab.inbox.url
        lab.simulator.platform.register(AccountPlan(chatbot_id=CHATBOT, notify_url="http://127.0.0.1:9/gone"))
        await lab.carrier.send(request_to())
        await lab.run(1 / 3600)
        assert lab.inbox.statuses == []

        account = await control.register(AccountPlan(chatbot_id=CHATBOT, notify_url=old))
        await lab.run()

        assert account["app_key"] == lab.endpoint.app_key.get_secret_value()
        assert [status.status for status in lab.inbox.statuses] == ["sent", "delivered", "displayed"]


async def test_forgotten_handset_does_nothing_any_more() -> None:
    async with CarrierLab() as lab, remote(lab) as control:
        lab.handset(behaviour={"kind": "taps", "answer_share": 1.0})
        await lab.carrier.send(request_to(parts=(chips("好"),)))
        await lab.run(1.5 / 3600)
        await control.clear()
        await lab.run()

        assert [status.status for status in lab.inbox.statuses] == ["sent", "delivered"]
        assert lab.inbox.messages == []
