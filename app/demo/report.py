"""The report of a demonstration: one HTML page that needs nothing else, and its numbers as JSON."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.demo.drawings import icon
from app.demo.figures import ScenarioFigures
from app.demo.html import Html, raw, tag
from app.demo.sections import Sections
from resources.files import resource_path
from runtime.flow.document import digest
from runtime.flow.ids import NodeId
from runtime.wording import Language, Wording, same


@dataclass(frozen=True, slots=True)
class Phone:
    """A picture for the page: a PNG and what it shows."""

    png: bytes
    caption: Wording


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a demonstration says, without the wall clock and without paths: the same seed, the same."""

    seed: int
    handsets: int
    scenarios: tuple[ScenarioFigures, ...]

    @property
    def holds(self) -> bool:
        """Whether every sum and every proof agrees."""
        return all(one.adds_up and one.proof.holds for one in self.scenarios)


def html_of(report: Report, language: Language, phones: Mapping[str, Sequence[Phone]] | None = None) -> str:
    """The page in *language*; *phones* are pictures by flow id. No scripts, nothing from elsewhere."""
    style = _style()
    policy = (
        f"default-src 'none'; style-src 'sha256-{_sha256(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    sections = Sections(language)
    title = sections.words(Wording("信流演示报告", "Xinliu demonstration report"))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", raw(style)),
    )
    main = tag(
        "main",
        _verdict(report, sections),
        *(
            _scenario(index, one, sections, (phones or {}).get(one.rehearsal.flow.id, ()))
            for index, one in enumerate(report.scenarios, 1)
        ),
        _notes(sections),
    )
    body = tag("body", _top(report, sections, title), main)
    lang = "zh-CN" if language is Language.ZH else "en"
    return "<!doctype html>\n" + tag("html", head, body, lang=lang) + "\n"


def json_of(report: Report) -> dict[str, Any]:
    """All numbers as plain data; names in both languages."""
    return {
        "seed": report.seed,
        "handsets": report.handsets,
        "totals_agree": report.holds,
        "scenarios": [_scenario_data(one) for one in report.scenarios],
    }


def _top(report: Report, sections: Sections, title: str) -> Html:
    about = Wording(
        "{handsets} 部模拟手机 · 种子 {seed}", "{handsets} simulated handsets · seed {seed}"
    ).format(handsets=f"{report.handsets:,}", seed=report.seed)
    links = [
        tag("a", one.rehearsal.flow.name, href=f"#scenario-{index}")
        for index, one in enumerate(report.scenarios, 1)
    ]
    return tag(
        "header",
        tag(
            "div",
            tag("h1", title),
            tag("span", sections.words(about), class_="about"),
            tag("nav", *links, aria_label=sections.words(Wording("场景", "Scenarios"))),
        ),
        class_="top",
    )


def _verdict(report: Report, sections: Sections) -> Html:
    messages = sum(len(one.rehearsal.messages) for one in report.scenarios)
    if report.holds:
        words = Wording(
            "{count} 个场景、{messages} 条消息：运行服务的记录与手机实际收到的逐条一致，"
            "每个节点的人数都对得上。",
            "{messages} messages in all scenarios ({count}): the runtime's record and what the handsets hold "
            "agree one by one, and the people at every node add up.",
        )
    else:
        words = Wording(
            "有数字对不上，见下面各场景的核对。", "Some numbers disagree; see each scenario's proof."
        )
    told = words.format(count=len(report.scenarios), messages=f"{messages:,}")
    look = "sound" if report.holds else "unsound"
    sign = icon("success" if report.holds else "error")
    return tag("p", sign, " ", sections.words(told), class_=f"verdict {look}")


def _scenario(index: int, figures: ScenarioFigures, sections: Sections, phones: Sequence[Phone]) -> Html:
    rehearsal = figures.rehearsal
    zone = ZoneInfo(rehearsal.flow.time_zone)
    period = Wording(
        "{nodes} 个节点 · {begin} – {end}（模拟时间）", "{nodes} nodes · {begin} – {end} (simulated)"
    )
    told = period.format(
        nodes=len(rehearsal.flow.nodes),
        begin=_moment(rehearsal.begun_at.astimezone(zone)),
        end=_moment(rehearsal.ended_at.astimezone(zone)),
    )
    compared = [sections.comparison(split) for split in figures.splits]
    if compared:
        above = [sections.funnel(figures), *compared]
        below = [sections.channels(figures), sections.outcomes(figures)]
    else:
        above = [sections.funnel(figures), sections.outcomes(figures)]
        below = [sections.channels(figures)]
    proof = sections.proof(figures.proof)
    return tag(
        "section",
        tag("h2", rehearsal.flow.name, tag("small", sections.words(told))),
        sections.figures(figures.headline),
        tag("div", *above, class_="pair"),
        sections.steps(figures),
        tag("div", *below, *(() if compared else (proof,)), class_="pair"),
        tag("div", proof, class_="wide") if compared else Html(""),
        _phones(phones, sections),
        id=f"scenario-{index}",
    )


def _phones(phones: Sequence[Phone], sections: Sections) -> Html:
    if not phones:
        return Html("")
    shown = [
        tag(
            "figure",
            tag(
                "img",
                src="data:image/png;base64," + base64.b64encode(phone.png).decode(),
                alt=sections.words(phone.caption),
            ),
            tag("figcaption", sections.words(phone.caption)),
        )
        for phone in phones
    ]
    return tag("div", *shown, class_="phones")


def _notes(sections: Sections) -> Html:
    words = (
        Wording(
            "进入 = 继续 + 等待中 + 超时 + 失败，各自由不同的事件独立计数，所以少记或多记一次都会显出来。",
            "Entered = moved on + waiting + timed out + failed, each counted from events of its own, "
            "so that one event too few or too many shows.",
        ),
        Wording(
            "「手机实际收到」来自每部模拟手机自己的列表，与运行服务的数据库无关；逐条按消息编号核对。",
            "What handsets hold comes from each simulated handset's own list, not from the runtime's "
            "database, and is compared message by message.",
        ),
        Wording(
            "人物、号码和商家都是虚构的。区间：单个比例用 Wilson 法，两者之差用 Newcombe 法，置信度 95 %。",
            "People, numbers and businesses are invented. Intervals at 95 %: Wilson for one share, "
            "Newcombe for the difference of two.",
        ),
    )
    return tag("footer", *(tag("p", sections.words(each)) for each in words))


def _scenario_data(figures: ScenarioFigures) -> dict[str, Any]:
    rehearsal = figures.rehearsal
    return {
        "id": rehearsal.flow.id,
        "name": rehearsal.flow.name,
        "digest": digest(rehearsal.flow),
        "begun_at": rehearsal.begun_at.isoformat(),
        "ended_at": rehearsal.ended_at.isoformat(),
        "messages": len(rehearsal.messages),
        "figures": [
            {"name": _both(one.name), "part": one.share.part, "whole": one.share.whole}
            for one in figures.headline
        ],
        "funnel": [{"name": _both(step.name), "people": step.people} for step in figures.funnel],
        "nodes": [_node_data(figures, index) for index in range(len(figures.nodes))],
        "adds_up": figures.adds_up,
        "outcomes": dict(figures.outcomes),
        "channels": dict(figures.channels),
        "splits": [asdict(split) for split in figures.splits],
        "proof": {
            "holds": figures.proof.holds,
            "totals": [
                {"what": _both(row.what), "runtime": row.by_runtime, "handsets": row.by_handsets}
                for row in figures.proof.rows
            ],
            "differences": [_both(words) for words in figures.proof.differences],
        },
    }


def _node_data(figures: ScenarioFigures, index: int) -> dict[str, Any]:
    count = figures.nodes[index]
    node = figures.rehearsal.flow.nodes.get(NodeId(count.node))
    name = node.named() if node else same(count.node)
    return {"name": _both(name), **asdict(count), "adds_up": count.adds_up}


def _both(words: Wording) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _style() -> str:
    text = resource_path("report/report.css").read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip()


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
