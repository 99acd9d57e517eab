"""What a scan or a link sends, and the links and QR codes that make handsets send it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from runtime.flow.deep_link import DeepLink, deep_links
from runtime.flow.file_format import write_whole
from runtime.messages.targets import TARGETS
from runtime.wording import Wording
from widgets.common import Button, Choice, ElidedLabel, FlowLayout, Label, Segment
from widgets.form.context import FormContext
from widgets.form.spec import FieldSpec
from widgets.form.text_field import TextField
from widgets.language import tr
from widgets.qr_code import QrCode, QrView, qr_code, qr_png, qr_svg
from widgets.theme.measures import LABEL_GAP, SPACE_4, SPACE_8, SPACE_12

SIDE_PX: Final = 124
_NO_ADDRESS: Final = Wording(
    "有了服务号地址才有链接和二维码：在聊天机器人的「更多设置」里填写",
    "Links and QR codes need a service address: fill it in under the chatbot's further settings",
)
_SIZE: Final = Wording(
    "打印不小于 {mm} mm（{side} × {side} 格）", "Print at least {mm} mm wide ({side} × {side} modules)"
)
_TOO_LONG: Final = Wording("太长了，放不进二维码。缩短这句话。", "Too long for a QR code. Shorten the words.")
_UNSURE: Final = Wording(
    "国内手机是否支持没有公开资料，印刷前先用真机试",
    "Chinese handsets do not document it: try before printing",
)
_COPY: Final = Wording("复制链接", "Copy the link")
_COPIED: Final = Wording("已复制", "Copied")
_SAVE_PNG: Final = Wording("存为 PNG…", "Save as PNG…")
_SAVE_SVG: Final = Wording("存为 SVG…", "Save as SVG…")
_NOT_SAVED: Final = Wording("没有存成：{why}", "Not saved: {why}")
_WHO: Final = Wording("哪一家的链接", "Whose link")
_PICTURE: Final = Wording("二维码：{link}", "QR code: {link}")
_FILTERS: Final = {"png": "PNG (*.png)", "svg": "SVG (*.svg)"}
_WRITERS: Final[dict[str, Callable[[str], bytes]]] = {"png": qr_png, "svg": qr_svg}


class EntryField(TextField):
    """The text above, and below it one carrier's link with its code, to copy and to save."""

    def __init__(
        self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None, *, has_label: bool = True
    ) -> None:
        self.links: tuple[DeepLink, ...] = ()
        self.carriers: Segment | None = None
        super().__init__(spec, context, parent, has_label=has_label)
        self._chosen = ""
        self.none = Label(_NO_ADDRESS, "label", "text_second", wraps=True, parent=self)
        self.panel = QWidget(self)
        self.view = QrView(SIDE_PX, self.panel)
        self.link = ElidedLabel("", "label", parent=self.panel)
        self.print_size = Label("", "label", "text_second", wraps=True, parent=self.panel)
        self.copy = Button(_COPY, small=True, icon_name="copy", parent=self.panel)
        self.save_png = Button(_SAVE_PNG, small=True, parent=self.panel)
        self.save_svg = Button(_SAVE_SVG, small=True, parent=self.panel)
        self._build_panel()
        place = self._column.indexOf(self._note) + 1
        self._column.insertWidget(place, self.none)
        self._column.insertWidget(place + 1, self.panel)
        context.changed.connect(self._tell_links)
        self._tell_links()

    def show_value(self, value: object) -> None:
        super().show_value(value)
        self._tell_links()

    def tell(self, value: object, *, typed: bool = False) -> None:
        super().tell(value, typed=typed)
        self._tell_links()

    @property
    def current(self) -> DeepLink | None:
        """The link on screen."""
        found = (link for link in self.links if link.carrier == self._chosen)
        return next(found, self.links[0] if self.links else None)

    def save_to(self, path: Path, kind: str) -> None:
        """Write the code on screen; what goes wrong is said below it."""
        link = self.current
        if link is None:
            return
        try:
            write_whole(path, _WRITERS[kind](link.text))
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            self.print_size.set_words(_NOT_SAVED.format(why=why))

    def _build_panel(self) -> None:
        self._head = QVBoxLayout()
        side = QVBoxLayout()
        side.setSpacing(SPACE_4)
        side.addWidget(self.link)
        side.addWidget(self.print_size)
        side.addWidget(Label(_UNSURE, "label", "text_second", wraps=True, parent=self.panel))
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SPACE_12)
        row.addWidget(self.view, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(side, 1)
        deeds = QWidget(self.panel)
        buttons = FlowLayout(deeds)
        for button in (self.copy, self.save_png, self.save_svg):
            buttons.addWidget(button)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, LABEL_GAP, 0, 0)
        column.setSpacing(SPACE_8)
        column.addLayout(self._head)
        column.addLayout(row)
        column.addWidget(deeds)
        self.copy.clicked.connect(self._copy)
        self.save_png.clicked.connect(self._ask_png)
        self.save_svg.clicked.connect(self._ask_svg)

    def _tell_links(self) -> None:
        if not hasattr(self, "panel"):
            return
        text = self._value if isinstance(self._value, str) else ""
        links = deep_links(self.context.chatbot, text) if self.context.chatbot is not None else ()
        if [link.carrier for link in links] != [link.carrier for link in self.links]:
            self._offer_carriers(links)
        self.links = links
        has_text = bool(text.strip())
        self.none.setVisible(not links and has_text)
        self.panel.setVisible(bool(links) and has_text)
        link = self.current
        if link is not None and has_text:
            self._show(link)

    def _show(self, link: DeepLink) -> None:
        code: QrCode | None = qr_code(link.text)
        self.view.show_code(code)
        self.view.setVisible(code is not None)
        self.view.setAccessibleName(tr(_PICTURE.format(link=link.text)))
        self.link.set_words(link.text)
        self.copy.set_words(_COPY)
        for button in (self.save_png, self.save_svg):
            button.setEnabled(code is not None)
        self.print_size.set_words(
            _TOO_LONG if code is None else _SIZE.format(mm=code.least_mm, side=code.side)
        )

    def _offer_carriers(self, links: tuple[DeepLink, ...]) -> None:
        if self.carriers is not None:
            self._head.removeWidget(self.carriers)
            self.carriers.hide()
            self.carriers.deleteLater()
            self.carriers = None
        if len(links) > 1:
            choices = [Choice(link.carrier, TARGETS[link.carrier]) for link in links]
            self.carriers = Segment(choices, _WHO, parent=self.panel)
            self.carriers.changed.connect(self._choose)
            self._head.addWidget(self.carriers)

    def _choose(self, carrier: str) -> None:
        self._chosen = carrier
        self._tell_links()

    def _copy(self) -> None:
        link = self.current
        if link is not None:
            QGuiApplication.clipboard().setText(link.text)
            self.copy.set_words(_COPIED)

    def _ask_png(self) -> None:
        self._ask("png")

    def _ask_svg(self) -> None:
        self._ask("svg")

    def _ask(self, kind: str) -> None:
        link = self.current
        if link is None:
            return
        dialog = QFileDialog(self, tr(_SAVE_PNG if kind == "png" else _SAVE_SVG), f"qr-{link.carrier}.{kind}")
        dialog.setNameFilter(_FILTERS[kind])
        dialog.setDefaultSuffix(kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setProperty("kind", kind)
        dialog.fileSelected.connect(self._save_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_chosen(self, name: str) -> None:
        self.save_to(Path(name), str(self.sender().property("kind")))
