"""`xinliu serve`: the runtime service, until it is told to stop."""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path
from typing import Annotated, Any

import typer

from app.console import UNUSABLE, complaints, language, refuse, say
from runtime.wording import Wording

MIN_TOKEN = 16


def serve(
    workspace: Annotated[Path, typer.Option(help="Folder of the data; made if it is missing.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on loopback; 0 takes a free one.")] = 0,
    token_env: Annotated[
        str,
        typer.Option(help="Environment variable with the access token; without it, a new one is made."),
    ] = "",
    allow_inner: Annotated[
        list[str] | None,
        typer.Option(help="A network or host of the house that scenarios may ask; repeat it for more."),
    ] = None,
    is_verbose: Annotated[bool, typer.Option("--verbose", help="Log milestones, not only trouble.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say as one JSON line where it listens.")] = False,
) -> None:
    """Run the runtime service on this machine until Ctrl-C.

    Status 0: stopped by Ctrl-C. 2: the port or the workspace is taken, or an option is wrong.
    """
    token = _token(token_env)
    from runtime.carriers.public_only import Inner
    from runtime.delivery.rules import Rules
    from runtime.service.process import ProcessOptions, print_line, run_process
    from runtime.service.service import ServiceSettings

    try:
        rules = Rules(inner=Inner.of(allow_inner or ()))
    except ValueError as error:
        refuse(Wording("--allow-inner 写错了：{why}", "--allow-inner is wrong: {why}").format(why=error))
    options = ProcessOptions(ServiceSettings(workspace, token, rules), port=port)
    tell = print_line if as_json else _Teller(workspace, shows_token=not token_env)
    try:
        status = run_process(options, tell, logging.INFO if is_verbose else logging.WARNING)
    except OSError as error:
        refuse(
            Wording("工作区 {path} 用不了：{why}", "Cannot use the workspace {path}: {why}").format(
                path=workspace, why=error.strerror or error
            )
        )
    raise typer.Exit(UNUSABLE if status else 0)


def _token(token_env: str) -> str:
    if not token_env:
        return secrets.token_urlsafe(32)
    token = os.environ.get(token_env, "")
    if len(token) < MIN_TOKEN:
        refuse(
            Wording(
                "环境变量 {name} 里要有至少 {count} 个字符的令牌。",
                "The environment variable {name} must hold a token of at least {count} characters.",
            ).format(name=token_env, count=MIN_TOKEN)
        )
    return token


class _Teller:
    """Says in words where the service listens, or why it does not."""

    def __init__(self, workspace: Path, *, shows_token: bool) -> None:
        self._workspace = workspace
        self._shows_token = shows_token

    def __call__(self, line: dict[str, Any]) -> None:
        if "error" in line:
            error = line["error"]
            words = Wording(error["zh"], error["en"])
            complaints.print(words.text(language()), style="red", markup=False)
            return
        say(
            Wording(
                "运行服务在 {url}，工作区 {workspace}。",
                "The runtime service is at {url}, workspace {workspace}.",
            ).format(url=line["url"], workspace=self._workspace)
        )
        if line["keys"] == "file":
            say(
                Wording(
                    "号码的密钥放在没有加密的文件里；用 xinliu keys move 换个地方。",
                    "The keys of contacts' numbers are in a plain file; see xinliu keys move.",
                )
            )
        if self._shows_token:
            say(Wording("访问令牌 {token}", "Access token {token}").format(token=line["token"]))
        say(Wording("按 Ctrl-C 结束。", "Ctrl-C ends it."))
