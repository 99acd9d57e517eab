"""A picture, recording or file: what it is, who takes it, and how to change it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import BaseModel
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from shiboken6 import isValid

from runtime.messages.media import HEIGHTS, Thumbnail
from runtime.messages.media_facts import MediaFacts
from runtime.wording import Wording, same
from widgets.common import Label
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.media_card import MediaCard
from widgets.form.problem import Problem
from widgets.form.spec import FieldSpec
from widgets.handset.metrics import (
    CARD_WIDTH,
    CAROUSEL_WIDTHS,
    MEDIA_HEIGHTS,
)
from widgets.language import tr
from widgets.media.crop_panel import CropPanel
from widgets.media.fitting import WHOLE, Fitted, Wish
from widgets.media.media_list import MediaRow
from widgets.media.picker import MediaPicker
from widgets.media.verdicts import facts_words, limit_bytes, size_words, verdict

__all__ = ["MediaCard", "MediaField", "size_words"]

_CHOOSE = Wording("选择文件", "Choose a file")
_NOT_TAKEN = Wording("没有放进来：{reason}", "Not taken: {reason}")
_NOT_SHRUNK = Wording("压缩不到那么小。换一张图片。", "It cannot be made that small. Use another picture.")
_TAKING = Wording("正在放进来…", "Taking it in…")
_CARD = Wording("卡片 · {height}", "Card · {height}")
_STRIP = Wording("横版条", "Strip")
_WHOLE = Wording("原比例", "As it is")
_STRIP_RATIO: Final = 3 / 4
"""A horizontal card's strip, 128 wide, is about a third higher than wide once there is text beside it."""


class MediaField(Field):
    """Shows where a record's media come from; a new file changes source, type and size together.

    Tells them through `patched`; `patched(None)` asks to remove the record that holds the media.
    """

    def __init__(
        self,
        spec: FieldSpec,
        context: FormContext,
        parent: QWidget | None = None,
        *,
        is_removable: bool = False,
    ) -> None:
        super().__init__(spec, context, parent)
        self._is_removable = is_removable
        self._size_bytes = 0
        self._record: BaseModel | None = None
        self._begun = 0
        """Counts what was begun; an answer to anything but the last is dropped."""
        self.panel: CropPanel | None = None
        self._card = MediaCard(context, spec.hint.label, self)
        self._verdict = Label("", "label", "text_second", wraps=True, parent=self)
        self._verdict.hide()
        self._card.change.clicked.connect(self.choose)
        self._card.crop.clicked.connect(self.toggle_crop)
        self._card.remove.clicked.connect(self._remove)
        self._card.dropped.connect(self.take_file)
        self._value = ""
        self.adopt(self._card, named=self._card.change)
        self._column.insertWidget(self._column.indexOf(self._card) + 1, self._verdict)
        context.turned.connect(self._on_turned)
        self._show("")

    @property
    def card(self) -> MediaCard:
        """The frame with thumbnail and name."""
        return self._card

    def see_record(self, record: BaseModel) -> None:
        self._record = record
        self._size_bytes = int(getattr(record, "size_bytes", 0))
        self._show_facts()

    def show_value(self, value: object) -> None:
        self._close_panel()
        self._show(str(value or ""))

    def rename(self) -> None:
        super().rename()
        self._card.change.setAccessibleName(f"{tr(self.spec.hint.label)} {self._card.change.words}")

    def recount(self) -> None:
        """Say anew who takes it: other carriers may be meant now."""
        self._show_facts()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        super().show_problems(problems)
        self._card.has_error = any(problem.severity == "error" for problem in problems)
        self._card.update()

    def choose(self) -> None:
        """Offer the files that are here and those of the computer."""
        known = self.context.media.all_media()
        if not known:
            self._open_dialog()
            return
        picker = MediaPicker(self.context.pictures, self)
        picker.picked.connect(self._pick)
        picker.file_asked.connect(self._open_dialog)
        picker.library_asked.connect(self._ask_library)
        rows = [MediaRow(facts.source, facts, facts.source) for facts in known]
        below = QPoint(0, self._card.height() + 4)
        picker.open_at(self._card.mapToGlobal(below), rows, self._card.source)

    def take_file(self, path: Path | str) -> None:
        """Copy a file in and use it; says under the field why it could not."""
        self._use(Path(path))

    def use_source(self, source: str) -> None:
        """Use a file that is here already."""
        self._use(source)

    def toggle_crop(self) -> None:
        """Unfold the crop below the field, or fold it."""
        if self.panel is not None:
            self._close_panel()
            return
        facts = self._facts()
        if facts is None or not _may_be_cut(facts):
            self._card.crop.setChecked(False)
            return
        self.panel = CropPanel(self.context.media, facts, self._shapes(), self.context.targets, self)
        self.panel.set_before(self.context.pictures.image(facts.source))
        self.panel.accepted.connect(self._keep)
        self.panel.cancelled.connect(self._close_panel)
        self.context.pictures.changed.connect(self._show_before)
        self._column.insertWidget(self._column.indexOf(self._verdict) + 1, self.panel)
        self._card.crop.setChecked(True)
        self.panel.frame.setFocus()

    def shrink(self) -> None:
        """Make the picture as small as every carrier takes, whole; the original stays a file of its own."""
        facts = self._facts()
        most = limit_bytes(self.context.targets, "image", is_thumbnail=self._is_thumbnail)
        if facts is None or not most or not _may_be_cut(facts):
            return
        begun = self._begin()
        self.context.media.begin_fit(facts.source, Wish(most, WHOLE), partial(self._keep_if_current, begun))

    def _begin(self) -> int:
        self._begun += 1
        self.show_note_at_label(_TAKING)
        return self._begun

    def _use(self, what: Path | str) -> None:
        begun = self._begin()
        self.context.media.begin_use(
            what, self._thumbnail_bytes(), partial(self._used, begun), partial(self._refused, begun)
        )

    def _keep_if_current(self, begun: int, fitted: Fitted | None) -> None:
        if not isValid(self) or begun != self._begun:
            return
        if fitted is None:
            self._refused(begun, _NOT_SHRUNK)
        else:
            self._keep(fitted)

    def _keep(self, fitted: Fitted) -> None:
        begun = self._begin()
        self.context.media.begin_keep(
            self._card.source,
            fitted,
            self._thumbnail_bytes(),
            partial(self._used, begun),
            partial(self._refused, begun),
        )

    def _used(self, begun: int, facts: MediaFacts, thumbnail: MediaFacts | None) -> None:
        if not isValid(self) or begun != self._begun:
            return
        self._close_panel()
        self.show_problems(())
        made = None
        if thumbnail is not None:
            made = Thumbnail(
                source=thumbnail.source, content_type=thumbnail.content_type, size_bytes=thumbnail.size_bytes
            )
        self._show_facts()
        self.patched.emit(
            {
                "source": facts.source,
                "name": facts.name,
                "content_type": facts.content_type,
                "size_bytes": facts.size_bytes,
                "duration_s": facts.duration_s,
                "thumbnail": made,
            }
        )

    def _refused(self, begun: int, reason: Wording) -> None:
        if isValid(self) and begun == self._begun:
            self._show_facts()
            self.show_problems((Problem((), _NOT_TAKEN.format(reason=reason)),))

    def _on_turned(self) -> None:
        self._begun += 1
        self._close_panel()

    def _close_panel(self) -> None:
        if self.panel is None:
            return
        panel, self.panel = self.panel, None
        focused = QApplication.focusWidget()
        had_focus = focused is not None and panel.isAncestorOf(focused)
        self.context.pictures.changed.disconnect(self._show_before)
        panel.close_panel()
        self._column.removeWidget(panel)
        panel.hide()
        panel.deleteLater()
        self._card.crop.setChecked(False)
        if had_focus:
            self._card.crop.setFocus()

    def _show_before(self) -> None:
        if self.panel is not None:
            self.panel.set_before(self.context.pictures.image(self._card.source))

    @property
    def _is_thumbnail(self) -> bool:
        return isinstance(self._record, Thumbnail)

    def _thumbnail_bytes(self) -> int:
        """How large a thumbnail may be; 0 for a record that has none."""
        has_one = self._record is not None and "thumbnail" in type(self._record).model_fields
        return limit_bytes(self.context.targets, "image", is_thumbnail=True) if has_one else 0

    def _shapes(self) -> dict[str, tuple[Wording, float]]:
        """The shapes the picture may be cut to, that of its place first."""
        height = getattr(self._record, "height", None)
        shapes: dict[str, tuple[Wording, float]] = {}
        if isinstance(height, str) and height in MEDIA_HEIGHTS:
            words = _CARD.format(height=HEIGHTS[height])
            shapes["card"] = (words, self._card_width() / MEDIA_HEIGHTS[height])
            shapes["strip"] = (_STRIP, _STRIP_RATIO)
        else:
            shapes["square"] = (same("1 : 1"), 1.0)
        shapes["whole"] = (_WHOLE, 0.0)
        if self._around("orientation") == "HORIZONTAL" and "strip" in shapes:
            shapes = {"strip": shapes["strip"], **shapes}
        return shapes

    def _card_width(self) -> float:
        return CAROUSEL_WIDTHS.get(str(self._around("width")), CARD_WIDTH)

    def _around(self, name: str) -> object:
        """A value of the record that the card is part of."""
        widget = self.parentWidget()
        while widget is not None:
            found = getattr(getattr(widget, "record", None), name, None)
            if found is not None:
                return found
            widget = widget.parentWidget()
        return None

    def _facts(self) -> MediaFacts | None:
        return self.context.media.facts(self._card.source) if self._card.source else None

    def _pick(self, facts: MediaFacts) -> None:
        self._use(facts.source)

    def _ask_library(self) -> None:
        self.context.library_asked.emit(self)

    def _remove(self) -> None:
        self.patched.emit(None)

    def _open_dialog(self) -> None:
        dialog = QFileDialog(self, tr(_CHOOSE))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self, source: str) -> None:
        facts = self.context.media.facts(source) if source else None
        name = facts.name if facts else source.removeprefix("media:").rsplit("/", 1)[-1]
        self._card.show_media(source, name)
        self._card.remove.setVisible(bool(source) and self._is_removable)
        self._card.crop.setVisible(facts is not None and _may_be_cut(facts))
        self._show_facts()

    def _show_facts(self) -> None:
        source = self._card.source
        facts = self._facts()
        if facts is not None:
            self.show_note_at_label(facts_words(facts))
        else:
            self.show_note_at_label(size_words(self._size_bytes) if source and self._size_bytes else "")
        self._verdict.setVisible(facts is not None)
        if facts is not None:
            told = verdict(facts, self.context.targets, is_thumbnail=self._is_thumbnail)
            self._verdict.set_words(told.words)
            self._verdict.set_colour("text_second" if told.is_fine else "warn")


def _may_be_cut(facts: MediaFacts) -> bool:
    return facts.kind == "image" and facts.problem is None and facts.frames == 1 and facts.width_px > 0
