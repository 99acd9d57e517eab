"""A whole runtime with a chatbot at a platform of the GSMA: its events, its secrets, its questions."""

import orjson
import pytest

from runtime.carriers.http import client, exchange
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.capability import Capability
from runtime.flow.nodes.start import Trigger
from runtime.service.endpoint_book import ENDPOINTS_FILE
from runtime.simulator.accounts import AccountPlan
from runtime.simulator.behaviour import Behaviour
from runtime.simulator.fleet import HandsetPlan
from tests.runtime.delivery.flows import end, flow_of, say, start
from tests.runtime.service.conftest import Bench, Rehearsal
from tests.support.carrier_lab import CHATBOT
from tests.support.flows import wired

ANN = "+8613800138000"
GSMA = {
    "protocol": "fnw11",
    "carrier": "mobile",
    "server_root": "https://maap.example.com",
    "chatbot_id": CHATBOT,
    "app_id": "client",
    "client_secret": "the-client-secret",
    "callback_secret": "the-callback-secret",
}
NEW_USER = {
    "event": "newUser",
    "RCSMessage": {
        "msgId": "MzJm",
        "timestamp": "2026-11-24T01:33:20.315Z",
        "suggestedResponse": {
            "response": {
                "reply": {"displayText": "Start Chat", "postback": {"data": "new_bot_user_initiation"}}
            }
        },
    },
    "messageContact": {"userContact": ANN},
}


def welcoming() -> Flow:
    """Begins with whoever is new, and greets by what the handset can show."""
    return flow_of(
        "welcoming",
        wired(start(Trigger(kind="api"), Trigger(kind="new_contact")), next="can"),
        wired(Capability(id=NodeId("can")), rcs="rich", sms_only="plain", unknown="plain"),
        wired(say("rich", "看卡片"), next="end"),
        wired(say("plain", "看文字"), next="end"),
        end("end"),
    )


async def test_scenario_asks_the_platform_and_goes_out_by_it(rehearsal: Rehearsal) -> None:
    plan = AccountPlan(chatbot_id=CHATBOT, protocol="fnw11", carrier="mobile")
    account = await rehearsal.remote.register(plan)
    await rehearsal.client.publish(welcoming(), checked=False)
    settings = GSMA | {
        "server_root": rehearsal.simulator.base_url,
        "app_id": account["app_id"],
        "client_secret": account["app_key"],
        "callback_secret": account["callback_token"],
        "lab": True,
    }
    shown = await rehearsal.client.configure("gsma", settings)
    await rehearsal.remote.register(plan.with_changes(notify_url=shown["notify_url"]))
    await rehearsal.remote.add_handset(HandsetPlan(number=ANN, behaviour=Behaviour(kind="by_hand")))

    await rehearsal.client.begin("welcoming", [ANN], endpoint="gsma")
    await rehearsal.play(days=0.01)
    handset = await rehearsal.remote.handset(ANN)
    counts = (await rehearsal.client.status())["messages"]

    assert [one["parts"][0]["contentText"] for one in handset["received"]] == ["看卡片"]
    assert counts.get("displayed", counts.get("delivered")) == 1


@pytest.mark.parametrize("how", ["bearer", "address"])
async def test_new_person_is_heard_and_secrets_stay_secret(bench: Bench, how: str) -> None:
    shown = await bench.client.configure("gsma", GSMA | {"callback_auth": how})
    await bench.client.publish(welcoming(), checked=False)
    own = {"authorization": "Bearer the-callback-secret"} if how == "bearer" else {}
    written = (bench.service.settings.workspace / ENDPOINTS_FILE).read_text()
    elsewhere = f"{bench.server.base_url}/callbacks/gsma/guessed"

    async with client() as http:
        answers = [
            (await exchange(http, "POST", url, headers=own, content=orjson.dumps(NEW_USER))).status
            for url in (shown["notify_url"], shown["notify_url"], elsewhere)
        ]

    assert answers == [204, 204, 404 if how == "bearer" else 401]
    assert ("the-" in shown["notify_url"]) == (how == "address")
    assert "the-" not in written + orjson.dumps({**shown, "notify_url": ""}).decode()
    assert bench.service._book.remembered() == list(bench.service.endpoints.values())
