"""The columns of a script table: their headings, and how a heading is known again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from runtime.flow.translations import language_name, language_tag
from runtime.wording import Language, Wording

KEY: Final = Wording("编号 #key", "Key #key")
CHECK: Final = Wording("校验 #check", "Check #check")
WHERE: Final = Wording("位置", "Where")
KIND: Final = Wording("类型", "Kind")
LIMIT: Final = Wording("限制", "Limit")
LENGTH: Final = Wording("长度", "Length")
REMARK: Final = Wording("备注 #remark", "Remark #remark")

_TAGGED: Final = re.compile(r"\[([A-Za-z0-9_-]{2,20})\]\s*$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table that was read hold what."""

    key: int
    check: int | None
    remark: int | None
    languages: dict[str, int]
    """Language → column, in the order of the table: the first is the base language."""


def text_heading(tag: str) -> Wording:
    """The heading of the column of a language: `英文 [en]`."""
    name = language_name(tag)
    return Wording(f"{name.zh} [{tag}]", f"{name.en} [{tag}]")


def headings(languages: tuple[str, ...], language: Language) -> list[str]:
    """All headings in their order."""
    texts = [text_heading(tag) for tag in languages]
    return [words.text(language) for words in (KEY, CHECK, WHERE, KIND, LIMIT, *texts, LENGTH, REMARK)]


def columns_of(cells: list[str]) -> Columns | None:
    """The columns a row of headings names; None when it is no row of headings of ours."""
    marks: dict[str, int] = {}
    languages: dict[str, int] = {}
    for index, cell in enumerate(cells):
        for mark in ("#key", "#check", "#remark"):
            if cell.strip().endswith(mark):
                marks.setdefault(mark, index)
        found = _TAGGED.search(cell)
        if found is not None and (tag := _tag(found[1])) is not None:
            languages.setdefault(tag, index)
    if "#key" not in marks or not languages:
        return None
    return Columns(marks["#key"], marks.get("#check"), marks.get("#remark"), languages)


def _tag(text: str) -> str | None:
    try:
        return language_tag(text)
    except ValueError:
        return None
