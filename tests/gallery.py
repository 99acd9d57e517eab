"""Renders the small widgets in all themes and languages, to be seen: `python -m tests.gallery FOLDER`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from runtime.wording import Wording
from widgets.common import (
    Badge,
    BadgeState,
    Banner,
    Button,
    ButtonKind,
    Choice,
    ChoiceField,
    Collapsible,
    ElidedLabel,
    EmptyState,
    FlowLayout,
    FocusRing,
    Label,
    ListRow,
    Pane,
    PaneHeader,
    RailButton,
    SearchField,
    Segment,
    StripTabs,
    Switch,
    Toast,
    ToolButton,
)
from widgets.language import Language, set_language, words_of
from widgets.theme import ThemeName, current_theme, keep_dressed, set_text_scale, set_theme

AREAS = [
    ("library", Wording("场景库", "Library")),
    ("edit", Wording("编辑", "Edit")),
    ("audience", Wording("人群", "Audience")),
    ("campaigns", Wording("活动", "Campaigns")),
    ("conversations", Wording("会话", "Inbox")),
    ("reports", Wording("报告", "Reports")),
]
PALETTE = [
    ("text", "talk", Wording("文本", "Text")),
    ("rich_card", "talk", Wording("富卡片", "Rich card")),
    ("carousel", "talk", Wording("轮播卡片", "Carousel")),
    ("split", "decide", Wording("A/B 分流", "A/B split")),
    ("set_variables", "data", Wording("设置变量", "Set variables")),
    ("http_request", "outside", Wording("HTTP 请求", "HTTP request")),
    ("end", "entry", Wording("结束", "End")),
]


class Ground(QWidget):
    """Fills itself with one token and lays its children out in a column or a row."""

    def __init__(
        self, token: str, *widgets: QWidget, row: bool = False, margin: int = 14, gap: int = 10
    ) -> None:
        super().__init__()
        self._token = token
        self.lines = QHBoxLayout(self) if row else QVBoxLayout(self)
        self.lines.setContentsMargins(margin, margin, margin, margin)
        self.lines.setSpacing(gap)
        for widget in widgets:
            self.lines.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground."""
        QPainter(self).fillRect(event.rect(), getattr(current_theme(), self._token))


def _rail() -> QWidget:
    buttons = [RailButton(name, words) for name, words in AREAS]
    buttons[1].setChecked(True)
    buttons[4].set_count(3)
    rail = Ground("window", *buttons, margin=4, gap=2)
    rail.lines.addStretch(1)
    rail.setFixedWidth(56)
    return rail


def _palette() -> QWidget:
    rows = [ListRow(words, icon_name=name, category=category) for name, category, words in PALETTE]
    rows[2].setCheckable(True)
    rows[2].setChecked(True)
    panel = Ground("panel", SearchField(Wording("搜索元素", "Search elements"), "/"), *rows, gap=2)
    panel.lines.addStretch(1)
    panel.setFixedWidth(190)
    return panel


def _row(*widgets: QWidget, token: str = "panel") -> QWidget:
    row = Ground(token, *widgets, row=True, margin=0, gap=8)
    row.lines.addStretch(1)
    return row


def _buttons() -> list[QWidget]:
    off = Button(Wording("发布 v4", "Publish v4"), ButtonKind.PRIMARY)
    off.setEnabled(False)
    gone = ToolButton("redo", Wording("重做", "Redo"))
    gone.setEnabled(False)
    held = ToolButton("eye", Wording("人数", "People"))
    held.setCheckable(True)
    held.setChecked(True)
    return [
        _row(
            Button(Wording("发布…", "Publish…"), ButtonKind.PRIMARY),
            Button(Wording("结束试玩", "Stop playing"), icon_name="pause"),
            Button(Wording("取消", "Cancel")),
            off,
        ),
        _row(
            Button(Wording("新建场景", "New scenario"), ButtonKind.PRIMARY, icon_name="plus"),
            Button(Wording("删除 3 个节点", "Delete 3 nodes"), ButtonKind.DANGER),
            Button(Wording("以后再说", "Later"), ButtonKind.PLAIN),
        ),
        _row(
            Button(Wording("改成「查看附近门店」", 'Change to "Shops"'), small=True),
            Button(Wording("添加建议", "Add suggestion"), ButtonKind.LINK, icon_name="plus", small=True),
        ),
        _row(
            ToolButton("undo", Wording("撤销", "Undo"), "Ctrl+Z"),
            gone,
            held,
            ToolButton("more", Wording("更多", "More")),
            ToolButton("compare", Wording("与线上比较", "Compare"), shows_words=True),
        ),
    ]


def _badges() -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, 6)
    for badge in (
        Badge(Wording("草稿 v4", "Draft v4")),
        Badge(Wording("线上 v3 · 14,993 人等待中", "Live v3 · 14,993 waiting"), BadgeState.OK),
        Badge(Wording("待发布", "To publish"), BadgeState.WARN),
        Badge("2", BadgeState.ERROR, icon_name="error", round_ends=True),
        Badge("1", BadgeState.WARN, icon_name="warning", round_ends=True),
        Badge(Wording("在此", "Here"), BadgeState.OK, icon_name="play"),
        Badge("3", BadgeState.ALERT, round_ends=True),
        Badge(Wording("回复", "Reply")),
        Badge("{{姓名}}", BadgeState.ACCENT),
    ):
        flow.addWidget(badge)
    return holder


def _part_segment() -> Segment:
    tabs = Segment(
        [
            Choice("content", Wording("内容", "Content")),
            Choice("exits", Wording("出口与等待", "Exits")),
            Choice("sms", Wording("短信回落", "SMS")),
        ],
        Wording("部分", "Part"),
    )
    tabs.set_problem("sms", present=True)
    return tabs


def _fields() -> QWidget:
    wrong = QLineEdit("查看离我最近的门店")
    wrong.setProperty("invalid", True)
    off = QLineEdit("未开始")
    off.setEnabled(False)
    wait = ChoiceField(Wording("无人回复时", "If nobody answers"))
    wait.addItems(["等待 24 小时，从「无回复」走", "一直等"])
    raw = QComboBox()
    raw.addItems(["按 v3 走完", "改走 v4"])
    text = QPlainTextEdit("王女士，一双鞋只有 198 克。本周到店试穿，满 300 元减 60 元。")
    text.setFixedHeight(64)
    on = Switch(Wording("数字与按钮一致", "Digits match"))
    on.setChecked(True)
    more = Collapsible(Label(Wording("有效期 48 小时", "Valid for 48 hours"), "label", "text_second"))
    more.set_count(2)
    body = Ground(
        "panel",
        _part_segment(),
        Segment([Choice("narrow", Wording("窄", "Narrow")), Choice("medium", Wording("中", "Medium"))]),
        Label(Wording("标题", "Title"), "label", "text_second"),
        QLineEdit("轻便跑鞋上新"),
        wrong,
        off,
        text,
        wait,
        _row(raw, QSpinBox(), QCheckBox("我知道")),
        _row(on, Switch()),
        more,
        EmptyState(
            "edit",
            Wording("选中一个节点，在这里修改内容", "Select a node to edit it here"),
            Wording("新建节点", "Add a node"),
        ),
    )
    header = PaneHeader(
        Wording("新品轮播", "New arrivals"), Wording("发送消息 · 轮播卡片", "Message · Carousel")
    )
    header.set_tile("carousel", "talk")
    header.add_action(ToolButton("more", Wording("更多", "More")))
    pane = Pane(body, header, edges=Qt.Edge.LeftEdge)
    pane.setFixedWidth(316)
    return pane


def gallery() -> QWidget:
    """Build one window with every small widget in its main states."""
    strip = StripTabs(
        [
            Choice("problems", Wording("问题", "Problems")),
            Choice("outline", Wording("大纲", "Outline")),
            Choice("variables", Wording("变量", "Variables")),
            Choice("history", Wording("历史", "History")),
        ]
    )
    strip.set_count("problems", 2, BadgeState.ERROR)
    strip.set_count("variables", 7)
    strip.add_trailing(ToolButton("chevron_down", Wording("收起", "Fold")))
    banner = Banner(
        Wording("试玩中", "Playing"),
        Wording("走过 5 步", "5 steps"),
        Wording("停在「优惠券到账」，等回复，还剩 23:58:40", 'at "Coupon", waiting, 23:58:40 left'),
    )
    narrow = Banner(
        Wording("试玩中", "Playing"), Wording("走过 5 步", "5 steps"), "停在「优惠券到账」，等回复"
    )
    narrow.setFixedWidth(200)
    canvas = Ground("canvas", banner, narrow)
    canvas.lines.addStretch(1)
    canvas.setFixedHeight(190)
    toast = Toast(canvas)
    toast.setObjectName("toast")
    cut = ElidedLabel(
        "多出 2 字节（一个汉字算 3 字节）。按电信、联通的规格，整条会被拒收。", "label", "error"
    )
    cut.setFixedWidth(260)
    middle = Ground("panel", *_buttons(), _badges(), cut, canvas, strip, margin=14)
    middle.lines.addStretch(1)
    window = Ground("window", _rail(), _palette(), middle, _fields(), row=True, margin=0, gap=1)
    window.resize(QSize(1080, 760))
    return window


def render(folder: Path) -> list[Path]:
    """Render the gallery for each theme and language, and once at 130 %."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    ring = FocusRing(app)
    keep_dressed(app)
    window = gallery()
    toast = window.findChild(Toast, "toast")
    assert toast is not None
    window.show()
    window.activateWindow()
    window.findChildren(Button)[1].setFocus(Qt.FocusReason.TabFocusReason)
    written: list[Path] = []
    folder.mkdir(parents=True, exist_ok=True)
    looks = [(theme, language, 100) for theme in ThemeName for language in Language]
    for theme, language, scale in [*looks, (ThemeName.LIGHT, Language.ZH, 130)]:
        set_language(language)
        set_text_scale(scale)
        set_theme(theme)
        deleted = Wording("已删除 3 个节点", "3 nodes deleted")
        toast.say(words_of(deleted), Wording("撤销", "Undo"))
        for _ in range(3):
            app.processEvents()
        path = folder / f"widgets-{theme}-{language}-{scale}.png"
        window.grab().save(str(path))
        written.append(path)
    assert ring.target is not None or not window.isActiveWindow()
    window.close()
    return written


if __name__ == "__main__":
    for picture in render(Path(sys.argv[1])):
        print(picture)
