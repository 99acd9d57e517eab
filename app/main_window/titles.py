"""What the window says about the open scenario: title, menu words, toolbar and status bar."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal

from app.actions import action
from app.areas.registry import BUSINESS_AREAS
from runtime.wording import Wording
from widgets.language import language, tr

if TYPE_CHECKING:
    from app.main_window.window import Window
    from runtime.flow.flow import Flow

_AUTOSAVED = Wording("已自动保存 {time}", "Autosaved {time}")
_SAVED = Wording("已保存", "Saved")
_SAVING = Wording("正在保存…", "Saving…")
_NO_FILE = Wording("还没有存成文件", "In no file yet")
_NOT_SAVED = Wording("有修改", "Changed")
_PROGRAM = Wording("信流", "Xinliu")
_UNDO = Wording("撤销 {name}", "Undo {name}")
_REDO = Wording("重做 {name}", "Redo {name}")
_TARGET = Wording("规格：{profile}", "Limits: {profile}")
_IDENTITY = Wording("试玩身份：{name} {number}", "Played by {name} {number}")
_ZH, _EN = Wording("中文", "中文"), Wording("English", "English")


class Titles(QObject):
    """Reads the window's state and says it; changes nothing."""

    search_clicked = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._autosaved: datetime | None = None
        self._counted_for: Flow | None = None
        self._connections = 0

    def show_saved(self, moment: datetime | None) -> None:
        """Say when the recovery file was written last."""
        self._autosaved = moment
        self._show_status()

    def refresh(self) -> None:
        """Say everything again."""
        window = self._window
        document = window.files.document
        if document is None:
            window.setWindowTitle(tr(_PROGRAM))
            window.toolbar.show_document("", is_dirty=False)
        else:
            mark = "• " if document.is_dirty else ""
            window.setWindowTitle(f"{mark}{tr(document.name)} — {tr(_PROGRAM)}")
            window.toolbar.show_document(document.name, is_dirty=document.is_dirty)
        publishing = window.publishing
        window.toolbar.show_versions(publishing.draft_version, publishing.online, is_same=publishing.is_same)
        window.toolbar.show_playing(window.play is not None and window.play.is_playing)
        self._name_history()
        self._check_choices()
        self._show_status()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the search when the toolbar's field is clicked."""
        if event.type() is QEvent.Type.MouseButtonPress:
            self.search_clicked.emit()
            return True
        return super().eventFilter(watched, event)

    def _name_history(self) -> None:
        menus, document = self._window.menus, self._window.files.document
        for action_id, words in (("undo", _UNDO), ("redo", _REDO)):
            name = None
            if document is not None:
                history = document.history
                name = history.undo_name() if action_id == "undo" else history.redo_name()
            sentence = action(action_id).words if name is None else words.format(name=name)
            menus[action_id].setText(tr(sentence))
        for button, action_id in ((self._window.toolbar.undo, "undo"), (self._window.toolbar.redo, "redo")):
            button.set_tip(menus[action_id].text(), menus[action_id].shortcut())
        playing = self._window.play is not None and self._window.play.is_playing
        menus["play"].setText(tr("结束试玩", "Stop playing") if playing else tr(action("play").words))

    def _check_choices(self) -> None:
        window, menus = self._window, self._window.menus
        wishes = window.views.wishes()
        for pane in ("palette", "bottom", "inspector", "handset"):
            menus[f"show_{pane}"].setChecked(pane not in wishes.hidden)
        menus["focus"].setChecked(window.views.is_focused)
        menus["pin_minimap"].setChecked(window.settings.minimap_pinned)
        menus["show_people"].setChecked(window.publishing.crowd.is_shown)
        for direction in ("right", "down"):
            menus[f"run_{direction}"].setChecked(window.settings.direction == direction)
        menus["full_screen"].setChecked(window.isFullScreen())
        for theme in ("system", "light", "dark", "high_contrast"):
            menus[f"theme_{theme}"].setChecked(window.settings.theme == theme)
        for code in ("zh", "en"):
            menus[f"language_{code}"].setChecked(str(language()) == code)
        areas = [(spec.key, spec.key) for spec in BUSINESS_AREAS]
        for area, key in (("library", "library"), ("edit", "editing"), ("settings", "settings"), *areas):
            menus[f"area_{area}"].setChecked(window.current_area == key)

    def _show_status(self) -> None:
        window = self._window
        document, status = window.files.document, window.status
        status.show_services(window.run.state)
        if document is None:
            status.show_saved("", is_saved=True)
            status.show_counts(0, 0)
            status.show_selected(0)
            status.show_target("", _ZH if str(language()) == "zh" else _EN)
            return
        if window.files.saving.is_busy:
            status.show_saved(_SAVING, is_saved=False)
        elif not document.is_dirty and document.path is None:
            status.show_saved(_NO_FILE, is_saved=False)
        elif not document.is_dirty:
            status.show_saved(_SAVED, is_saved=True)
        elif self._autosaved is not None:
            status.show_saved(_AUTOSAVED.format(time=f"{self._autosaved:%H:%M}"), is_saved=True)
        else:
            status.show_saved(_NOT_SAVED, is_saved=False)
        from runtime.flow.targets import targets_of

        flow = document.flow
        if flow is not self._counted_for:
            self._counted_for = flow
            self._connections = sum(len(node.targets) for node in flow.nodes.values())
        status.show_counts(len(flow.nodes), self._connections)
        selected = document.selection.now
        status.show_selected(len(selected.nodes) + len(selected.notes) + len(selected.frames))
        who = next((each.sample for each in flow.variables if each.from_contact and each.sample), "")
        status.show_target(
            _TARGET.format(profile=targets_of(flow).title),
            _IDENTITY.format(name=who, number="138****8000"),
        )
