"""A whole runtime with a chatbot at China Mobile: through its platform, and by plain text at its doors."""

from datetime import datetime

import orjson
import pytest

from runtime.carriers.http import Answer, client, exchange
from runtime.service.client import RuntimeRefusal
from runtime.service.endpoint_book import ENDPOINTS_FILE
from runtime.simulator.accounts import AccountPlan
from runtime.simulator.behaviour import Behaviour
from runtime.simulator.fleet import HandsetPlan
from tests.runtime.delivery.flows import greeting
from tests.runtime.service.conftest import Bench, Rehearsal
from tests.support.cmcc_text import CHATBOT, ENCODED, delivery, inbound, login

ANN = "+8613800138000"
MOBILE = {
    "protocol": "cmcc",
    "server_root": "https://maap.example.cn",
    "chatbot_id": CHATBOT,
    "app_id": "app",
    "password": "the-password",
    "callback_secret": "the-callback-secret",
}


async def post(url: str, document: bytes, headers: dict[str, str]) -> Answer:
    async with client() as http:
        return await exchange(http, "POST", url, headers=headers, content=document)


async def test_scenario_goes_out_and_comes_back_by_mobile(rehearsal: Rehearsal) -> None:
    plan = AccountPlan(chatbot_id=CHATBOT, protocol="cmcc", carrier="mobile")
    account = await rehearsal.remote.register(plan)
    await rehearsal.client.publish(greeting(), checked=False)
    settings = MOBILE | {
        "server_root": rehearsal.simulator.base_url,
        "app_id": account["app_id"],
        "password": account["app_key"],
        "callback_secret": account["callback_token"],
        "lab": True,
    }
    shown = await rehearsal.client.configure("mobile", settings)
    await rehearsal.remote.register(plan.with_changes(notify_url=shown["notify_url"]))
    await rehearsal.remote.add_handset(HandsetPlan(number=ANN, behaviour=Behaviour(kind="by_hand")))

    await rehearsal.client.begin("greeting", [ANN], endpoint="mobile")
    await rehearsal.play(days=0.01)
    handset = await rehearsal.remote.handset(ANN)
    status = await rehearsal.client.status()

    assert [one["chatbot"] for one in handset["received"]] == [CHATBOT]
    assert status["messages"]
    assert "the-password" not in orjson.dumps(shown).decode()


@pytest.mark.parametrize("how", ["basic", "address"])
async def test_carrier_that_knows_the_secret_is_heard_and_nobody_else(bench: Bench, how: str) -> None:
    shown = await bench.client.configure("mobile", MOBILE | {"callback_auth": how})
    now: datetime = bench.service.clock.now()
    own = login("app", "the-callback-secret", now) if how == "basic" else {}
    url = shown["notify_url"]

    heard = [
        await post(f"{url}/InboundMessageNotification/{ENCODED}", inbound("在吗", sender=f"tel:{ANN}"), own),
        await post(f"{url}/DeliveryInfoNotification/{ENCODED}", delivery("MessageSent"), own),
    ]
    strangers = [
        await post(
            f"{bench.server.base_url}/callbacks/mobile/InboundMessageNotification/{ENCODED}",
            inbound("hi"),
            login("app", "guessed", now),
        ),
        await post(f"{url}/InboundMessageNotification/sip%3A1%40x.cn", inbound("hi"), own),
    ]

    assert [answer.status for answer in heard] == [204, 204]
    assert [answer.status for answer in strangers] == [401, 404]
    assert bench.service.refused_callbacks == 2


async def test_secrets_stay_out_of_the_file_and_come_back(bench: Bench) -> None:
    await bench.client.configure("mobile", MOBILE | {"lab": True})

    written = (bench.service.settings.workspace / ENDPOINTS_FILE).read_text()
    (endpoint,) = bench.service._book.remembered()

    assert "the-password" not in written
    assert "the-callback-secret" not in written
    assert endpoint == bench.service.endpoints["mobile"]


@pytest.mark.parametrize(
    "changes",
    [{"protocol": "smoke"}, {"server_root": "http://maap.example.cn"}, {"password": 7}, {"app_key": "x"}],
)
async def test_wrong_settings_are_refused_without_telling_secrets(
    bench: Bench, changes: dict[str, object]
) -> None:
    with pytest.raises(RuntimeRefusal) as raised:
        await bench.client.configure("mobile", MOBILE | changes)

    assert raised.value.code == "bad_endpoint"
    assert "the-" not in str(raised.value)
