"""Hands what a person changes in the panel on to the desk."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.audience.contact_panel import ContactPanel
from app.audience.desk import AudienceDesk


class PanelEdits(QObject):
    """Stands between panel and desk; every change concerns the contact that is shown."""

    def __init__(self, panel: ContactPanel, desk: AudienceDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._desk = desk
        panel.number_asked.connect(desk.reveal)
        desk.number_came.connect(panel.show_number)
        profile = panel.profile
        profile.value_changed.connect(self._change_value)
        profile.tag_added.connect(self._add_tag)
        profile.tag_removed.connect(self._drop_tag)
        profile.decided.connect(self._decide)
        profile.blacklist_asked.connect(self._blacklist)

    def _change_value(self, name: str, value: object) -> None:
        self._desk.change(self._panel.contact, {name: value})

    def _add_tag(self, tag: str) -> None:
        self._desk.change(self._panel.contact, add_tags=[tag])

    def _drop_tag(self, tag: str) -> None:
        self._desk.change(self._panel.contact, remove_tags=[tag])

    def _decide(self, kind: str, proof: str) -> None:
        self._desk.decide(self._panel.contact, kind, proof)

    def _blacklist(self, listed: bool) -> None:
        self._desk.blacklist(self._panel.contact, listed=listed)
