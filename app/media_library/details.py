"""What is known about one medium, where it is used, and what can be done with it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from editor.library.media.medium import Medium
from runtime.messages.limits import STRICTEST
from runtime.messages.targets import Targets, targets_of_profile
from runtime.wording import Wording, same
from widgets.common import Button, ButtonKind, EmptyState, Label, follow_look
from widgets.common.painting import draw_box, draw_icon
from widgets.form.line_edit import LineEdit
from widgets.handset.pictures import Pictures
from widgets.language import tr
from widgets.media.media_list import ICONS
from widgets.media.verdicts import facts_words, verdict
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CARD, SPACE_8, SPACE_12, SPACE_16

_NOTHING: Final = Wording("选中一个文件，在这里看它用在哪里", "Choose a file to see where it is used")
_NAME: Final = Wording("文件名", "File name")
_USES: Final = Wording("用在 {count} 处", "Used in {count} places")
_UNUSED: Final = Wording("没有场景用它", "No scenario uses it")
_SHIPPED: Final = Wording(
    "随信流提供，可以用，不能改名或移除", "Comes with Xinliu: to be used, not renamed or removed"
)
_TWINS: Final = Wording("和 {names} 内容相同", "The same as {names}")
_USE: Final = Wording("用这个", "Use this one")
_REPLACE: Final = Wording("替换文件…", "Replace the file…")
_REMOVE: Final = Wording("移除", "Remove")
_MERGE: Final = Wording("合并相同的", "Merge the same")
_IN_USE: Final = Wording("正在用，先换掉用它的地方", "In use: change the places that show it first")
_MORE: Final = Wording("还有 {count} 处", "{count} more")
WIDTH_PX: Final = 340
_PICTURE_PX: Final = 190
_USES_MAX: Final = 60


class Preview(QWidget):
    """The whole picture, or the icon of a file that is none."""

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self.medium: Medium | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_PICTURE_PX)
        pictures.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it fitted into a well."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        draw_box(painter, self.rect(), RADIUS_CARD, theme.sunken, theme.line_hair)
        medium = self.medium
        if medium is None:
            return
        is_picture = medium.facts.kind == "image" and medium.facts.problem is None
        image = self._pictures.image(str(medium.file)) if is_picture else None
        if image is None:
            draw_icon(painter, ICONS[medium.facts.kind], 24, theme.text_second, self.rect().center())
            return
        room = self.rect().adjusted(SPACE_8, SPACE_8, -SPACE_8, -SPACE_8)
        size = image.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(room.topLeft(), size)
        place.moveCenter(room.center())
        painter.drawImage(place, image)


class Details(QWidget):
    """The pane at the right of the media library."""

    renamed = Signal(str)
    use_asked = Signal()
    replace_asked = Signal()
    remove_asked = Signal()
    merge_asked = Signal()
    use_chosen = Signal(object)
    """A MediaUse to go to."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._medium: Medium | None = None
        self.targets: Targets = targets_of_profile(STRICTEST)
        """Whose limits files are judged by."""
        self.setFixedWidth(WIDTH_PX)
        self._empty = EmptyState("image", _NOTHING)
        self._page = QWidget(self)
        self.preview = Preview(pictures, self._page)
        self.name = LineEdit(self._page)
        self.facts = Label("", "label", "text_second", wraps=True, parent=self._page)
        self.verdict = Label("", "label", wraps=True, parent=self._page)
        self.twins = Label("", "label", "warn", wraps=True, parent=self._page)
        self.refusal = Label("", "label", "error", wraps=True, parent=self)
        self.refusal.hide()
        self.heading = Label("", "body_strong", wraps=True, parent=self._page)
        self._uses = QVBoxLayout()
        self.use = Button(_USE, ButtonKind.PRIMARY, parent=self._page)
        self.replace = Button(_REPLACE, parent=self._page)
        self.merge = Button(_MERGE, parent=self._page)
        self.remove = Button(_REMOVE, parent=self._page)
        self._build()
        self.show_medium(None, can_use=False)

    def show_medium(self, medium: Medium | None, *, can_use: bool) -> None:
        """Show one file, or the invitation to choose one."""
        if medium is None or self._medium is None or medium.file != self._medium.file:
            self.refusal.hide()
        self._medium = medium
        self._empty.setVisible(medium is None)
        self._scroll.setVisible(medium is not None)
        self.preview.medium = medium
        self.preview.update()
        if medium is None:
            return
        self.name.setText(medium.name)
        self.name.setReadOnly(medium.is_shipped)
        parts = (facts_words(medium.facts), medium.facts.content_type, " ".join(medium.facts.codecs))
        self.facts.set_words(same(" · ".join(part for part in parts if part)))
        told = verdict(medium.facts, self.targets)
        self.verdict.set_words(told.words)
        self.verdict.set_colour("ok" if told.is_fine else "warn")
        names = "、".join(twin.name for twin in medium.twins)
        self.twins.set_words(_TWINS.format(names=names))
        self.twins.setVisible(bool(medium.twins))
        self.use.setVisible(can_use and medium.facts.problem is None)
        self.replace.setVisible(not medium.is_shipped)
        self.merge.setVisible(bool(medium.twins))
        self.remove.setVisible(not medium.is_shipped)
        self.remove.setEnabled(not medium.uses)
        self.remove.setToolTip(tr(_IN_USE) if medium.uses else "")
        self._show_uses(medium)

    def show_refusal(self, why: Wording) -> None:
        """Say why something was not done; it stays until the next file is looked at."""
        self.refusal.set_words(why)
        self.refusal.show()

    def set_targets(self, targets: Targets) -> None:
        """Judge files by the carriers of the open scenario."""
        self.targets = targets

    def restyle(self) -> None:
        """Take words and colours anew."""
        self.name.setAccessibleName(tr(_NAME))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the panel and the hairline at its left."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(QRect(0, 0, theme.line_px, self.height()), theme.line_hair)

    def _build(self) -> None:
        self._page.setMaximumWidth(WIDTH_PX - 2)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_8)
        for widget in (self.preview, self.name, self.facts, self.verdict, self.twins):
            column.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        for button in (self.replace, self.merge, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addWidget(self.use)
        column.addLayout(buttons)
        column.addSpacing(SPACE_8)
        column.addWidget(self.heading)
        self._uses.setSpacing(0)
        column.addLayout(self._uses)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._page)
        scroll.viewport().setAutoFillBackground(False)
        self._page.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        holder = QVBoxLayout()
        holder.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, 0)
        holder.addWidget(self.refusal)
        whole.addLayout(holder)
        whole.addWidget(self._empty, 1)
        whole.addWidget(scroll, 1)
        whole.setSpacing(0)
        self._scroll = scroll
        self.name.editingFinished.connect(self._rename)
        self.use.clicked.connect(self.use_asked)
        self.replace.clicked.connect(self.replace_asked)
        self.merge.clicked.connect(self.merge_asked)
        self.remove.clicked.connect(self.remove_asked)
        follow_look(self)

    def _show_uses(self, medium: Medium) -> None:
        while (item := self._uses.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if medium.uses:
            self.heading.set_words(_USES.format(count=len(medium.uses)))
        else:
            self.heading.set_words(_SHIPPED if medium.is_shipped else _UNUSED)
        for index, use in enumerate(medium.uses[:_USES_MAX]):
            words = Wording(
                f"{use.scenario_name} › {use.place.zh}".removeprefix(" › "),
                f"{use.scenario_name} › {use.place.en}".removeprefix(" › "),
            )
            button = Button(words, ButtonKind.LINK, small=True, parent=self._page)
            button.setProperty("use", index)
            button.setMaximumWidth(WIDTH_PX - 2 * SPACE_16)
            button.setToolTip(tr(words))
            button.clicked.connect(self._choose)
            self._uses.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if len(medium.uses) > _USES_MAX:
            rest = _MORE.format(count=len(medium.uses) - _USES_MAX)
            self._uses.addWidget(Label(rest, "label", "text_second", parent=self._page))

    def _choose(self) -> None:
        index = self.sender().property("use")
        if self._medium is not None and isinstance(index, int):
            self.use_chosen.emit(self._medium.uses[index])

    def _rename(self) -> None:
        name = self.name.text().strip()
        if self._medium is not None and name and name != self._medium.name:
            self.renamed.emit(name)
        elif self._medium is not None:
            self.name.setText(self._medium.name)
