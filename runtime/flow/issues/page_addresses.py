"""Addresses that people are sent to: filed, constant, and no short links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from runtime.flow.issue import Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.lint import LINK, minding
from runtime.flow.issues.naming import field_in, field_of, quoted, shortened
from runtime.flow.issues.sources import PAGE_ADDRESSES
from runtime.messages.suggestions.url import OpenUrl
from runtime.messages.word_list import word_list
from runtime.records import FieldPath
from runtime.wording import Wording

_SHORT: Final = Wording(
    "{field}用了短链接{host}，平台可能拒收：链接要备案，看得出去哪里。换成自己的网址。",
    "{field} has the short link {host}, which platforms may refuse: links must be filed and show where they "
    "lead. Use your own address.",
)
_VARIABLE: Final = Wording(
    "{field}的网站由变量{host}决定，平台可能拒收：链接要固定。把网站写死，变量只放在后面。",
    "The site of {field} comes from the variable {host}, which platforms may refuse: links must be constant. "
    "Write the site out; keep variables behind it.",
)
_NUMBER: Final = Wording(
    "{field}的网站是 IP 地址{host}，没有域名可以备案，平台可能拒收。换成备案过的域名。",
    "The site of {field} is the IP address {host}: there is no domain to file, and platforms may refuse it. "
    "Use a filed domain.",
)
_HOST: Final = re.compile(r"^[a-z][a-z0-9+.-]*://([^/?#]*)", re.IGNORECASE)


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds short links, sites that a variable decides, and bare IP addresses, in buttons and in texts.

    Whether a domain is filed, or the page fits the message, is not looked up.
    """
    if not facts.messages or not minding(around):
        return
    for path, suggestion in facts.suggestions:
        if isinstance(suggestion.action, OpenUrl):
            found = _fault(suggestion.action.url)
            if found is not None:
                here = (*path, "action", "url")
                yield _issue(facts, *found, field_of(facts.node, here), here)
    if "." in facts.words or "//" in facts.words:
        for said in facts.said:
            for link in LINK.findall(said.text):
                found = _fault(link if "://" in link else f"https://{link}")
                if found is not None:
                    field = field_in(facts.node, said.path, said.language)
                    yield _issue(facts, *found, field, said.path, said.language)
                    break


def _fault(address: str) -> tuple[str, Wording, str] | None:
    """Code, words and the site of what is wrong with *address*; None when nothing is."""
    found = _HOST.match(address.strip())
    if found is None:
        return None
    site = found[1]
    if "{{" in site:
        return "variable_site", _VARIABLE, site
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return None
    if host.removeprefix("www.") in word_list("short_links").words:
        return "short_link", _SHORT, host
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", host) or ":" in host:
        return "ip_address", _NUMBER, host
    return None


def _issue(
    facts: NodeFacts,
    code: str,
    words: Wording,
    site: str,
    field: Wording,
    path: FieldPath,
    language: str = "",
) -> Issue:
    return Issue(
        "warning",
        code,
        words.format(field=field, host=quoted(shortened(site))),
        node=facts.node.id,
        path=path,
        rule=PAGE_ADDRESSES,
        language=language,
    )


CHECK: Final = NodeCheck(355, check)
