"""A walk-through as one HTML file that plays in any browser, without a network and without our program."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from app.demo.html import Html, joined, raw, tag
from resources.files import resource_path
from widgets.language import language, tr

_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Written so in the data, no text of a scenario can end the script element that holds it."""


def page_of(name: str, about: str, book: dict[str, Any]) -> str:
    """The page's HTML; *about* says which version it shows and from when."""
    style = resource_path("walkthrough/player.css").read_text(encoding="utf-8")
    script = resource_path("walkthrough/player.js").read_text(encoding="utf-8")
    policy = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        f"script-src 'sha256-{_digest(script)}'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", name),
        tag("style", raw(style)),
    )
    body = tag(
        "body",
        _header(name, about),
        _main(),
        tag(
            "footer",
            tr(
                "图片由信流画出，与手机预览同一画法；数据是样例。",
                "Drawn by Xinliu as in its preview; data are samples.",
            ),
        ),
        tag("script", raw(_json(book)), type="application/json", id="book"),
        tag("script", raw(script)),
    )
    return "<!doctype html>\n" + tag("html", head, body, lang=language().value) + "\n"


def _header(name: str, about: str) -> Html:
    return tag(
        "header",
        tag("h1", name),
        tag("p", about),
        tag(
            "div",
            tag("button", tr("退一步", "One step back"), id="undo", type="button"),
            tag("button", tr("重新开始", "Start over"), id="again", type="button"),
        ),
    )


def _main() -> Html:
    phone = tag("div", tag("div", id="talk", aria_live="polite", tabindex="0"), id="phone")
    what = tag(
        "section",
        tag("h2", id="ask", aria_live="polite"),
        tag("p", id="end", class_="end", hidden=""),
        tag("ul", id="choices", class_="choices"),
        tag("p", id="told", aria_live="polite"),
    )
    way = tag("section", tag("h2", tr("走过的路", "The way taken")), tag("ol", id="way", class_="way"))
    sms = tag(
        "section",
        tag(
            "details",
            tag("summary", tr("不支持 5G 消息的手机收到的短信", "What a phone without 5G messages gets")),
            tag("div", id="sms"),
        ),
    )
    return tag("main", phone, tag("div", joined([what, way, sms])))


def _json(book: dict[str, Any]) -> str:
    text = json.dumps(book, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPED.items():
        text = text.replace(sign, escaped)
    return text


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
