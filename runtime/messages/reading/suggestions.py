"""Reads suggestions: replies and actions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import count
from typing import Any

from pydantic import ValidationError

from runtime.messages.reading.notes import shown
from runtime.messages.reading.wire_object import WireObject, without_blanks
from runtime.messages.suggestions.action import Action
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId, action_types
from runtime.messages.suggestions.url import OpenUrl


class SuggestionReader:
    """Reads the suggestions of one message and numbers them `s1`, `s2`, … in reading order."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def read_all(self, entries: Iterable[WireObject]) -> tuple[Suggestion, ...]:
        """Every suggestion that can be understood; the others are noted."""
        return tuple(found for entry in entries if (found := self.read(entry)) is not None)

    def read(self, entry: WireObject) -> Suggestion | None:
        """The suggestion of `{"reply": {…}}` or `{"action": {…}}`, None when it is neither."""
        reply, action = entry.child("reply"), entry.child("action")
        entry.finish()
        body = reply or action
        if body is None:
            entry.notes.leave_out(entry.place, "既没有 reply 也没有 action", "has neither reply nor action")
            return None
        if reply is not None and action is not None:
            action.notes.leave_out(
                action.place, "与 reply 并列，只读了 reply", "beside a reply, which was read"
            )
        found = _read_action(body) if body is action else None
        if body is action and found is None:
            return None
        text = body.text("displayText", required=True)
        postback = _read_postback(body)
        body.finish()
        return Suggestion(
            id=SuggestionId(f"s{next(self._numbers)}"), text=text, postback=postback, action=found
        )


def _read_postback(body: WireObject) -> str:
    if isinstance(body.members.get("postback"), str):
        body.notes.repair(body.at("postback"), "是文本，按 data 读取", "a text, read as its data")
        return body.text("postback")
    postback = body.child("postback")
    if postback is None:
        return ""
    data = postback.text("data", required=True)
    postback.finish()
    return data


@cache
def _actions_by_wire_name() -> dict[tuple[str, str], type[Action]]:
    return {(kind.family, kind.member): kind for kind in action_types().values()}


def _read_action(body: WireObject) -> Action | None:
    known = _actions_by_wire_name()
    families = list(dict.fromkeys(family for family, _ in known if body.has(family)))
    for extra in families[1:]:
        body.take(extra)
        body.notes.leave_out(body.at(extra), "一个建议只能有一种动作", "a suggestion has one action only")
    family = body.child(families[0]) if families else None
    if family is None:
        names = [name for name in body.members if name not in ("displayText", "postback")]
        body.notes.leave_out(
            body.place,
            f"不认识动作 {shown(', '.join(names)) or '（空）'}",
            f"unknown action {shown(', '.join(names)) or '(none)'}",
        )
        return None
    found: Action | None = None
    for (family_name, member), kind in known.items():
        if family_name == families[0] and family.has(member) and found is None:
            fields = family.child(member)
            found = _build(kind, fields) if fields is not None else None
    family.finish()
    return found


def _build(kind: type[Action], fields: WireObject) -> Action | None:
    """The action, with missing members read as empty and senseless ones left out, one after the other."""
    members = dict(fields.members)
    _assume(kind, members, fields)
    for _ in range(12):
        try:
            action = kind.fields_from_wire(members)
        except KeyError as error:
            name = str(error.args[0])
            if name in members or name == "location":
                break
            fields.notes.repair(fields.at(name), "缺少，留空", "missing, left empty")
            members[name] = ""
        except (ValidationError, TypeError, ValueError) as error:
            if not _without_the_culprit(members, error, fields):
                break
        else:
            _note_what_got_lost(action.fields_to_wire(), members, fields)
            return action
    fields.notes.leave_out(fields.place, "读不懂，没有读取", "cannot be understood, left out")
    return None


def _assume(kind: type[Action], members: dict[str, Any], fields: WireObject) -> None:
    """Says what is understood of what samples leave out or write oddly; puts addresses right."""
    for name in ("url", "fallbackUrl"):
        if isinstance(members.get(name), str):
            members[name] = without_blanks(members[name], fields.at(name), fields.notes)
    if kind is not OpenUrl:
        return
    if members.get("application") is None:
        members["application"] = "browser"
        fields.notes.repair(fields.at("application"), "缺少，按 browser 读取", "missing, read as browser")
    elif members["application"] == "webview" and members.get("viewMode") is None:
        members["viewMode"] = "full"
        fields.notes.repair(fields.at("viewMode"), "缺少，按 full 读取", "missing, read as full")


def _without_the_culprit(members: dict[str, Any], error: Exception, fields: WireObject) -> bool:
    if not isinstance(error, ValidationError):
        return False
    for detail in error.errors():
        for name, value in list(members.items()):
            if value is detail["input"] or value == detail["input"]:
                del members[name]
                if isinstance(value, int | float) and not isinstance(value, bool):
                    members[name] = str(value)
                    fields.notes.repair(fields.at(name), "是数字，按文本读取", "a number, read as text")
                else:
                    fields.notes.leave_out(
                        fields.at(name), f"不接受 {shown(value)}", f"{shown(value)} is not accepted"
                    )
                return True
    return False


def _note_what_got_lost(kept: dict[str, Any], given: dict[str, Any], fields: WireObject) -> None:
    for name, value in given.items():
        if name not in kept and value not in ("", None):
            fields.notes.leave_out(fields.at(name), "不认识，没有读取", "unknown, left out")
        elif isinstance(value, dict) and isinstance(kept.get(name), dict):
            inner = WireObject(value, fields.at(name), fields.notes)
            _note_what_got_lost(kept[name], value, inner)
