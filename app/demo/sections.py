"""The parts of a scenario's report: figures, funnel, comparison, steps, channels and proof."""

from __future__ import annotations

from collections.abc import Sequence

from app.demo.drawings import bar, icon, lines, stacked_bar
from app.demo.figures import CURVE_HOURS, CURVE_STEP_H, Figure, ScenarioFigures, SplitFigure
from app.demo.html import Html, joined, tag
from app.demo.proof import Proof
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.insight import NodeCount
from runtime.wording import Language, Wording

_CURVES = ("first", "second", "third", "fourth")
_SHOWN_DIFFERENCES = 20
_PIECES = (
    ("moved", Wording("继续", "Moved on")),
    ("waiting", Wording("等待中", "Waiting")),
    ("late", Wording("超时", "Timed out")),
    ("broken", Wording("失败", "Failed")),
)
_OUTCOMES = {
    "goal": Wording("达成目标", "Goal reached"),
    "abandoned": Wording("未达成", "Abandoned"),
    "refused": Wording("拒绝接收", "Refused"),
    "failed": Wording("失败", "Failed"),
    "waiting": Wording("还在进行", "Still going on"),
}
_CHANNELS = {
    "5g": Wording("5G 消息", "5G message"),
    "sms": Wording("短信", "SMS"),
    "none": Wording("没有到达", "Not arrived"),
}


class Sections:
    """Writes the parts in one language."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def words(self, wording: Wording) -> str:
        """The phrase in the report's language."""
        return wording.text(self._language)

    def figures(self, figures: Sequence[Figure]) -> Html:
        """The row of headline figures."""
        return tag("div", *(self._figure(figure) for figure in figures), class_="figures")

    def _figure(self, figure: Figure) -> Html:
        share = figure.share
        value = "—" if share.value is None else f"{share.value * 100:.1f} %"
        count = f"{share.part:,} / {share.whole:,} {self.words(figure.note)}"
        return tag(
            "div",
            tag("span", self.words(figure.name), class_="name"),
            tag("span", value, class_="value"),
            tag("span", count, class_="count"),
            class_="card figure",
        )

    def funnel(self, figures: ScenarioFigures) -> Html:
        """How many people came how far, each step beside the one before."""
        top = max((step.people for step in figures.funnel), default=0)
        rows: list[Html] = []
        before: int | None = None
        for step in figures.funnel:
            share = "" if not before else f"{step.people / before * 100:.1f} %"
            rows.append(
                tag(
                    "tr",
                    tag("td", self.words(step.name), class_="words"),
                    tag("td", bar(step.people / top if top else 0.0), class_="bar"),
                    tag("td", f"{step.people:,}"),
                    tag("td", share, class_="aside"),
                )
            )
            before = step.people
        return self._card(
            Wording("漏斗", "Funnel"),
            Wording("人数；右边是占上一步的比例", "People; at the right the share of the step before"),
            tag("table", *rows, class_="funnel"),
        )

    def comparison(self, split: SplitFigure) -> Html:
        """The arms of a split: goals over the hours, and what may be concluded."""
        hours = range(0, CURVE_HOURS + 1, CURVE_STEP_H)
        curves = [
            (name, [value / (arm.goals.whole or 1) for value in arm.curve])
            for name, arm in zip(_CURVES, split.arms, strict=False)
        ]
        keys = [
            tag("span", _dash(name), f"{arm.name} ", tag("b", _percent(arm.goals.value)), class_="key")
            + tag("span", f"{arm.goals.part} / {arm.goals.whole}", class_="key")
            for name, arm in zip(_CURVES, split.arms, strict=False)
        ]
        return self._card(
            Wording("A/B：{name}", "A/B: {name}").format(name=split.experiment or split.title),
            Wording("达成目标的比例，开始后的小时", "Share that reached the goal, hours after the beginning"),
            tag("div", joined([Html(key) for key in keys])),
            tag("div", lines(curves, list(hours), self.words(Wording("时", "h"))), class_="chart"),
            tag("div", self.words(_conclusion(split))),
        )

    def steps(self, figures: ScenarioFigures) -> Html:
        """The table per node with the sum rule."""
        heads = (
            Wording("进入", "Entered"),
            *(words for _, words in _PIECES),
        )
        head = tag(
            "tr",
            tag("th", self.words(Wording("节点", "Node")), class_="words", scope="col"),
            *(tag("th", self.words(words), scope="col") for words in heads),
            tag("th", self.words(Wording("去向", "Went")), class_="words", scope="col"),
            tag("th", self.words(Wording("出口", "Exits")), class_="words", scope="col"),
        )
        flow = figures.rehearsal.flow
        rows = [self._step(flow.nodes.get(NodeId(count.node)), count) for count in figures.nodes]
        rule = self._mark(
            figures.adds_up,
            Wording(
                "每行都对得上：进入 = 继续 + 等待 + 超时 + 失败",
                "Every row adds up: entered = moved on + waiting + timed out + failed",
            ),
            Wording("有的行对不上", "Some rows do not add up"),
        )
        keys = [tag("span", _square(name), self.words(words), class_="key") for name, words in _PIECES]
        return tag(
            "div",
            self._head(Wording("每一步", "Every step"), rule),
            tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="scroll"),
            tag("div", *keys),
            class_="card wide",
        )

    def _step(self, node: Node | None, count: NodeCount) -> Html:
        pieces = (count.moved_on, count.waiting, count.timed_out, count.failed)
        numbers = [tag("td", f"{number:,}", class_=None if number else "none") for number in pieces]
        drawn = stacked_bar([(name, number) for (name, _), number in zip(_PIECES, pieces, strict=True)])
        name = self.words(node.named()) if node else count.node or "?"
        tile = tag("span", icon(node.icon), class_=f"tile {node.category}") if node else Html("")
        return tag(
            "tr",
            tag("td", tile, name, class_="words"),
            tag("td", f"{count.entered:,}", class_=None if count.adds_up else "unsound"),
            *numbers,
            tag("td", drawn),
            tag("td", *self._exits(node, count), class_="exits"),
        )

    def _exits(self, node: Node | None, count: NodeCount) -> list[Html]:
        known = {str(way.name): way.label for way in node.exits()} if node else {}
        special = {
            "refused": Wording("退订", "Opted out"),
            "restarted": Wording("重新开始", "Started anew"),
        }
        labels = {**known, **special}
        taken = [name for name in labels if name in count.exits]
        taken += [name for name in count.exits if name not in labels]
        return [
            tag("span", f"{self.words(labels[name]) if name in labels else name} {count.exits[name]:,}")
            for name in taken
        ]

    def channels(self, figures: ScenarioFigures) -> Html:
        """How messages reached people."""
        return self._counts(
            Wording("送达方式", "Delivery by channel"),
            Wording("条消息", "messages"),
            _CHANNELS,
            dict(figures.channels),
        )

    def outcomes(self, figures: ScenarioFigures) -> Html:
        """How sessions ended."""
        return self._counts(
            Wording("会话结果", "How sessions ended"),
            Wording("次会话", "sessions"),
            _OUTCOMES,
            dict(figures.outcomes),
        )

    def _counts(
        self, title: Wording, unit: Wording, names: dict[str, Wording], counts: dict[str, int]
    ) -> Html:
        total = sum(counts.values())
        rows = [
            tag(
                "tr",
                tag("td", self.words(words), class_="words"),
                tag("td", bar(counts[key] / total if total else 0.0), class_="bar"),
                tag("td", f"{counts[key]:,}"),
                tag("td", f"{counts[key] / total * 100:.1f} %" if total else "—", class_="aside"),
            )
            for key, words in names.items()
        ]
        return self._card(
            title,
            Wording("共 {total} {unit}", "{total} {unit} in all").format(total=f"{total:,}", unit=unit),
            tag("table", *rows, class_="funnel"),
        )

    def proof(self, proof: Proof) -> Html:
        """The two records side by side."""
        head = tag(
            "tr",
            tag("th", "", class_="words", scope="col"),
            tag("th", self.words(Wording("运行服务的记录", "The runtime's record")), scope="col"),
            tag("th", self.words(Wording("手机实际收到", "What handsets hold")), scope="col"),
            tag("th", "", scope="col"),
        )
        rows = [
            tag(
                "tr",
                tag("td", self.words(row.what), class_="words"),
                tag("td", f"{row.by_runtime:,}"),
                tag("td", f"{row.by_handsets:,}"),
                tag("td", self._mark(row.agrees, Wording("一致", "equal"), Wording("不一致", "different"))),
            )
            for row in proof.rows
        ]
        listed = [tag("li", self.words(words)) for words in proof.differences[:_SHOWN_DIFFERENCES]]
        more = len(proof.differences) - len(listed)
        if more > 0:
            listed.append(
                tag("li", self.words(Wording("还有 {more} 处", "and {more} more").format(more=f"{more:,}")))
            )
        return tag(
            "div",
            self._head(
                Wording("核对", "Proof"),
                self._mark(
                    proof.holds,
                    Wording("总数和逐条消息都一致", "Totals agree, and so does every single message"),
                    Wording("有不一致之处，列在下面", "There are differences, listed below"),
                ),
            ),
            tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="scroll"),
            tag("ul", *listed) if listed else Html(""),
            class_="card",
        )

    def _card(self, title: Wording, aside: Wording, *children: Html) -> Html:
        head = self._head(title, tag("span", self.words(aside), class_="aside"))
        return tag("div", head, *children, class_="card")

    def _head(self, title: Wording, aside: Html) -> Html:
        return tag("div", tag("h3", self.words(title)), tag("span", aside, class_="aside"), class_="head")

    def _mark(self, is_sound: bool, sound: Wording, unsound: Wording) -> Html:
        if is_sound:
            return tag("span", icon("check"), " ", self.words(sound), class_="sound")
        return tag("span", icon("error"), " ", self.words(unsound), class_="unsound")


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value * 100:.1f} %"


def _square(name: str) -> Html:
    square = tag("rect", class_=name, width=10, height=10, rx=2)
    return tag("svg", square, viewBox="0 0 10 10", role="presentation")


def _dash(name: str) -> Html:
    line = tag("path", class_=f"curve {name}", d="M0 2 L22 2")
    return tag("svg", line, class_="dash", viewBox="0 0 22 4", role="presentation")


def _conclusion(split: SplitFigure) -> Wording:
    found = split.comparison
    if found is None:
        return Wording("还没有数字可以比较。", "There are no numbers to compare yet.")
    first, second = split.arms[0].name, split.arms[1].name
    low, high = sorted((found.low * 100, found.high * 100))
    more = found.difference >= 0
    values = {
        "first": first if more else second,
        "second": second if more else first,
        "points": f"{abs(found.difference) * 100:.1f}",
        "low": f"{low if more else -high:.1f}".replace("-", "−"),
        "high": f"{high if more else -low:.1f}".replace("-", "−"),
    }
    if found.is_clear:
        return Wording(
            "{first} 比 {second} 多 {points} 个百分点（95 % 区间 {low} 到 {high}），差异可信。",
            "{first} is {points} points above {second} (95 % interval {low} to {high}): a clear difference.",
        ).format(**values)
    return Wording(
        "{first} 比 {second} 多 {points} 个百分点（95 % 区间 {low} 到 {high}），还不能下结论。",
        "{first} is {points} points above {second} (95 % interval {low} to {high}): nothing follows yet.",
    ).format(**values)
