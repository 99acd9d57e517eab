"""`xinliu contacts` and `xinliu segments` against a runtime service."""

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app.commands.tree import tree
from runtime.clock import ScaledClock
from tests.runtime.service.conftest import EPOCH, TOKEN, Bench

PLACE = "XINLIU_TEST_TOKEN"
FILE = "手机号,姓名,积分\n13800000001,安,12\n13800000002,博,7\n12,错,1\n"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a service that runs in a loop of its own."""
    monkeypatch.setenv(PLACE, TOKEN)
    monkeypatch.setenv("XINLIU_LANGUAGE", "en")
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def done(work: Any) -> Any:  # noqa: ANN401 - whatever the coroutine gives
        return asyncio.run_coroutine_threadsafe(work, loop).result(20)

    async def serve() -> Bench:
        bench = Bench(tmp_path / "runtime", ScaledClock.starting(EPOCH, 1))
        await bench.start()
        await bench.client.audience.keep_segment("s1", "High", {"rows": [_HIGH]})
        return bench

    bench: Bench = done(serve())
    yield bench.server.base_url
    done(bench.close())
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


_HIGH = {"kind": "attribute", "name": "积分", "operator": "gt", "value": 10.0}


def ran(service: str, *arguments: str) -> Result:
    """A command against the service."""
    return CliRunner().invoke(tree(), [*arguments, "--service", service, "--token-env", PLACE])


def test_contacts_go_in_and_out_by_commands_alone(service: str, tmp_path: Path) -> None:
    people, wrong = tmp_path / "people.csv", tmp_path / "wrong.csv"
    people.write_bytes(FILE.encode("gbk"))
    tried = ran(service, "contacts", "import", str(people), "--dry-run")
    nobody = ran(service, "contacts", "list", "--json")
    taken = ran(service, "contacts", "import", str(people), "--tag", "new", "--problems", str(wrong))
    listed = ran(service, "contacts", "list", "--search", "0001")
    counted = ran(service, "segments", "count", "s1", "--json")
    named = ran(service, "segments", "list")
    ran(service, "contacts", "export", str(tmp_path / "all.csv"), "--who", "tag:new")
    ran(service, "contacts", "export", str(tmp_path / "full.csv"), "--full-numbers", "audit")

    assert "2 people can be imported; 1 rows wrong" in tried.output
    assert json.loads(nobody.output) == []
    assert "2 new, 0 updated" in taken.output
    assert "4,手机号,12" in wrong.read_text("utf-8-sig")
    assert listed.output.split() == ["138****0001", "none", "姓名=安", "积分=12.0", "#new"]
    assert json.loads(counted.output)["members"] == 1
    assert "s1  High  积分 is more than 10" in named.output
    assert "13800000001" not in (tmp_path / "all.csv").read_text("utf-8-sig")
    assert "13800000001" in (tmp_path / "full.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("contacts", "list", "--who", "some"), 2),
        (("contacts", "import", "/no/such/file.csv"), 2),
        (("segments", "count", "gone"), 1),
    ],
)
def test_what_cannot_be_done_says_why(service: str, arguments: tuple[str, ...], status: int) -> None:
    assert ran(service, *arguments).exit_code == status


def test_without_a_service_the_commands_ask_for_one() -> None:
    assert CliRunner().invoke(tree(), ["contacts", "list"]).exit_code == 2
