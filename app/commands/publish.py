"""`xinliu publish`: makes a scenario what a runtime begins from now on, without the editor."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.console import HAS_ERRORS, print_json, read_scenario, refuse, say
from app.publishing.files import files_of
from app.publishing.words import people
from editor.library.media.file_facts import FileFacts
from editor.library.media_folder import MediaFolder
from runtime.flow.flow import Flow
from runtime.flow.issues.checker import check_flow
from runtime.wording import Wording

if TYPE_CHECKING:
    from runtime.store.flows import MediaFile

NOTE_MAX = 200
_NO_PLACE = Wording(
    "说明发布到哪里：--service 地址（令牌在 --token-env 里），或 --workspace 文件夹。",
    "Say where to publish: --service URL (its token in --token-env), or --workspace FOLDER.",
)
_NO_TOKEN = Wording(
    "--token-env 要指一个存有令牌的环境变量，「{name}」里没有。",
    "--token-env must name an environment variable with the token; {name} has none.",
)
_LONG = Wording("版本说明太长，最多 {limit} 个字符。", "The note is too long: {limit} characters at most.")
_TWICE = Wording("节点 {node} 同时写在 --move 和 --end 里。", "The node {node} is in --move and in --end.")
_ERRORS = Wording(
    "有 {count} 个错误，没有发布。用 xinliu check 看是哪些。",
    "Not published: {count} errors. xinliu check lists them.",
)
_REFUSED = Wording("没有发布：{why}", "Not published: {why}")
_DONE = Wording("已发布 v{version}。", "Published v{version}.")
_SAME = Wording("和 v{version} 一样，没有新版本。", "The same as v{version}: no new version.")
_STAY = Wording("{people}继续走旧版。", "{people} go on in older versions.")
_MOVED = Wording("{people}改走 v{version}。", "{people} moved to v{version}.")
_ENDED = Wording("{people}的会话已结束。", "The conversations of {people} ended.")


def publish(
    file: Annotated[Path, typer.Argument(help="The scenario, NAME.xinliu.json.")],
    note: Annotated[str, typer.Option(help="What changed, kept with the version.")] = "",
    service: Annotated[str, typer.Option(help="Address of a running runtime service.")] = "",
    token_env: Annotated[
        str, typer.Option(help="Environment variable with the service's access token.")
    ] = "",
    workspace: Annotated[Path | None, typer.Option(help="Folder of a runtime that does not run now.")] = None,
    move: Annotated[
        list[str] | None, typer.Option(help="Node whose waiting people go on in the new version; repeat it.")
    ] = None,
    end: Annotated[
        list[str] | None, typer.Option(help="Node whose waiting people's conversations end; repeat it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Publish a scenario to a runtime.

    People who wait finish on their version unless --move or --end says otherwise. Status 0: published, or
    already online as it is. 1: it has errors, or the runtime refused. 2: wrong usage or unreadable input.
    """
    if bool(service) == (workspace is not None):
        refuse(_NO_PLACE)
    if len(note) > NOTE_MAX:
        refuse(_LONG.format(limit=NOTE_MAX))
    decisions = _decisions(move or [], end or [])
    flow, media = read_scenario(file).flow, MediaFolder.beside(file)
    issues = check_flow(flow, media=FileFacts(media).by_name())
    if count := sum(issue.severity == "error" for issue in issues):
        refuse(_ERRORS.format(count=count), HAS_ERRORS)
    files = files_of(flow, media)
    if workspace is not None:
        done = _into_workspace(workspace, flow, files, note, decisions)
    else:
        done = _over_http(service, _token(token_env), flow, files, note, decisions)
    if as_json:
        print_json({"file": str(file), **done})
    else:
        _tell(done)


def _decisions(move: list[str], end: list[str]) -> dict[str, str]:
    for node in set(move) & set(end):
        refuse(_TWICE.format(node=node))
    return dict.fromkeys(move, "move") | dict.fromkeys(end, "end")


def _token(name: str) -> str:
    token = os.environ.get(name, "") if name else ""
    if not token:
        refuse(_NO_TOKEN.format(name=name or "—"))
    return token


def _over_http(
    url: str, token: str, flow: Flow, files: list[MediaFile], note: str, decisions: dict[str, str]
) -> dict[str, Any]:
    from runtime.carriers.http import HttpError
    from runtime.service.client import RuntimeClient, RuntimeRefusal

    async def work() -> dict[str, Any]:
        async with RuntimeClient(url, token) as runtime:
            return await runtime.publish(flow, files, note=note, waiting=decisions)

    try:
        done = asyncio.run(work())
    except (RuntimeRefusal, HttpError) as error:
        why = getattr(error, "sentence", None) or error
        refuse(_REFUSED.format(why=why), HAS_ERRORS)
    return {name: done[name] for name in ("flow_id", "version", "is_new", "moved", "ended", "staying")}


def _into_workspace(
    folder: Path, flow: Flow, files: list[MediaFile], note: str, decisions: dict[str, str]
) -> dict[str, Any]:
    """Publishes into the files of a runtime that does not run; carriers get the pictures when it does."""
    from runtime.clock import SystemClock
    from runtime.delivery.errors import DeliveryRefusal
    from runtime.delivery.publishing import offline
    from runtime.engine.errors import CompileRefused
    from runtime.service.api.wishes import VersionWish
    from runtime.store import Store, StoreRefusal

    wish = VersionWish.model_validate({"note": note, "waiting": decisions})
    try:
        with Store(folder) as store:
            publishing = offline(store, SystemClock())
            done = asyncio.run(publishing.publish(flow, files, wish.publication()))
    except (StoreRefusal, DeliveryRefusal, CompileRefused) as error:
        refuse(_REFUSED.format(why=error.sentence), HAS_ERRORS)
    except OSError as error:
        refuse(_REFUSED.format(why=error.strerror or error))
    return {
        "flow_id": flow.id,
        "version": done.version,
        "is_new": done.is_new,
        "moved": done.moved,
        "ended": done.ended,
        "staying": done.staying,
    }


def _tell(done: dict[str, Any]) -> None:
    version = done["version"]
    say((_DONE if done["is_new"] else _SAME).format(version=version))
    for name, words in (("moved", _MOVED), ("ended", _ENDED), ("staying", _STAY)):
        if done[name]:
            say(words.format(people=people(done[name]), version=version))
