"""How the handset is looked at: text size, light or dark, and the same message on other clients."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.actions.handset_actions import HANDSET_LOOK
from app.main_window.notices import Notice, Notices
from app.settings import HANDSET_THEMES, Settings
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from app.handset_pane.client_checks import ClientChecks
    from app.handset_pane.matrix_sheet import MatrixSheet
    from app.main_window.menus import Menus
    from app.wiring import Wiring
    from runtime.flow.node import Node
    from runtime.records import FieldPath
    from widgets.handset.palette import PictureTheme

_SAVED = Wording("已存成图片「{name}」", 'Saved as the picture "{name}"')
_NOT_SAVED = Wording(
    "没有存成图片「{name}」：写不进这个文件夹。换个位置再存。",
    'Not saved as "{name}": the folder cannot be written. Choose another place.',
)


class HandsetDesk(QObject):
    """Keeps the look and the comparison of one open scenario."""

    def __init__(self, window: QWidget, settings: Settings, menus: Menus, notices: Notices) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._menus = menus
        self._notices = notices
        self._area: EditingArea | None = None
        self._wiring: Wiring | None = None
        self.sheet: MatrixSheet | None = None
        self.checks: ClientChecks | None = None
        self._shown: Node | None = None
        self._check_actions()

    def take(self, area: EditingArea | None, wiring: Wiring | None) -> None:
        """Look at another document from now on."""
        self._area, self._wiring, self.sheet, self.checks, self._shown = area, wiring, None, None, None
        if area is None:
            return
        from app.handset_pane.client_checks import ClientChecks

        pane = area.handset_pane
        pane.look_button.clicked.connect(self._open_look)
        pane.matrix_button.clicked.connect(self.open_matrix)
        self.checks = ClientChecks(area.document, area.checking)
        area.document.changed.connect(self._refresh)
        area.document.selection_changed.connect(self._refresh)
        area.preview_values.changed.connect(self._refresh)
        area.context.speaking.language_chosen.connect(self._refresh)
        self._dress()

    def use_text_size(self, percent: str) -> None:
        """Draw the handset with type of this size and remember it."""
        self._settings.handset_text_size = int(percent)
        self._dress()

    def use_theme(self, theme: str) -> None:
        """Draw the handset light, dark or as the program, and remember it."""
        self._settings.handset_theme = next(each for each in HANDSET_THEMES if each == theme)
        self._dress()

    def open_matrix(self) -> None:
        """Show the message on several kinds of clients; again closes it."""
        if self._area is None:
            return
        if self.sheet is None:
            self.sheet = self._made_sheet(self._area)
        if self.sheet.is_open:
            self.sheet.close_sheet()
            return
        self.sheet.set_look(self._area.handset_pane.phones.picture_theme, self._settings.handset_text_size)
        self.sheet.open_sheet()
        self._shown = None
        self._refresh()

    def ask_picture(self) -> None:
        """Let the person choose where the comparison goes as a picture."""
        if self._area is None:
            return
        document = self._area.document
        folder = document.path.parent if document.path is not None else Path.home()
        name = tr(Wording("机型对照", "Handsets"))
        dialog = QFileDialog(
            self._window, tr("存成图片", "Save as a picture"), str(folder / f"{name}.png"), "PNG (*.png)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.fileSelected.connect(self.write_picture)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_picture(self, path: str) -> None:
        """Write the comparison as a PNG file; a bar says when it cannot be."""
        from app.handset_pane.matrix_picture import matrix_picture

        if self.sheet is None or self._shown is None:
            return
        name = Path(path).name
        if matrix_picture(self.sheet, tr(self._shown.named())).save(path):
            self._notices.dismiss("matrix")
            if self._area is not None:
                self._area.say(_SAVED.format(name=name))
        else:
            self._notices.show_notice(Notice("matrix", _NOT_SAVED.format(name=name), "error"))

    def _made_sheet(self, area: EditingArea) -> MatrixSheet:
        from app.handset_pane.matrix_sheet import MatrixSheet

        sheet = MatrixSheet(area, area.canvas_holder, area.canvas)
        sheet.field_chosen.connect(self._edit_field)
        sheet.export_asked.connect(self.ask_picture)
        sheet.values_choice.follow(area.preview_values)
        sheet.values_choice.people_asked.connect(area.handset_pane.values_choice.people_asked)
        return sheet

    def _refresh(self, _change: object = None) -> None:
        area, sheet = self._area, self.sheet
        if area is None or sheet is None or not sheet.is_open:
            return
        from app.handset_pane.edited_message import message_in, phones_of, profile_of
        from app.handset_pane.sample_values import with_samples
        from runtime.flow.translations import in_language

        node, flow = self._current(), area.document.flow
        language, values = area.context.speaking.language, area.preview_values.values(flow)
        phones = phones_of(node, flow, language, values) if node is not None else None
        said = in_language(node, language) if node is not None and language else node
        found = message_in(said) if said is not None else None
        sheet.set_chatbot(profile_of(flow), area.pictures.shelf)
        if node is None or phones is None or found is None:
            self._shown = None
            sheet.show_nothing()
            return
        self._shown = node
        message = with_samples(found[1], flow, values)
        text = message.fallback_text(flow.chatbot.signature, flow.language if said is node else language)
        sheet.show_message(tr(node.named()), message, phones.entries, phones.sms, text)

    def _current(self) -> Node | None:
        assert self._area is not None
        nodes = self._area.document.store.nodes
        chosen = self._area.document.selection.current_node()
        if chosen is None and self._wiring is not None:
            chosen = self._wiring.shown_node()
        return nodes.get(chosen) if chosen is not None else None

    def _edit_field(self, path: FieldPath) -> None:
        area, node = self._area, self._shown
        if area is None or node is None:
            return
        if area.document.selection.current_node() != node.id:
            area.canvas.reveal(node.id)
        area.show_column("inspector")
        area.inspector.focus_path(path)

    def _open_look(self) -> None:
        assert self._area is not None
        button = self._area.handset_pane.look_button
        self._menus.submenu("handset_look").popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _dress(self) -> None:
        self._check_actions()
        if self._area is not None:
            theme: PictureTheme | None = None
            if self._settings.handset_theme != "app":
                theme = self._settings.handset_theme
            self._area.handset_pane.phones.set_look(theme, self._settings.handset_text_size)

    def _check_actions(self) -> None:
        chosen = f"handset_text_{self._settings.handset_text_size}"
        for spec in HANDSET_LOOK:
            if spec.id.startswith("handset_text_"):
                self._menus[spec.id].setChecked(spec.id == chosen)
        for theme in HANDSET_THEMES:
            self._menus[f"handset_theme_{theme}"].setChecked(theme == self._settings.handset_theme)
