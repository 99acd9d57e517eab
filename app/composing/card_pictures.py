"""Gives a card of the phone its picture, a message its file: dropped on it, or chosen with a double-click."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QFileDialog, QMenu

from app.main_window.notices import Notice, Notices
from editor.composing import steps
from editor.composing.parts import part_at
from runtime.flow.ids import NodeId
from runtime.messages.elements.file import File
from runtime.messages.media import CardMedia, Thumbnail
from runtime.messages.media_facts import MediaFacts
from runtime.records import FieldPath, value_at
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.editing_area import EditingArea

_NOT_TAKEN: Final = Wording("没有放进来：{why}", "Not taken: {why}")
_FROM_FILE: Final = Wording("从电脑里选…", "From this computer…")
_CHOOSE: Final = Wording("选择图片或视频", "Choose a picture or a video")
_CHOOSE_FILE: Final = Wording("选择文件", "Choose a file")
_NO_MEDIA: Final = Wording(
    "「{name}」不是图片或视频，卡片上放不了。", '"{name}" is no picture or video; a card cannot show it.'
)


class CardPictures(QObject):
    """Acts on one editing area; the media store takes files in beside the screen."""

    def __init__(self, area: EditingArea, notices: Notices) -> None:
        super().__init__(area)
        self._area = area
        self._notices = notices

    def drop(self, node_id: NodeId, path: FieldPath, file: Path) -> None:
        """Take a file in and show it on the card at a path, or send it where a file is sent."""
        place = self._place_at(node_id, path)
        if place is not None:
            self._use(node_id, place, file)

    def choose(self, node_id: NodeId, path: FieldPath) -> None:
        """Offer what is here and the files of the computer; a card shows pictures and videos only."""
        place = self._place_at(node_id, path)
        if place is None:
            return
        is_file = self._is_file(node_id, place)
        handset = self._area.handset_pane.phones.handset
        menu = QMenu(handset)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for facts in self._area.context.media.all_media():
            if is_file or facts.content_type.startswith(("image/", "video/")):
                action = QAction(facts.name, menu)
                action.triggered.connect(partial(self._pick, node_id, place, facts.source))
                menu.addAction(action)
        menu.addSeparator()
        menu.addAction(tr(_FROM_FILE)).triggered.connect(partial(self._open_dialog, node_id, place))
        menu.popup(QCursor.pos())

    def _open_dialog(self, node_id: NodeId, place: FieldPath) -> None:
        dialog = QFileDialog(self._area, tr(_CHOOSE_FILE if self._is_file(node_id, place) else _CHOOSE))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.drop(node_id, place, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _place_at(self, node_id: NodeId, path: FieldPath) -> FieldPath | None:
        """The card or the file element that what stands at *path* belongs to."""
        node = self._area.document.store.nodes.get(node_id)
        part = part_at(node, path) if node is not None else None
        if part is None:
            return None
        if part.kind == "file_name":
            return part.path[:-1]
        return part.path if part.kind == "file" else part.card_path

    def _is_file(self, node_id: NodeId, place: FieldPath) -> bool:
        node = self._area.document.store.nodes.get(node_id)
        return node is not None and isinstance(value_at(node, place), File)

    def _use(self, node_id: NodeId, place: FieldPath, what: Path | str) -> None:
        limits = self._area.context.limits("thumbnail_bytes")
        room_bytes = limits[0].limit.maximum if limits else 0
        done = partial(self._put, node_id, place)
        self._area.context.media.begin_use(what, room_bytes, done, self._refuse)

    def _pick(self, node_id: NodeId, place: FieldPath, source: str) -> None:
        self._use(node_id, place, source)

    def _put(
        self, node_id: NodeId, place: FieldPath, facts: MediaFacts, thumbnail: MediaFacts | None
    ) -> None:
        if self._place_at(node_id, place) != place:
            return
        small = _thumbnail_of(thumbnail) if thumbnail is not None else None
        if self._is_file(node_id, place):
            self._notices.dismiss("card_picture")
            steps.put_file(self._area.document.store, node_id, place, facts, small)
            return
        if not facts.content_type.startswith(("image/", "video/")):
            self._say(_NO_MEDIA.format(name=facts.name))
            return
        self._notices.dismiss("card_picture")
        media = CardMedia(
            source=facts.source,
            content_type=facts.content_type,
            size_bytes=facts.size_bytes,
            thumbnail=small,
        )
        steps.put_picture(self._area.document.store, node_id, place, media)

    def _refuse(self, why: Wording) -> None:
        self._say(_NOT_TAKEN.format(why=why))

    def _say(self, sentence: Wording) -> None:
        self._notices.show_notice(Notice("card_picture", sentence, "error"))


def _thumbnail_of(facts: MediaFacts) -> Thumbnail:
    return Thumbnail(source=facts.source, content_type=facts.content_type, size_bytes=facts.size_bytes)
