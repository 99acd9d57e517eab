"""The publish sheet over the spring sale in a state, for pictures."""

from __future__ import annotations

from PySide6.QtTest import QTest

from app.main_window.window import Window
from runtime.flow.flow import Flow
from runtime.wording import Wording, same
from tests.support.published import FakeRuntime

_MS = 20
_WHY = Wording(
    "回答「1」在新版本里通向别处或不认识了。",
    'The answer "1" means something else in the new version, or nothing.',
)


def show_sheet(window: Window, state: str) -> None:
    """Open it: full, first, same, or failed."""
    window.files.open_sample("spring-sale")
    while window.area is None:
        QTest.qWait(_MS)
    flow = window.area.document.flow
    flows = {"first": (), "same": (flow,)}.get(state, (_earlier(flow),))
    fake = FakeRuntime(*flows, numbers_from=3)
    if state in ("full", "failed"):
        names = {node.title: node.id for node in flow.nodes.values()}
        fake.wait_at(names["单卡大图"], "单卡大图", 14_993)
        fake.wait_at(names["询问城市"], "询问城市", 67, _WHY)
    window.publishing.link.use(fake)
    window.publishing.open_sheet()
    desk = window.publishing.desk
    assert desk is not None
    while desk.prepared is None:
        QTest.qWait(_MS)
    if state == "full":
        before = desk.prepared
        _break(window)
        desk.sheet.note.line.setText("加一张通勤包，跑鞋卡片换标题。")
        while desk.prepared is before:
            QTest.qWait(_MS)
    if state == "failed":
        fake.failures = [ConnectionError("connection refused")]
        desk.sheet.checks._tick_all()
        desk.sheet.publish.click()
    QTest.qWait(900)


def _earlier(flow: Flow) -> Flow:
    """The scenario as it might have been a version before."""
    data = flow.model_dump(mode="json")
    titles = {node["title"]: name for name, node in data["nodes"].items()}
    carousel = data["nodes"][titles["新品轮播"]]
    cards = carousel["message"]["content"]["cards"]
    cards[1]["title"] = "轻便跑鞋"
    del cards[2]
    data["nodes"][titles["单卡大图"]]["no_reply_after_s"] = 12 * 3600
    data["nodes"][titles["单卡大图"]]["targets"]["no_reply"] = titles["提醒一次"]
    extra = dict(data["nodes"][titles["提醒一次"]], id="again", title="第二次提醒")
    data["nodes"]["again"] = extra
    return Flow.model_validate(data)


def _break(window: Window) -> None:
    """Let the draft have an error and a warning."""
    assert window.area is not None
    store = window.area.document.store
    names = {node.title: node.id for node in store.nodes.values()}
    node = store.nodes[names["新品轮播"]]
    data = node.model_dump(mode="json")
    data["message"]["chips"][1]["text"] = "查看离我最近的门店"
    data["targets"].pop("no_reply", None)
    with store.edit(same("change")) as draft:
        draft.put_node(type(node).model_validate(data))
    window.area.checking.run()
