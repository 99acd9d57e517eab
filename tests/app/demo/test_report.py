"""The report is one page that needs nothing else, runs nothing, and shows words as words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from app.demo.figures import figures_of
from app.demo.html import anchor, tag
from app.demo.record import Rehearsal
from app.demo.report import Phone, Report, html_of, json_of
from app.demo.transcripts import transcripts_of
from resources.files import resource_path
from runtime.flow.nodes.split import Arm, Split
from runtime.wording import Language, same
from tests.app.demo.rehearsals import HOSTILE, NUMBER, happening, rehearsal, small_flow, walk
from widgets.theme.tokens import CATEGORY_FILLS, TOKENS

_LEADING_ELSEWHERE = {"src", "href", "srcset", "action", "data", "poster", "xlink:href"}
_FORBIDDEN = {"script", "iframe", "object", "embed", "link", "base", "form", "foreignobject", "use"}


class Inspector(HTMLParser):
    """Collects what a page would load, run or lead to."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.texts: list[str] = []
        self.policy = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        for name, value in attrs:
            if name in _LEADING_ELSEWHERE:
                self.addresses.append(value or "")
            if name.startswith("on") or name == "style":
                self.handlers.append(name)
        known = dict(attrs)
        if known.get("http-equiv") == "Content-Security-Policy":
            self.policy = known["content"] or ""

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page(made: Rehearsal, language: Language = Language.EN) -> str:
    phones: dict[str, list[Phone]] = {made.flow.id: [Phone(b"\x89PNG", same("phone"))]}
    return html_of(Report(7, 1, (figures_of(made),)), language, phones)


def hostile() -> Rehearsal:
    flow = small_flow(title=HOSTILE[:60], name=HOSTILE[:80])
    return rehearsal(flow, names={NUMBER: HOSTILE})


@pytest.mark.parametrize("made", [rehearsal(), hostile()], ids=["plain", "hostile"])
@pytest.mark.parametrize("language", list(Language))
def test_a_page_loads_and_runs_nothing(made: Rehearsal, language: Language) -> None:
    seen = Inspector(page(made, language))

    assert _FORBIDDEN.isdisjoint(seen.elements)
    assert seen.handlers == []
    for address in seen.addresses:
        assert re.match(r"(#scenario-\d+$|data:image/png;base64,|https?://)", address), address
    assert "default-src 'none'" in seen.policy
    assert "script" not in seen.policy


def test_hostile_words_are_shown_as_words() -> None:
    written = page(hostile())

    assert HOSTILE[:60] in "".join(Inspector(written).texts)
    assert "<script" not in written
    assert "<img src=x" not in written


def test_the_style_sheet_is_the_one_the_policy_allows() -> None:
    import base64
    import hashlib

    written = page(rehearsal())

    style = written.split("<style>")[1].split("</style>")[0]
    expected = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"sha256-{expected}" in Inspector(written).policy
    assert "url(" not in style
    assert "@import" not in style


def test_the_style_sheet_wears_the_colours_of_the_theme() -> None:
    text = resource_path("report/report.css").read_text("utf-8")

    light, dark = (dict(re.findall(r"--([a-z-]+): (#\w{6})", half)) for half in text.split("@media", 2)[:2])
    wanted = {**TOKENS, **{category.value: fills for category, fills in CATEGORY_FILLS.items()}}
    for name, colour in light.items():
        assert colour == wanted[name.replace("-", "_")][0], name
        assert dark[name] == wanted[name.replace("-", "_")][1], name


@pytest.mark.parametrize(
    ("address", "leads"),
    [("https://a.example", True), ("http://a", True), ("javascript:alert(1)", False), ("//a.example", False)],
)
def test_only_web_pages_are_led_to(address: str, leads: bool) -> None:
    assert ("<a " in anchor(address, "words")) is leads


def test_text_and_attributes_are_escaped() -> None:
    assert tag("p", "<&>", title='"<') == '<p title="&quot;&lt;">&lt;&amp;&gt;</p>'


def test_a_report_that_does_not_hold_says_so_and_lists_why() -> None:
    good = rehearsal()
    empty = replace(good.handsets[0], received=())

    words = "".join(Inspector(page(replace(good, handsets=(empty,)))).texts)

    assert "Some numbers disagree" in words
    assert "189****0001" in words


def test_a_row_that_does_not_add_up_is_seen() -> None:
    made = rehearsal(happenings=(*walk("hello", "over"), happening("entered", "hello")))

    report = Report(7, 1, (figures_of(made),))

    assert not report.holds
    assert "Some rows do not add up" in html_of(report, Language.EN)
    assert json_of(report)["scenarios"][0]["adds_up"] is False


def test_numbers_hold_neither_paths_nor_the_time_of_day() -> None:
    data = json.dumps(json_of(Report(7, 1, (figures_of(rehearsal()),))))

    assert "/tmp" not in data
    assert NUMBER not in data
    assert "127.0.0.1" not in data


def test_arms_are_compared_with_an_interval_in_words() -> None:
    flow = small_flow()
    split = Split.model_validate(
        {"id": "ab", "experiment": "首图", "arms": [Arm(id="a", name="甲"), Arm(id="b", name="乙")]}
    )
    flow = flow.model_copy(update={"nodes": {**flow.nodes, split.id: split}})
    made = rehearsal(flow)

    words = "".join(Inspector(page(made)).texts)

    assert "A/B: 首图" in words
    assert "There are no numbers to compare yet." in words


def test_a_transcript_masks_numbers_and_hides_control_characters() -> None:
    [(name, text)] = transcripts_of(figures_of(hostile()), Language.EN).items()

    assert name.endswith("-01-goal-5g.txt")
    assert "189****0001" in text
    assert NUMBER not in text
    assert "\x1b" not in text
    assert "5G ◂ 您好 (read)" in text
