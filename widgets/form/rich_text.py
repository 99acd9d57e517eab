"""Turns a page or a document from the clipboard into the plain lines a handset can show."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

HTML_MAX: Final = 2_000_000
"""Characters of markup that are read; Word writes a lot for a little."""

_PARAGRAPHS: Final = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "section"}
    | {"article", "header", "footer", "address", "dd", "dt"}
)
_SILENT: Final = frozenset({"head", "style", "script", "title", "xml", "template"})
_VOID: Final = frozenset({"br", "hr", "img", "meta", "link", "col", "input", "wbr"})
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_WIDE: Final = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_BROKEN: Final = re.compile(rf"(?<=[{_WIDE}])\s*\r?\n\s*(?=[{_WIDE}])")
"""A source line that ends between two Chinese characters: no space stands there for a reader."""
_WORD_BULLET: Final = re.compile(r"^[·•●○■□§◦▪➢✓o\uf0b7\uf0a7\uf0d8\uf0fc-][\s\xa0]+")
_LONELY: Final = re.compile(r"[ \t]*\n[ \t]*([，。、；：！？）】」』”’…,.;:!?)\]]+)[ \t]*(?=\n|$)")
"""A line that holds nothing but the mark that ends the line before."""


def plain_lines(html: str) -> str | None:
    """The text of *html*: a line for each paragraph, `· ` before the points of a list, cells side by side.

    None for markup that is too long to read.
    """
    if len(html) > HTML_MAX:
        return None
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


def tidied(text: str) -> str:
    """*text* without a mark of punctuation alone on a line, and without empty lines around it."""
    joined = _LONELY.sub(r"\1", "\n" + text)[1:]
    return "\n".join(line.rstrip(" \t") for line in joined.split("\n")).strip("\n")


def empty_lines(text: str) -> int:
    """How many lines between others hold nothing."""
    inner = text.strip("\n").split("\n")
    return sum(not line.strip() for line in inner)


def without_empty_lines(text: str) -> str:
    """*text* with its lines closed up."""
    return "\n".join(line for line in text.split("\n") if line.strip())


class _Reader(HTMLParser):
    """Collects lines; knows of styles only the one by which Word marks the points of its lists."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line = ""
        self._open: list[str] = []
        self._silent = 0
        self._lists: list[int | None] = []
        self._cells = 0
        self._is_word_point = False
        self._begins_point = False

    def text(self) -> str:
        """Everything read."""
        self._end_line()
        return tidied("\n".join(self._lines))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where a reader sees one begin."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._end_line(is_forced=True)
        elif tag in ("ul", "ol"):
            self._end_line()
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._end_line()
            self._begin_point()
        elif tag == "tr":
            self._end_line()
            self._cells = 0
        elif tag in ("td", "th"):
            if self._cells:
                self._line = self._line.rstrip() + " "
            self._cells += 1
        elif tag in _PARAGRAPHS and not self._begins_point and not self._is_in_cell():
            self._end_line()
            style = next((value or "" for name, value in attrs if name == "style"), "")
            kind = next((value or "" for name, value in attrs if name == "class"), "")
            self._is_word_point = "mso-list" in style and "MsoListParagraph" in kind
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End the line the tag holds."""
        while self._open:
            if self._open.pop() == tag:
                break
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag in ("ul", "ol"):
            self._end_line()
            if self._lists:
                self._lists.pop()
        elif tag in ("li", "tr"):
            self._end_line()
        elif tag in _PARAGRAPHS and not self._is_in_cell():
            self._end_line(is_forced=tag == "p" and not self._begins_point)

    def handle_data(self, data: str) -> None:
        """Take words; white space of the source is one space, none between Chinese characters."""
        if self._silent:
            return
        if "pre" in self._open:
            first, *others = data.split("\n")
            self._line += first
            for other in others:
                self._end_line(is_forced=True)
                self._line = other
            return
        words = _SPACES.sub(" ", _BROKEN.sub("", data))
        if not self._line or self._line.endswith(" "):
            words = words.lstrip(" ")
        if words.strip():
            self._begins_point = False
        self._line += words

    def _begin_point(self) -> None:
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
            self._line = f"{number + 1}. "
        else:
            self._line = "· "
        self._begins_point = True

    def _is_in_cell(self) -> bool:
        return any(tag in ("td", "th") for tag in self._open)

    def _end_line(self, *, is_forced: bool = False) -> None:
        """A forced end keeps an empty line: someone pressed Enter there."""
        line = self._line.strip(" ")
        if self._is_word_point and line:
            line = _WORD_BULLET.sub("· ", line)
            self._is_word_point = False
        if line or (is_forced and self._lines):
            self._lines.append(line.replace("\xa0", " ").strip(" "))
        self._line = ""
        self._begins_point = False
