"""The signature in front of every SMS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from runtime.flow.issue import Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.lint import minding
from runtime.flow.issues.naming import quoted
from runtime.flow.issues.sources import SIGNATURE
from runtime.wording import Wording

_USUAL: Final = (2, 12)
_UNUSUAL: Final = Wording(
    "短信签名{signature}有 {count} 个字，有的平台只收 {least}–{most} 个字。换成报备过的签名。",
    "The SMS signature {signature} has {count} characters, some platforms take {least} to {most} only. "
    "Use the one that is filed.",
)
_MARKED: Final = Wording(
    "短信签名{signature}里有括号或空格，发送时会自动加上【】。只写名称。",
    "The SMS signature {signature} has brackets or spaces; 【】 are added anyway. Write the name only.",
)
_NONE: Final = Wording(
    "没有短信签名，没有签名的短信可能被拒发。在场景设置里填写报备过的签名。",
    "There is no SMS signature, and SMS without one may be refused. Enter the filed one in the settings.",
)


def check(subject: Subject) -> Iterator[Issue]:
    """Finds a signature that is missing, decorated or of unusual length; a limit of bytes is the profile's.

    Whether it is filed with a carrier, nobody here knows.
    """
    if not minding(subject.around) or not any(facts.twins for facts in subject.facts.values()):
        return
    signature = subject.flow.chatbot.signature
    shown = quoted(signature)
    if not signature.strip():
        yield _issue("warning", "no_signature", _NONE)
    elif re.search(r"[【】\[\]\s]", signature):
        yield _issue("error", "signature_marks", _MARKED.format(signature=shown))
    elif not _USUAL[0] <= len(signature) <= _USUAL[1]:
        least, most = _USUAL
        words = _UNUSUAL.format(signature=shown, count=len(signature), least=least, most=most)
        yield _issue("warning", "signature_length", words)


def _issue(severity: Literal["error", "warning"], code: str, words: Wording) -> Issue:
    return Issue(severity, code, words, path=("chatbot", "signature"), rule=SIGNATURE)


CHECK: Final = FlowCheck(345, check)
