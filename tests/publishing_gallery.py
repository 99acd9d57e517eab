"""Draws the publish sheet in its states: `python -m tests.publishing_gallery FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.TemporaryDirectory()
for _kind in ("CONFIG", "DATA", "STATE", "CACHE"):
    os.environ[f"XDG_{_kind}_HOME"] = str(Path(_HOME.name) / _kind)
os.environ["XDG_RUNTIME_DIR"] = _HOME.name

from PySide6.QtTest import QTest  # noqa: E402  # after the environment

from app.launch import application  # noqa: E402  # after the environment
from app.main_window.window import Window  # noqa: E402  # after the environment
from app.settings import Settings  # noqa: E402  # after the environment
from runtime.flow.flow import Flow  # noqa: E402  # after the environment
from runtime.wording import Language, Wording, same  # noqa: E402  # after the environment
from tests.support.published import FakeRuntime  # noqa: E402  # after the environment
from widgets.theme import keep_dressed  # noqa: E402  # after the environment

SIZES = ((1920, 1080), (1280, 800))
_MS = 20
_WHY = Wording(
    "回答「1」在新版本里通向别处或不认识了。",
    'The answer "1" means something else in the new version, or nothing.',
)


def main() -> None:
    """Draw every picture."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    app.setCursorFlashTime(0)
    settings = Settings()
    settings.reduced_motion = True
    keep_dressed(app)
    for state in ("full", "first", "same", "failed"):
        for size in SIZES:
            for theme, language in (("light", "zh"), ("dark", "en")):
                settings.language, settings.theme = Language(language), theme  # type: ignore[assignment]  # a plain str
                settings.dress()
                window = Window(settings)
                window.resize(*size)
                window.show()
                _draw(window, state, folder / f"{state}-{size[0]}-{theme}-{language}.png")


def _draw(window: Window, state: str, path: Path) -> None:
    window.files.open_sample("spring-sale")
    while window.area is None:
        QTest.qWait(_MS)
    document = window.area.document
    before = _earlier(document.flow)
    flows = {"first": (), "same": (document.flow,)}.get(state, (before,))
    fake = FakeRuntime(*flows, numbers_from=3)
    if state in ("full", "failed"):
        names = {node.title: node.id for node in document.flow.nodes.values()}
        fake.wait_at(names["单卡大图"], "单卡大图", 14_993)
        fake.wait_at(names["询问城市"], "询问城市", 67, _WHY)
    window.publishing.link.use(fake)
    window.publishing.open_sheet()
    desk = window.publishing.desk
    assert desk is not None
    while desk.prepared is None:
        QTest.qWait(_MS)
    if state == "full":
        _break(window)
        desk.sheet.note.line.setText("加一张通勤包，跑鞋卡片换标题。")
    if state == "failed":
        fake.failures = [ConnectionError("connection refused")]
        desk.sheet.checks._tick_all()
        desk.sheet.publish.click()
    QTest.qWait(900)
    window.grab().save(str(path))
    window._may_close = True
    window.close()


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


if __name__ == "__main__":
    main()
