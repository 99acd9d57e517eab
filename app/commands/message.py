"""`xinliu message`: one message as a carrier gets it, as the SMS that stands in for it, or as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer

from app.commands.message_source import MessageSource, message_source
from app.console import HAS_ERRORS, complaints, language, print_json, refuse, say
from app.writing import write_new
from editor.exchange.carrier_message import carrier_text
from runtime.messages.limits import profile, profile_names
from runtime.messages.sms import sms_size
from runtime.messages.strict_wire import WireProblem, validate_wire
from runtime.registry import nearest
from runtime.wording import Wording

FORMS = ("wire", "text", "png")

_NO_PROFILE = Wording(
    "没有叫「{name}」的规格。{hint}有：{known}。", "There is no profile {name}.{hint} There are: {known}."
)
_NO_FORM = Wording("--to 是 wire、text 或 png。", "--to is wire, text or png.")
_PNG_NEEDS_FILE = Wording("画成图片要用 -o 说明写到哪里。", "A picture needs -o, the file to write.")
_WRITTEN = Wording("已写入 {path}。", "Wrote {path}.")
_REFUSED = Wording("{who}不收：{place}：{claim}", "{who} refuses {place}: {claim}")
_NO_SMS = Wording("这条消息没有短信回落。", "This message has no SMS fallback.")
_PARTS = Wording(
    "{parts} 条 · {units} 单位，每条 {room} · {encoding}",
    "{parts} parts · {units} units of {room} · {encoding}",
)


@dataclass(frozen=True, slots=True)
class _Made:
    """What goes to the file or to standard output."""

    text: str = ""
    data: bytes = b""
    facts: dict[str, Any] | None = None


def message(
    file: Annotated[Path, typer.Argument(help="A scenario, or a message as a carrier's JSON or XML.")],
    profile_name: Annotated[
        str,
        typer.Option("--profile", help="Whose interface and limits: ctcu, cmcc, aliyun, gsma, strict_cn."),
    ] = "ctcu",
    to: Annotated[
        str, typer.Option("--to", help="wire: what the carrier gets; text: the SMS; png: the handset.")
    ] = "wire",
    node: Annotated[
        str, typer.Option("--node", help="The node of a scenario, by its id; the first message without it.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; else standard output.")
    ] = None,
    theme: Annotated[str, typer.Option("--theme", help="light or dark, for the picture.")] = "light",
    force: Annotated[bool, typer.Option("--force", help="Replace OUTPUT if it exists.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show one message as the wire has it, as its SMS, or as people see it.

    Status 0: all is well. 1: the profile refuses it, or something of FILE was not understood, as listed.
    2: unreadable file, unknown node or profile, or nothing to write.
    """
    _check_words(profile_name, to, output)
    source = message_source(file, node)
    problems = validate_wire(source.shown.to_wire(source.media_address), profile(profile_name))
    made = _made(source, profile_name, to, "dark" if theme == "dark" else "light")
    if output is not None:
        write_new(output, made.data or made.text.encode("utf-8", "replace"), force=force)
    if as_json:
        _print_json(source, profile_name, to, made, problems, output)
    else:
        _print(source, profile_name, made, problems, output)
    if problems or source.not_understood:
        raise typer.Exit(HAS_ERRORS)


def _check_words(profile_name: str, to: str, output: Path | None) -> None:
    if profile_name not in profile_names():
        _refuse_profile(profile_name)
    if to not in FORMS:
        refuse(_NO_FORM)
    if to == "png" and output is None:
        refuse(_PNG_NEEDS_FILE)


def _refuse_profile(name: str) -> NoReturn:
    near = nearest(name, profile_names())
    hint = Wording(f"是不是 {near}？", f" Did you mean {near}?") if near else Wording("", "")
    refuse(_NO_PROFILE.format(name=name, hint=hint, known=", ".join(profile_names())))


def _made(source: MessageSource, profile_name: str, to: str, theme: Literal["light", "dark"]) -> _Made:
    if to == "wire":
        return _Made(carrier_text(source.message, profile_name, source.signature, language=source.language))
    if to == "png":
        return _Made(data=source.png(theme))
    text = source.shown.fallback_text(source.signature, source.language)
    if text is None:
        return _Made(facts={"parts": 0})
    size = sms_size(text)
    facts = {
        "parts": size.parts,
        "units": size.units,
        "units_per_part": size.units_per_part,
        "encoding": size.encoding,
    }
    return _Made(f"{text}\n", facts=facts)


def _print_json(
    source: MessageSource,
    profile_name: str,
    to: str,
    made: _Made,
    problems: tuple[WireProblem, ...],
    output: Path | None,
) -> None:
    told: dict[str, Any] = {
        "node": source.node,
        "profile": profile_name,
        "to": to,
        "written": str(output) if output is not None else None,
        "repaired": [{"zh": words.zh, "en": words.en} for words in source.repaired],
        "not_understood": [{"zh": words.zh, "en": words.en} for words in source.not_understood],
        "problems": [{"place": each.place, "claim": each.claim} for each in problems],
    }
    if made.text:
        told["text"] = made.text
    print_json(told | (made.facts or {}))


def _print(
    source: MessageSource,
    profile_name: str,
    made: _Made,
    problems: tuple[WireProblem, ...],
    output: Path | None,
) -> None:
    """The message goes to standard output, everything about it to the error stream."""
    if output is not None:
        say(_WRITTEN.format(path=output))
    elif made.text:
        typer.echo(made.text, nl=False)
    if made.facts is not None:
        words = _PARTS.format(
            parts=made.facts["parts"],
            units=made.facts.get("units", 0),
            room=made.facts.get("units_per_part", 0),
            encoding={"gsm7": "GSM-7", "ucs2": "UCS-2"}.get(made.facts.get("encoding", ""), "—"),
        )
        _remark("", words if made.text else _NO_SMS)
    for each in source.repaired:
        _remark("~ ", each)
    for each in source.not_understood:
        _remark("✗ ", each)
    who = profile(profile_name).title
    for problem in problems:
        _remark("! ", _REFUSED.format(who=who, place=problem.place or "—", claim=problem.claim))


def _remark(sign: str, words: Wording) -> None:
    complaints.print(f"{sign}{words.text(language())}", markup=False)
