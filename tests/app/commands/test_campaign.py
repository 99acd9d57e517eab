"""`xinliu campaign` against a runtime service: from a written draft to a report that adds up."""

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.commands.tree import tree
from runtime.clock import ScaledClock
from runtime.testing import CHATBOT, FakeCarrier
from tests.runtime.delivery.flows import greeting
from tests.runtime.service.conftest import EPOCH, TOKEN, Bench

PLACE = "XINLIU_TEST_TOKEN"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a service that runs in a loop of its own."""
    monkeypatch.setenv(PLACE, TOKEN)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def done(work: Any) -> Any:  # noqa: ANN401 - whatever the coroutine gives
        return asyncio.run_coroutine_threadsafe(work, loop).result(20)

    async def serve() -> Bench:
        bench = Bench(tmp_path, ScaledClock.starting(EPOCH, 1))
        await bench.start()
        await bench.service.runtime.use(FakeCarrier("mobile"), CHATBOT, "mobile")
        await bench.client.publish(greeting(), checked=False)
        return bench

    bench: Bench = done(serve())
    yield bench.server.base_url
    done(bench.close())
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def told(service: str, *arguments: str, status: int = 0) -> Any:  # noqa: ANN401 - JSON data
    """What a command prints as JSON."""
    place = ("--service", service, "--token-env", PLACE, "--json")
    result = CliRunner().invoke(tree(), ["campaign", *arguments, *place])
    assert status == result.exit_code, result.output
    return json.loads(result.stdout) if not status else result.output


def test_a_campaign_by_commands_alone(service: str, tmp_path: Path) -> None:
    numbers = tmp_path / "numbers.txt"
    numbers.write_text("13800000001\n13800000002\n", "utf-8")
    made = told(service, "create", "greeting", "--to", f"numbers:{numbers}", "--when", "0 10 * * 1")
    told(service, "start", made["id"])
    assert told(service, "pause", made["id"])["state"] == "paused"
    assert told(service, "resume", made["id"])["state"] == "scheduled"
    assert told(service, "cancel", made["id"])["state"] == "cancelled"
    assert [made["id"]] == [one["id"] for one in told(service, "list")]
    report = told(service, "report", made["id"])
    assert report["planned"] == report["begun"] + report["skipped"] + report["waiting"]

    refusal = told(service, "pause", made["id"], status=1)
    assert "已取消" in refusal or "cancelled" in refusal


def test_without_a_service_or_people_it_says_what_is_missing() -> None:
    for arguments in (["list"], ["create", "greeting"]):
        result = CliRunner().invoke(tree(), ["campaign", *arguments])

        assert result.exit_code == 2
