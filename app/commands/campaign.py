"""`xinliu campaign`: campaigns of a running runtime service, for people and for scripts."""

from __future__ import annotations

import asyncio
import getpass
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from app.console import HAS_ERRORS, print_json, refuse, say
from runtime.wording import Wording

if TYPE_CHECKING:
    from runtime.service.campaign_client import CampaignClient

campaign = typer.Typer(name="campaign", help="Campaigns of a running runtime service.", no_args_is_help=True)

_NO_PLACE: Final = Wording(
    "说明运行服务在哪里：--service 地址，令牌在 --token-env 的环境变量里。",
    "Say where the runtime is: --service URL, its token in the variable of --token-env.",
)
_REFUSED: Final = Wording("没有做成：{why}", "Not done: {why}")
_BAD_FILE: Final = Wording("读不出号码文件：{why}", "Cannot read the file of numbers: {why}")
_WHO: Final = Wording(
    "用 --to 说明发给谁：everyone、segment:编号、tag:标签 或 numbers:文件。",
    "Say with --to for whom: everyone, segment:ID, tag:NAME or numbers:FILE.",
)
_LINE: Final = Wording(
    "{id}  {name}  {state}  已开始 {begun} / 计划 {planned}，跳过 {skipped}，未开始 {waiting}",
    "{id}  {name}  {state}  {begun} begun of {planned}, {skipped} left out, {waiting} waiting",
)

Service = Annotated[str, typer.Option(help="Address of a running runtime service.")]
TokenEnv = Annotated[str, typer.Option(help="Environment variable with the service's access token.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Id = Annotated[str, typer.Argument(help="The campaign's id.")]
Count = Annotated[
    int | None, typer.Option(help="How many people it is for: approves a large audience when it is right.")
]


@campaign.command("create")
def create(
    flow: Annotated[str, typer.Argument(help="Id of a published scenario.")],
    service: Service = "",
    token_env: TokenEnv = "",
    name: Annotated[str, typer.Option(help="What it is called.")] = "",
    to: Annotated[str, typer.Option(help="everyone, segment:ID, tag:NAME or numbers:FILE.")] = "",
    when: Annotated[str, typer.Option(help="now, 2027-03-08T10:00, or cron: five fields.")] = "now",
    per_minute: Annotated[int, typer.Option(help="People a minute at most; 0 for no limit.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Write a campaign down; it starts with `xinliu campaign start`.

    Status 0: done. 1: refused, or not reached. 2: wrong usage.
    """
    definition = {
        "name": name or flow,
        "flow_id": flow,
        "audience": _audience(to),
        "timing": _timing(when),
        "per_minute": per_minute,
    }
    _tell(_ask(service, token_env, lambda calls: calls.create(definition)), as_json=as_json)


@campaign.command("list")
def list_(service: Service = "", token_env: TokenEnv = "", as_json: AsJson = False) -> None:
    """All campaigns, newest first.

    Status 0: done. 1: refused, or not reached. 2: wrong usage.
    """
    found = _ask(service, token_env, lambda calls: calls.listed(500))
    if as_json:
        print_json(found)
        return
    for one in found:
        _tell(one, as_json=False)


@campaign.command("show")
def show(key: Id, service: Service = "", token_env: TokenEnv = "", as_json: AsJson = False) -> None:
    """One campaign with its times.

    Status 0: done. 1: refused, or not reached. 2: wrong usage.
    """
    _tell(_ask(service, token_env, lambda calls: calls.one(key)), as_json=as_json)


@campaign.command("start")
def start(
    key: Id, service: Service = "", token_env: TokenEnv = "", count: Count = None, as_json: AsJson = False
) -> None:
    """Let a draft happen at its time.

    Status 0: done. 1: refused, or not reached. 2: wrong usage.
    """
    _tell(_ask(service, token_env, lambda calls: calls.start(key, _person(), count)), as_json=as_json)


@campaign.command("pause")
def pause(key: Id, service: Service = "", token_env: TokenEnv = "", as_json: AsJson = False) -> None:
    """Begin with nobody any more until it is resumed.

    Status 0: done. 1: refused, or not reached. 2: wrong usage.
    """
    _tell(_ask(service, token_env, lambda calls: calls.pause(key)), as_json=as_json)


@campaign.command("resume")
def resume(
    key: Id, service: Service = "", token_env: TokenEnv = "", count: Count = None, as_json: AsJson = False
) -> None:
    """Go on with a paused one.

    Status 0: done. 1: refused, or not reached. 2: wrong usage.
    """
    _tell(_ask(service, token_env, lambda calls: calls.resume(key, _person(), count)), as_json=as_json)


@campaign.command("cancel")
def cancel(key: Id, service: Service = "", token_env: TokenEnv = "", as_json: AsJson = False) -> None:
    """End one for good; conversations that have begun go on.

    Status 0: done. 1: refused, or not reached. 2: wrong usage.
    """
    _tell(_ask(service, token_env, lambda calls: calls.cancel(key)), as_json=as_json)


@campaign.command("report")
def report(key: Id, service: Service = "", token_env: TokenEnv = "", as_json: AsJson = False) -> None:
    """What became of everybody: planned = begun + left out + waiting.

    Status 0: done. 1: refused, or not reached. 2: wrong usage.
    """
    told = _ask(service, token_env, lambda calls: calls.report(key))
    if as_json:
        print_json(told)
        return
    for title, rows in (
        (Wording("首条消息", "First messages"), told["outcomes"]),
        (Wording("失败", "Failures"), told["failures"]),
        (Wording("跳过", "Left out"), told["skips"]),
    ):
        for row in rows:
            what = Wording(f"{title.zh}  {row['zh']}", f"{title.en}  {row['en']}")
            say(Wording(f"{what.zh}  {row['people']:,}", f"{what.en}  {row['people']:,}"))
    figures = {name: f"{told[name]:,}" for name in ("planned", "begun", "skipped", "waiting")}
    words = Wording(
        "计划 {planned} = 已开始 {begun} + 跳过 {skipped} + 未开始 {waiting}",
        "{planned} planned = {begun} begun + {skipped} left out + {waiting} waiting",
    )
    say(words.format(**figures))


def _audience(to: str) -> dict[str, Any]:
    kind, _, which = to.partition(":")
    if kind == "everyone":
        return {"kind": "everyone"}
    if kind == "segment" and which:
        return {"kind": "segment", "segment": which}
    if kind == "tag" and which:
        return {"kind": "tags", "tags": [which]}
    if kind != "numbers" or not which:
        refuse(_WHO)
    try:
        lines = Path(which).read_text("utf-8-sig").split()
    except (OSError, UnicodeDecodeError) as error:
        refuse(_BAD_FILE.format(why=error))
    return {"kind": "contacts", "contacts": lines}


def _timing(when: str) -> dict[str, str]:
    if when == "now":
        return {"kind": "now"}
    if len(when.removeprefix("cron:").split()) == 5:
        return {"kind": "cron", "cron": when.removeprefix("cron:").strip()}
    return {"kind": "at", "at": when}


def _ask(service: str, token_env: str, question: Callable[[CampaignClient], Awaitable[Any]]) -> Any:  # noqa: ANN401 - JSON data
    """The answer as JSON data; ends the program with a sentence when there is none."""
    from runtime.carriers.http import HttpError
    from runtime.service.client import RuntimeClient, RuntimeRefusal

    token = os.environ.get(token_env, "") if token_env else ""
    if not service or not token:
        refuse(_NO_PLACE)

    async def work() -> Any:  # noqa: ANN401 - JSON data
        async with RuntimeClient(service, token) as runtime:
            return await question(runtime.campaigns)

    try:
        return asyncio.run(work())
    except (RuntimeRefusal, HttpError) as error:
        refuse(_REFUSED.format(why=getattr(error, "sentence", None) or error), HAS_ERRORS)


def _tell(one: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(one)
        return
    counts = {name: f"{one[name]:,}" for name in ("planned", "begun", "skipped", "waiting")}
    state = one["state_words"]
    told = {"id": one["id"], "name": one["name"], **counts}
    zh, en = _LINE.zh.format(**told, state=state["zh"]), _LINE.en.format(**told, state=state["en"])
    say(Wording(zh, en))


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
