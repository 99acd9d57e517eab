"""Cut, copy and paste, between scenarios, windows and other programs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QCursor, QGuiApplication, QImage

from app.exporting.imports import Imports
from app.exporting.watching import WatchedWork
from app.main_window.notices import Notice, Notices
from app.reasons import reason_of
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from editor.document.clip import Clip
    from editor.document.clipboard import Pasted
    from editor.exchange.format import Step
    from editor.exchange.media_nodes import TakenMedia

_NOTHING = Wording(
    "剪贴板里没有能粘贴的内容。可以粘贴节点、运营商消息的 JSON、文字和图片。",
    "Nothing here can be pasted. Nodes, carriers' message JSON, words and pictures can.",
)
_NOT_READ = Wording("没有粘贴：{why}", "Not pasted: {why}")
_PARTLY = Wording(
    "已粘贴消息。有 {count} 处没有看懂：{first}", "Pasted. {count} parts were not understood: {first}"
)
_PASTED = Wording("已粘贴消息，按原样保留", "Message pasted, everything kept")
_REPAIRED = Wording("已粘贴消息，改读了 {count} 处", "Message pasted, {count} parts read leniently")
_NODES = Wording("已粘贴 {count} 个节点", "{count} nodes pasted")
_LOST_MEDIA = Wording("{count} 张图片没有带过来", "{count} pictures could not be brought along")
_SILENT = Wording("「{name}」不发消息，没有可复制的报文", '"{name}" sends no message')
_COPIED_WIRE = Wording(
    "已复制报文，可以粘贴到别处，也能粘贴回来", "Message copied; paste it elsewhere, or back here"
)
_FETCHING = Wording("正在复制图片…", "Copying pictures…")
_PICTURE = Wording("粘贴的图片", "pasted picture")
_STEP = 24.0
_CARD = (200.0, 150.0)
"""About the size of a card, so that what is pasted stands in the middle of the view."""


class Pasteboard(QObject):
    """Acts on the document that is open; without one it does nothing."""

    def __init__(self, notices: Notices, imports: Imports) -> None:
        super().__init__(notices)
        self._notices = notices
        self._imports = imports
        self._area: EditingArea | None = None
        self._work = WatchedWork(notices, "pasting", self)

    @property
    def is_busy(self) -> bool:
        """Whether pictures are being copied."""
        return self._work.is_busy

    def take(self, area: EditingArea | None) -> None:
        """Act on another document from now on."""
        self._area = area

    def close(self) -> None:
        """Give up what is being copied, when the window goes."""
        self._work.close()

    def cut(self) -> None:
        """Copy what is selected and delete it."""
        from editor.tools.commands import delete_selection, select_members

        if self._area is not None and self._copy(self._area):
            document = self._area.document
            select_members(document.store, document.selection)
            delete_selection(document.store, document.selection)

    def copy(self) -> None:
        """Put what is selected on the clipboard, as nodes and as text."""
        if self._area is not None:
            self._copy(self._area)

    def copy_message(self, profile: str) -> None:
        """Put the message of the current node on the clipboard, as the interface of *profile* has it."""
        from app.exporting.wire_messages import messages_of, with_postbacks
        from editor.exchange.carrier_message import carrier_text

        area = self._area
        current = area.document.selection.current_node() if area is not None else None
        if area is None or current is None:
            return
        flow, node = area.document.flow, area.document.store.node(current)
        message = next((said for _, said in messages_of(node)), None)
        if message is None:
            area.say(_SILENT.format(name=node.named()))
            return
        ready = with_postbacks(flow, node, message)
        text = carrier_text(ready, profile, flow.chatbot.signature, language=flow.language)
        QGuiApplication.clipboard().setText(text)
        area.say(_COPIED_WIRE)

    def paste(self) -> None:
        """Add what is on the clipboard: nodes, a carrier's message, files, a picture or words."""
        from editor.document import clipboard
        from editor.document.clip import looks_like_clip
        from editor.exchange.paste_wire import looks_like_wire

        area = self._area
        if area is None:
            return
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if mime is None:  # another program had it and is gone
            return
        text = mime.text() if mime.hasText() else ""
        if mime.hasFormat(clipboard.MIME):
            self._paste_nodes(area, bytes(mime.data(clipboard.MIME).data()), is_trusted=True)
        elif any(url.isLocalFile() for url in mime.urls()):
            self._imports.take_urls(mime.urls(), self._place(area))
        elif looks_like_clip(text):
            self._paste_nodes(area, text.encode("utf-8", "surrogatepass"), is_trusted=False)
        elif looks_like_wire(text):
            self._paste_wire(area, text)
        elif mime.hasImage():
            self._paste_picture(area, QImage(mime.imageData()))
        elif text.strip():
            self._paste_text(area, text)
        else:
            area.say(_NOTHING)

    def _copy(self, area: EditingArea) -> bool:
        from editor.document import clipboard
        from editor.document.clip import ClipMedia
        from editor.document.used_media import media_of_nodes

        document = area.document
        nodes = [document.store.node(node_id) for node_id in document.selection.nodes]
        sizes: dict[str, int] = {}
        for source in media_of_nodes(nodes):
            file = document.media.path_of(source)
            if file is not None:
                sizes[file.name] = file.stat().st_size
        media = ClipMedia(home=str(document.media.home), files=sizes)
        data = clipboard.copy(document.store, document.selection, media)
        if not data:
            return False
        mime = QMimeData()
        mime.setData(clipboard.MIME, data)
        mime.setText(data.decode("utf-8", "replace"))
        QGuiApplication.clipboard().setMimeData(mime)
        return True

    def _paste_nodes(self, area: EditingArea, data: bytes, *, is_trusted: bool) -> None:
        from editor.document.clip import read_clip
        from editor.document.errors import DocumentRefusal

        try:
            clip = read_clip(data, is_trusted=is_trusted)
        except DocumentRefusal as refusal:
            area.say(refusal.sentence)
            return
        wanted = _wanted_media(clip, area.document.media.home)
        if not wanted:
            self._put(area, clip, {})
            return
        folder = area.document.media

        def job(step: Step) -> dict[str, str]:
            names: dict[str, str] = {}
            for number, (source, file) in enumerate(wanted.items(), start=1):
                names[source] = folder.take_in(file)
                step(number, len(wanted))
            return names

        def failed(error: Exception) -> None:
            if not isinstance(error, OSError | ValueError):
                raise error
            why = reason_of(error) if isinstance(error, OSError) else Wording(str(error), str(error))
            self._notices.show_notice(Notice("paste", _NOT_READ.format(why=why), "error", str(error)))

        self._work.run(_FETCHING, job, partial(self._put, area, clip), failed)

    def _put(self, area: EditingArea, clip: Clip, names: Mapping[str, str]) -> None:
        from editor.document import clipboard
        from editor.document.errors import DocumentRefusal

        if area is not self._area:
            return
        try:
            pasted = clipboard.paste_clip(area.document.store, clip, self._free_place(area, clip), names)
        except DocumentRefusal as refusal:
            area.say(refusal.sentence)
            return
        area.document.selection.set(pasted.nodes, pasted.notes, pasted.frames)
        self._tell(area, pasted)

    def _tell(self, area: EditingArea, pasted: Pasted) -> None:
        from editor.document.used_media import media_of_nodes

        nodes = [area.document.store.node(node_id) for node_id in pasted.nodes]
        lost = [source for source in media_of_nodes(nodes) if area.document.media.path_of(source) is None]
        remarks = list(pasted.remarks)
        if lost:
            remarks.append(_LOST_MEDIA.format(count=len(lost)))
        if not remarks:
            self._notices.dismiss("paste")
            return
        said = _NODES.format(count=len(pasted.nodes))
        sentence = Wording(
            f"{said.zh}：{'；'.join(each.zh for each in remarks)}。",
            f"{said.en}: {'; '.join(each.en for each in remarks)}.",
        )
        self._notices.show_notice(Notice("paste", sentence, "info"))

    def _paste_wire(self, area: EditingArea, text: str) -> None:
        from editor.exchange.paste_wire import paste_wire

        pasted = paste_wire(area.document.store, text, self._place(area))
        reasons = "\n".join(tr(words) for words in (*pasted.not_understood, *pasted.repaired))
        first = pasted.not_understood[0] if pasted.not_understood else Wording("", "")
        if pasted.node is None:
            self._notices.show_notice(Notice("paste", _NOT_READ.format(why=first), "warn", reasons))
            return
        area.canvas.reveal(pasted.node)
        if pasted.not_understood:
            sentence = _PARTLY.format(count=len(pasted.not_understood), first=first)
            self._notices.show_notice(Notice("paste", sentence, "warn", reasons))
        else:
            self._notices.dismiss("paste")
            area.say(_REPAIRED.format(count=len(pasted.repaired)) if pasted.repaired else _PASTED)

    def _paste_text(self, area: EditingArea, text: str) -> None:
        from editor.document.errors import DocumentRefusal
        from editor.exchange.paste_text import paste_text

        try:
            made = paste_text(area.document.store, text, self._place(area))
        except DocumentRefusal as refusal:
            area.say(refusal.sentence)
            return
        area.document.selection.set([made])

    def _paste_picture(self, area: EditingArea, image: QImage) -> None:
        folder, at = area.document.media, self._place(area)
        name = tr(_PICTURE)

        def job(step: Step) -> list[TakenMedia]:
            import tempfile

            from editor.exchange.media_nodes import take_media

            with tempfile.TemporaryDirectory() as temporary:
                file = Path(temporary) / f"{name}.png"
                if image.isNull() or not image.save(str(file)):
                    raise OSError(tr(_NOTHING))
                return take_media([file], folder, step)

        def failed(error: Exception) -> None:
            if not isinstance(error, OSError):
                raise error
            self._notices.show_notice(
                Notice("paste", _NOT_READ.format(why=reason_of(error)), "error", str(error))
            )

        self._work.run(_FETCHING, job, partial(self._imports.add_taken, area, at), failed)

    def _free_place(self, area: EditingArea, clip: Clip) -> tuple[float, float]:
        """Where the top left corner goes: under the pointer, or so that all of it is in the middle."""
        xs = [place.x for each in (clip.positions.values(), clip.notes, clip.frames) for place in each]
        ys = [place.y for each in (clip.positions.values(), clip.notes, clip.frames) for place in each]
        width = max(xs, default=0.0) - min(xs, default=0.0) + _CARD[0]
        height = max(ys, default=0.0) - min(ys, default=0.0) + _CARD[1]
        x, y = _under_pointer(area) or (None, None)
        if x is None or y is None:
            centre = area.canvas.area_in_view().centre
            x, y = centre.x - width / 2, centre.y - height / 2
        taken = {(round(place.x), round(place.y)) for place in area.document.store.layout.positions.values()}
        while (round(x), round(y)) in taken:
            x, y = x + _STEP, y + _STEP
        return x, y

    @staticmethod
    def _place(area: EditingArea) -> tuple[float, float]:
        """Where one card goes."""
        pointed = _under_pointer(area)
        if pointed is not None:
            return pointed
        centre = area.canvas.area_in_view().centre
        return centre.x - _CARD[0] / 2, centre.y - _CARD[1] / 2


def _under_pointer(area: EditingArea) -> tuple[float, float] | None:
    """The place of the canvas under the mouse, None when the mouse is elsewhere."""
    canvas = area.canvas
    if not canvas.underMouse():
        return None
    here = canvas.mapFromGlobal(QCursor.pos())
    if not canvas.rect().contains(here):
        return None
    point = canvas.scene_at(here)
    return point.x, point.y


def _wanted_media(clip: Clip, home: Path) -> dict[str, Path]:
    """The files to bring along: source → file; those that stand here already are not among them."""
    from editor.library.media_folder import MediaFolder

    if not clip.media.home or Path(clip.media.home) == home:
        return {}
    source_folder = MediaFolder(Path(clip.media.home))
    found: dict[str, Path] = {}
    for source in clip.media_sources():
        file = source_folder.path_of(source)
        if file is None or clip.media.files.get(file.name) != file.stat().st_size:
            continue
        if file.parent == source_folder.home:
            found[source] = file
    return found
