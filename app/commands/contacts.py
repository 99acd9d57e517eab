"""`xinliu contacts` and `xinliu segments`: the audience of a running runtime service."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import typer

from app.console import HAS_ERRORS, language, print_json, refuse, say
from runtime.wording import Wording, same

if TYPE_CHECKING:
    from runtime.service.audience_client import AudienceClient

T = TypeVar("T")

contacts = typer.Typer(name="contacts", help="Contacts of a running runtime service.", no_args_is_help=True)
segments = typer.Typer(name="segments", help="Segments of a running runtime service.", no_args_is_help=True)

POLL_S: Final = 0.2
_NO_PLACE: Final = Wording(
    "说明运行服务在哪里：--service 地址，令牌在 --token-env 的环境变量里。",
    "Say where the runtime is: --service URL, its token in the variable of --token-env.",
)
_REFUSED: Final = Wording("没有做成：{why}", "Not done: {why}")
_NO_COLUMN: Final = Wording("文件里没有「{name}」这一列。", 'The file has no column "{name}".')
_NO_NUMBER: Final = Wording(
    "没有找到手机号在哪一列。用 --number 指出列名。", "No column of numbers found. Name it with --number."
)
_CHECKED: Final = Wording(
    "可导入 {good} 人；有问题 {bad} 行，重复 {repeated} 行，{left_out} 项值没有采用。",
    "{good} people can be imported; {bad} rows wrong, {repeated} repeated, {left_out} values left out.",
)
_DONE: Final = Wording(
    "导入 {id} 完成：新增 {added}，更新 {updated}，没有变化 {unchanged}。",
    "Import {id} done: {added} new, {updated} updated, {unchanged} unchanged.",
)
_WHO: Final = Wording(
    "用 --who 说明是谁：everyone、segment:编号、tag:标签 或 import:编号。",
    "Say with --who for whom: everyone, segment:ID, tag:NAME or import:NUMBER.",
)
_EXPORTED: Final = Wording("已导出到 {name}。", "Exported to {name}.")
_TALLY: Final = Wording(
    "{members} 人可发送；共 {all} 人，拒收 {refused}，黑名单 {blacklisted}。",
    "{members} can be reached; {all} in all, {refused} refused, {blacklisted} blacklisted.",
)

Service = Annotated[str, typer.Option(help="Address of a running runtime service.")]
TokenEnv = Annotated[str, typer.Option(help="Environment variable with the service's access token.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Who = Annotated[str, typer.Option(help="everyone, segment:ID, tag:NAME or import:NUMBER.")]
Search = Annotated[str, typer.Option(help="A number, its last four digits, or part of a value or tag.")]


@contacts.command("import")
def import_contacts(  # noqa: PLR0913, PLR0917 - one for each option of the command
    file: Annotated[Path, typer.Argument(help="CSV or XLSX with a column of phone numbers.")],
    service: Service = "",
    token_env: TokenEnv = "",
    number: Annotated[str, typer.Option(help="Heading of the column with the numbers.")] = "",
    leave_out: Annotated[
        list[str] | None, typer.Option(help="Heading of a column to leave out; repeat it.")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Tag for everyone in the file; repeat it.")] = None,
    known: Annotated[str, typer.Option(help="Contacts already known: update, fill or skip.")] = "update",
    consent: Annotated[str, typer.Option(help="Proof that everyone in the file agreed to messages.")] = "",
    blacklist: Annotated[
        bool, typer.Option("--blacklist", help="Put them on the blacklist instead.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the file and keep nothing.")] = False,
    problems: Annotated[Path | None, typer.Option(help="Write what was wrong to this CSV file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Import contacts: all of the good rows, or nothing when it is interrupted.

    Status 0: done. 1: refused, or not reached. 2: wrong usage or unreadable file.
    """
    if not file.is_file():
        refuse(_REFUSED.format(why=Wording(f"没有文件 {file}", f"there is no file {file}")))

    async def work(calls: AudienceClient) -> dict[str, Any]:
        job = await calls.upload(file)
        preview = await calls.preview(job["id"])
        wish = _mapping(preview, number, leave_out or [])
        wish |= {"tags": [] if blacklist else tag or [], "policy": known, "consent_proof": consent}
        wish["target"] = "blacklist" if blacklist else "contacts"
        await calls.check(job["id"], wish)
        told = await _until(calls, job["id"], "checked")
        if problems is not None:
            await _write(problems, calls.problem_table(job["id"], str(language())))
        if dry_run:
            return await calls.cancel(job["id"]) | {"counts": told["counts"], "state": "checked"}
        await calls.merge(job["id"])
        return await _until(calls, job["id"], "done")

    told = _ask(service, token_env, work)
    if as_json:
        print_json(told)
    else:
        counts = {name: f"{value:,}" for name, value in told["counts"].items()}
        say(_CHECKED.format(**counts))
        if told["state"] == "done":
            say(_DONE.format(id=told["id"], **counts))


@contacts.command("export")
def export_contacts(
    file: Annotated[Path, typer.Argument(help="Where to write; .xlsx makes a workbook, else CSV.")],
    service: Service = "",
    token_env: TokenEnv = "",
    who: Who = "everyone",
    search: Search = "",
    full_numbers: Annotated[
        str, typer.Option(help="Why whole numbers are needed; kept in the audit. Without, they are masked.")
    ] = "",
) -> None:
    """Export contacts; numbers are masked unless a reason is given.

    Status 0: done. 1: refused, or not reached. 2: wrong usage, or the file cannot be written.
    """
    wish = {
        "chosen": {"audience": _audience(who), "search": search},
        "format": "xlsx" if file.suffix.lower() == ".xlsx" else "csv",
        "language": str(language()),
        "full_numbers": bool(full_numbers),
        "reason": full_numbers,
    }

    async def work(calls: AudienceClient) -> None:
        await _write(file, calls.export(**wish))

    _ask(service, token_env, work)
    say(_EXPORTED.format(name=file))


@contacts.command("list")
def list_contacts(
    service: Service = "",
    token_env: TokenEnv = "",
    who: Who = "everyone",
    search: Search = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many to list.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List contacts, newest first, with masked numbers.

    Status 0: done. 1: refused, or not reached. 2: wrong usage.
    """
    audience = _audience(who)
    found = _ask(service, token_env, lambda calls: calls.page(audience=audience, search=search, limit=limit))
    if as_json:
        print_json(found["contacts"])
        return
    for one in found["contacts"]:
        values = "  ".join(f"{name}={value}" for name, value in one["attributes"].items())
        tags = " ".join(f"#{name}" for name in one["tags"])
        state = "blacklisted" if one["blacklisted"] else one["consent"]
        say(same("  ".join(part for part in (one["number"] or "—", state, values, tags) if part)))


@segments.command("list")
def list_segments(service: Service = "", token_env: TokenEnv = "", as_json: AsJson = False) -> None:
    """List the segments with their conditions.

    Status 0: done. 1: refused, or not reached. 2: wrong usage.
    """
    found = _ask(service, token_env, lambda calls: calls.overview())["segments"]
    if as_json:
        print_json(found)
        return
    for one in found:
        say(Wording(f"{one['id']}  {one['name']}  {one['zh']}", f"{one['id']}  {one['name']}  {one['en']}"))


@segments.command("count")
def count_segment(
    who: Annotated[str, typer.Argument(help="A segment's id, or everyone, tag:NAME, import:NUMBER.")],
    service: Service = "",
    token_env: TokenEnv = "",
    as_json: AsJson = False,
) -> None:
    """Count a segment, and who of it may not be written to.

    Status 0: done. 1: refused, or not reached. 2: wrong usage.
    """
    audience = _audience(who if ":" in who or who == "everyone" else f"segment:{who}")
    found = _ask(service, token_env, lambda calls: calls.count(audience))
    if as_json:
        print_json(found)
    else:
        say(_TALLY.format(**{name: f"{value:,}" for name, value in found.items()}))


def _mapping(preview: dict[str, Any], number: str, leave_out: list[str]) -> dict[str, Any]:
    columns = preview["columns"]
    headings = [str(one["heading"]) for one in columns]
    for name in (*leave_out, *filter(None, [number])):
        if name not in headings:
            refuse(_NO_COLUMN.format(name=name))
    place = headings.index(number) if number else _number_column(columns)
    used = [
        {"column": at, "use": one["use"], "name": one["name"], "type": one["type"]}
        if one["use"] == "attribute"
        else {"column": at, "use": "tags"}
        for at, one in enumerate(columns)
        if one["use"] in ("attribute", "tags") and at != place and headings[at] not in leave_out
    ]
    return {"reading": preview["reading"], "number_column": place, "columns": used}


def _number_column(columns: list[dict[str, Any]]) -> int:
    place = next((at for at, one in enumerate(columns) if one["use"] == "number"), None)
    if place is None:
        refuse(_NO_NUMBER)
    return place


async def _until(calls: AudienceClient, import_id: int, state: str) -> dict[str, Any]:
    while True:
        told = await calls.import_state(import_id)
        if told["state"] == state:
            return told
        if told["state"] in ("failed", "undone"):
            failed = told["failed"] or {"zh": "已取消", "en": "cancelled"}
            refuse(_REFUSED.format(why=Wording(failed["zh"], failed["en"])), HAS_ERRORS)
        await asyncio.sleep(POLL_S)


async def _write(path: Path, pieces: AsyncIterator[bytes]) -> None:
    # Nothing else runs in this loop while a piece is written.
    with path.open("wb") as file:
        async for piece in pieces:
            file.write(piece)


def _audience(who: str) -> dict[str, Any]:
    kind, _, key = who.partition(":")
    found: dict[str, dict[str, Any]] = {
        "segment": {"kind": "segment", "segment": key},
        "tag": {"kind": "tags", "tags": [key]},
        "import": {"kind": "import", "import_id": int(key) if key.isdecimal() else 0},
    }
    if who == "everyone":
        return {"kind": "everyone"}
    if kind not in found or not key or (kind == "import" and not key.isdecimal()):
        refuse(_WHO)
    return found[kind]


def _ask(service: str, token_env: str, call: Callable[[AudienceClient], Awaitable[T]]) -> T:
    token = os.environ.get(token_env, "") if token_env else ""
    if not service or not token:
        refuse(_NO_PLACE)
    from runtime.carriers.http import HttpError
    from runtime.service.client import RuntimeClient, RuntimeRefusal

    async def work() -> T:
        async with RuntimeClient(service, token) as runtime:
            return await call(runtime.audience)

    try:
        return asyncio.run(work())
    except (RuntimeRefusal, HttpError) as error:
        refuse(_REFUSED.format(why=getattr(error, "sentence", None) or error), HAS_ERRORS)
    except OSError as error:
        refuse(_REFUSED.format(why=error.strerror or error))
