"""`xinliu chat`: talk to a scenario in the terminal, through the same engine that serves real people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.console import HAS_ERRORS, language, out, print_json, read_scenario, refuse, say
from app.playing.beside import beside
from app.playing.play import SAMPLE_CONTACT, Called, Handed, Heard, Line, Passed, Play, Reported, Said
from runtime.engine.errors import CompileRefused
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.wording import Wording

_HELP = Wording(
    "输入文字或建议的序号；/wait 跳到等待结束，/done 人工已解决，/restart 重来，/quit 离开。",
    "Type words or the number of a suggestion; /wait skips to the end of the wait, /done when a person has "
    "resolved it, /restart, /quit.",
)
_HANDED_OVER = Wording("转给人工。{note}", "Handed to a person. {note}")
_HANDED_BACK = Wording("人工处理完了。", "The person is done.")
MAX_LINE = 2000


def chat(
    file: Annotated[Path, typer.Argument(help="The scenario, NAME.xinliu.json.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Read lines from standard input, print JSON.")
    ] = False,
    contact: Annotated[
        str, typer.Option(help="The person's number; decides the arm of a split.")
    ] = SAMPLE_CONTACT,
) -> None:
    """Talk to a scenario in the terminal.

    HTTP requests get their sample answers, waits can be skipped, nothing leaves this machine.

    Status 0: talked. 1: the conversation failed. 2: unreadable scenario, or one that cannot run.
    """
    try:
        play = Play(read_scenario(file).flow, contact, find=beside(file))
    except CompileRefused as error:
        refuse(error.sentence)
    interactive = sys.stdin.isatty() and not as_json
    if interactive:
        say(_HELP)
    _converse(play, interactive=interactive, quiet=as_json)
    if as_json:
        print_json(
            {
                "lines": [_line_data(line) for line in play.lines],
                "status": play.session.status,
                "outcome": play.session.outcome,
                "waiting_at": play.active_node,
            }
        )
    if play.session.status == "failed":
        raise typer.Exit(HAS_ERRORS)


def _converse(play: Play, *, interactive: bool, quiet: bool) -> None:
    shown = 0
    while True:
        if not quiet:
            _print(play, shown)
        shown = len(play.lines)
        if play.session.is_over and not interactive:
            return
        line = _next_line(interactive)
        if line is None or line == "/quit":
            return
        if line == "/restart":
            play.restart()
            shown = 0
        elif line == "/wait" and play.can_skip:
            play.skip()
        elif line == "/done":
            _hand_back(play)
        elif line == "/wait":
            say(Wording("现在没有会自己结束的等待。", "There is no wait that ends by itself."))
        elif line:
            _answer(play, line)


def _hand_back(play: Play) -> None:
    if play.is_with_person:
        play.hand_back("resolved")
    else:
        say(Wording("对话现在不在人工那里。", "No person has the conversation now."))


def _answer(play: Play, line: str) -> None:
    offered = _offered(play)
    if line.isdecimal() and 1 <= int(line) <= len(offered):
        play.tap(offered[int(line) - 1])
    else:
        play.say(line)


def _offered(play: Play) -> tuple[Suggestion, ...]:
    said = next((line for line in reversed(play.lines) if isinstance(line, Said)), None)
    return said.sent.message.replies() if said else ()


def _next_line(interactive: bool) -> str | None:
    if interactive:
        out.print("› ", style="cyan", end="")
    line = sys.stdin.readline()
    return line.strip()[:MAX_LINE] if line else None


def _print(play: Play, shown: int) -> None:
    for line in play.lines[shown:]:
        if isinstance(line, Called):
            out.print(f"  ⇢ {line.method} {line.url}", style="dim", markup=False)
        elif isinstance(line, Handed):
            words = _HANDED_BACK if line.outcome else _HANDED_OVER.format(note=line.note)
            out.print(f"  ⇄ {words.text(language())}", style="dim", markup=False)
        elif isinstance(line, Passed):
            out.print(f"  … {line.until:%m-%d %H:%M}", style="dim", markup=False)
        elif isinstance(line, Said):
            message = line.sent.message
            out.print(message.content.plain_text(), style="bold", markup=False)
            offered = [suggestion.text for _, suggestion in message.suggestions()]
            if offered:
                out.print("  " + "   ".join(f"[{text}]" for text in offered), markup=False)
    if play.session.is_over:
        say(Wording("对话结束：{how}", "The conversation is over: {how}").format(how=play.session.outcome))


def _line_data(line: Line) -> dict[str, object]:
    if isinstance(line, Said):
        message = line.sent.message
        return {
            "from": "chatbot",
            "text": message.content.plain_text(),
            "suggestions": [suggestion.text for _, suggestion in message.suggestions()],
            "sms": line.sent.sms_text,
        }
    if isinstance(line, Heard):
        return {"from": "contact", "text": line.text}
    if isinstance(line, Called):
        return {"request": f"{line.method} {line.url}", "answered": line.answered}
    if isinstance(line, Handed):
        return {"handed_back": line.outcome} if line.outcome else {"handed_over": line.note}
    if isinstance(line, Reported):
        return {"reported_as_spam": list(line.message_ids)}
    return {"passed_until": line.until.isoformat()}
