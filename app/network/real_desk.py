"""Shows on the phone what a simulated handset really received, and carries the person's taps there."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.editing_area import EditingArea
from app.main_window.notices import Notice, Notices
from app.network.arrived import HandsetRecord, phones_of_record
from app.network.network import Network
from app.network.state import NetworkState
from app.network.trial import HANDSETS
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.wording import Wording
from widgets.handset import MenuEntry, PictureShelf

_STARTING = Wording("正在启动运行服务和模拟网络…", "Starting the service and the simulated network…")
_SENDING = Wording("正在用草稿给三部手机发消息…", "Sending the draft to three handsets…")
_OFF = Wording("手机关着，{count} 条消息在等它。", "The handset is off; {count} messages wait for it.")
_OFF_EMPTY = Wording("手机关着。", "The handset is off.")
_NOTHING = Wording("还没有消息到这部手机。", "Nothing has arrived on this handset.")
_SWITCH_ON = Wording("开机", "Switch on")
_LOST = Wording(
    "一个进程重新启动了，手机上的对话没有了。再试发一次。",
    "A process was started again and the handsets lost their conversations. Try again.",
)
_WHY = Wording("这条消息没有送到：{why}", "This message was not delivered: {why}")
_REPORTED = Wording(
    "已举报：模拟平台把这条垃圾消息举报发给了运行服务。",
    "Reported: the simulated platform sent the spam report to the service.",
)
_UNKNOWN_WHY = Wording("平台没有说明原因", "the platform gave no reason")


class RealDesk(QObject):
    """The real view of one document's pane."""

    def __init__(self, area: EditingArea, network: Network, notices: Notices) -> None:
        super().__init__(area)
        self._area = area
        self._pane = area.handset_pane
        self._network = network
        self._notices = notices
        self._current = HANDSETS[0].key
        self._records: dict[str, HandsetRecord] = {}
        self._is_shown = False
        self._is_lost = False
        self.shelf = PictureShelf(self)
        self.shelf.wanted.connect(network.want_picture)
        network.picture_came.connect(self.shelf.put)
        network.arrived.connect(self._on_arrived)
        network.state_changed.connect(self._on_state)
        network.began.connect(self._on_began)
        network.lost.connect(self._on_lost)
        handset = self._pane.phones.handset
        handset.tapped.connect(self._tap)
        handset.menu_tapped.connect(self._tap_menu)
        handset.typed.connect(self._type)
        handset.location_sent.connect(self._send_place)
        handset.spam_reported.connect(self._report_spam)
        handset.reason_asked.connect(self._tell_reason)
        self._pane.phones.twin_typed.connect(self._type)
        self._pane.handset_chosen.connect(self.choose)
        self._pane.remark_clicked.connect(self._switch_on)
        self._pane.mode_chosen.connect(self._on_mode)

    @property
    def records(self) -> dict[str, HandsetRecord]:
        """Key of a trial handset → what is known about it."""
        return dict(self._records)

    def try_out(self) -> None:
        """Try the draft as it is now and show what arrives."""
        self._records.clear()
        self._is_lost = False
        document = self._area.document
        self._network.try_out(document.flow, document.media, self._area.list_called())
        self.show()

    def choose(self, key: str) -> None:
        """Look at another of the handsets."""
        self._current = key
        self.show()
        self._network.refresh(key)

    def show(self) -> None:
        """Draw the real view: the handset that is chosen, or what is being waited for."""
        pane, network = self._pane, self._network
        if not self._is_shown:
            self._is_shown = True
            pane.phones.set_pictures(self.shelf)
        record = self._records.get(self._current)
        pane.show_mode("real", has_content=record is not None)
        self._area.show_column("handset")
        if record is None:
            is_under_way = network.is_beginning or network.has_trial
            words = _STARTING if network.state is NetworkState.STARTING else _SENDING
            if is_under_way:
                pane.show_remark(words)
            else:
                pane.show_remark(_LOST if self._is_lost else "", "", "warn")
            return
        pane.phones.set_offers_twin(False)
        pane.phones.show_twin(record.is_sms_only)
        pane.phones.show_phones(phones_of_record(record, self._area.document.flow.time_zone))
        pane.phones.scroll_to_end()
        self._say_state(record)

    def leave(self) -> None:
        """Another view is shown: give the phones their own pictures back."""
        if self._is_shown:
            self._is_shown = False
            self._pane.phones.set_pictures(self._area.pictures.shelf)
            self._pane.show_remark("")

    def _on_mode(self, mode: str) -> None:
        if mode != "real":
            self.leave()

    def _say_state(self, record: HandsetRecord) -> None:
        if not record.is_online:
            waiting = record.on_the_way()
            self._pane.show_remark(_OFF.format(count=waiting) if waiting else _OFF_EMPTY, _SWITCH_ON)
        elif not record.received:
            self._pane.show_remark(_NOTHING)
        else:
            self._pane.show_remark("")

    def _on_began(self, version: int) -> None:
        self._pane.offer_handsets([(each.key, each.words) for each in HANDSETS])
        self._current = HANDSETS[0].key
        if self._is_shown:
            self.show()

    def _on_arrived(self, key: str, record: HandsetRecord) -> None:
        is_same = self._records.get(key) == record
        self._records[key] = record
        if key != self._current or not self._is_shown or self._pane.mode != "real":
            return
        if not is_same:
            self.show()
        for message_id in record.unseen():
            self._network.drive(key, "look", message_id=message_id)

    def _on_state(self) -> None:
        if self._is_shown and self._current not in self._records:
            self.show()

    def _on_lost(self) -> None:
        self._is_lost = True
        self._records.clear()
        self._pane.offer_handsets(())
        if self._is_shown:
            self.show()

    def _tap(self, suggestion: Suggestion) -> None:
        record = self._acting()
        if record is None:
            return
        message_id = _message_with(record, suggestion)
        if message_id is not None:
            self._network.drive(self._current, "tap", message_id=message_id, postback=suggestion.postback)

    def _tap_menu(self, entry: MenuEntry) -> None:
        if entry.suggestion is not None and self._acting() is not None:
            self._network.drive(self._current, "type", text=entry.suggestion.text)

    def _type(self, words: str) -> None:
        if self._acting() is not None and words.strip():
            self._network.drive(self._current, "type", text=words)

    def _send_place(self, latitude: float, longitude: float) -> None:
        if self._acting() is not None:
            self._network.drive(self._current, "location", latitude=latitude, longitude=longitude)

    def _report_spam(self) -> None:
        record = self._acting()
        if record is not None:
            self._network.drive(self._current, "spam")
            self._notices.show_notice(Notice("spam", _REPORTED, "info"))

    def _switch_on(self) -> None:
        record = self._acting()
        if record is not None and not record.is_online:
            self._network.drive(self._current, "online", on=True)

    def _tell_reason(self, message_id: object) -> None:
        record = self._records.get(self._current)
        if record is not None and self._pane.mode == "real":
            why = record.reason_of(str(message_id))
            sentence = _WHY.format(why=why if why is not None and why.zh else _UNKNOWN_WHY)
            self._notices.show_notice(Notice("reason", sentence, "warn"))

    def _acting(self) -> HandsetRecord | None:
        """The handset that the person's hands are on, if they are on one."""
        return self._records.get(self._current) if self._pane.mode == "real" else None


def _message_with(record: HandsetRecord, suggestion: Suggestion) -> str | None:
    """The newest message on the handset that offers a suggestion."""
    for one in reversed(record.received):
        if suggestion.postback and suggestion.postback in _postbacks(one):
            return str(one["message_id"])
    return str(record.received[-1]["message_id"]) if record.received else None


def _postbacks(received: dict[str, object]) -> str:
    return str(received.get("parts", ""))
