"""HTML that cannot be broken by what people wrote: text is escaped unless it is `Html` already."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit


class Html(str):
    """Markup that is safe as it stands; only `tag` and `raw` make it."""

    __slots__ = ()


_EMPTY = frozenset({"meta", "img", "rect", "path", "line", "circle", "br"})


def tag(name: str, /, *children: str, **attributes: str | float | None) -> Html:
    """One element. Attributes: `class_` and `for_` lose their underscore, other underscores become hyphens.

    Plain texts among *children* and all attributes are escaped; an attribute that is None is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Html(f"<{name}{written}>" if name in ("meta", "img", "br") else f"<{name}{written}/>")
    return Html(f"<{name}{written}>{joined(children)}</{name}>")


def joined(children: tuple[str, ...] | list[str]) -> Html:
    """The children one after the other, plain texts escaped."""
    return Html("".join(each if isinstance(each, Html) else escape(each, quote=False) for each in children))


def raw(markup: str) -> Html:
    """Markup that the program itself ships: a style sheet, an icon. Never for anything that was read."""
    return Html(markup)


def anchor(address: str, *children: str) -> Html:
    """A way to a web page; an address that is neither http nor https gives its words alone."""
    if urlsplit(address).scheme not in ("http", "https"):
        return joined(list(children))
    return tag("a", *children, href=address, rel="noreferrer noopener")


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
