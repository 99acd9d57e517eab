"""The walk-through page plays by itself, offline, and cannot be broken by what people wrote."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.walkthrough.book import Book
from app.walkthrough.explore import explore
from app.walkthrough.page import page_of
from resources.files import resource_path
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from tests.app.walkthrough.test_explore import MORNING, flow_of
from tests.support.flows import greeting, node_id
from widgets.theme.tokens import TOKENS

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NASTY = "</script><script>document.title='broken'</script><img src=x onerror=alert(1)>\u2028"


def page_for(flow: Flow) -> str:
    return page_of(flow.name, "v1", Book(flow, explore(flow, MORNING), None).data())


def book_in(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="book">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    read: dict[str, Any] = json.loads(found[1])
    return read


def nasty() -> Flow:
    flow = greeting().flow
    hello = flow.nodes[node_id("hello")]
    assert isinstance(hello, SendMessage)
    said = hello.with_changes(
        title=NASTY[:60], message=Message(content=Text(text=NASTY), chips=hello.message.chips)
    )
    return flow.with_changes(name=NASTY[:80], nodes={**flow.nodes, NodeId("hello"): said})


def test_nothing_in_it_is_fetched(qtbot: QtBot) -> None:
    page = page_for(greeting().flow)

    assert re.findall(r"(?:src|href)=\"(?!data:)[^\"]*\"", page) == []
    policy = re.search(r'Policy" content="([^"]*)"', page)
    assert policy is not None
    assert html.unescape(policy[1]).startswith("default-src 'none'; img-src data:;")
    assert re.findall(r"https?://", page.split('id="book"')[0]) == []


def test_texts_of_a_scenario_stay_texts(qtbot: QtBot) -> None:
    page = page_for(nasty())

    scripts, images = page.count("<script"), page.count("<img")
    assert (scripts, images) == (2, 0)
    said = " ".join(picture["alt"] for picture in book_in(page)["pictures"].values())
    assert NASTY in said


def test_every_picture_can_be_read_aloud_and_every_choice_leads_somewhere(qtbot: QtBot) -> None:
    book = book_in(page_for(flow_of("scenarios/spring-sale.xinliu.json")))

    choices = [*book["begin"], *(choice for moment in book["moments"] for choice in moment["choices"])]
    pictures = {line["picture"] for choice in choices for line in choice["lines"]}
    assert all(book["pictures"][name]["alt"] for name in pictures)
    assert {choice["to"] for choice in choices} <= set(range(len(book["moments"])))
    assert max(len(picture["frames"]) for picture in book["pictures"].values()) > 1


def test_it_is_the_same_each_time(qtbot: QtBot) -> None:
    assert page_for(greeting().flow) == page_for(greeting().flow)


def test_the_colours_are_those_of_the_theme() -> None:
    text = resource_path("walkthrough/player.css").read_text("utf-8")

    light, dark = (dict(re.findall(r"--([a-z-]+): (#\w{6})", half)) for half in text.split("@media", 2)[:2])
    assert light
    for name, colour in light.items():
        assert colour == TOKENS[name.replace("-", "_")][0], name
        assert dark[name] == TOKENS[name.replace("-", "_")][1], name


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("make", [greeting, None], ids=["greeting", "nasty"])
def test_it_plays_in_a_browser(qtbot: QtBot, tmp_path: Path, make: object) -> None:
    file = tmp_path / "walk.html"
    file.write_text(page_for(greeting().flow if make is not None else nasty()), encoding="utf-8")

    dom = subprocess.run(
        [
            str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
            f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=4000", "--dump-dom",
            f"{file.as_uri()}#0.0",
        ],
        check=True, capture_output=True, timeout=90, text=True,
    ).stdout  # fmt: skip

    found = {each: each in dom for each in ("对话结束：达成目标", "开始 → 下一步", "<title>broken")}
    assert found == {"对话结束：达成目标": True, "开始 → 下一步": True, "<title>broken": False}
    assert dom.count('<div class="said">') == 2
