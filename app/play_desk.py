"""Plays the open scenario through in the phone: the person acts, canvas and pane follow."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.editing_area import EditingArea
from editor.document.change import Change
from runtime.flow.ids import NodeId
from runtime.messages.suggestions.map import RequestLocation
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.wording import Wording
from widgets.handset import MenuEntry

if TYPE_CHECKING:
    from app.playing.play import Play

_TITLE = Wording("试玩中", "Playing")
_STEPS = Wording("走过 {count} 步", "{count} steps")
_WAITS_REPLY = Wording("停在「{node}」，等回复", 'at "{node}", waiting for a reply')
_WAITS = Wording("停在「{node}」", 'at "{node}"')
_LEFT = Wording("{place}，还剩 {time}", "{place}, {time} left")
_OVER = Wording("走到「{node}」结束", 'ended at "{node}"')
_BROKE = Wording("在「{node}」走不下去：{why}", 'cannot go on at "{node}": {why}')
_STALE = Wording("场景改过了，试玩还是改之前的样子。", "The scenario has changed; this play is from before.")
_AGAIN = Wording("用新的重来", "Start over with the new one")
_CANNOT = Wording("现在还不能试玩：{why}", "It cannot be played yet: {why}")
_SHOW = Wording("去看看", "Go there")
_WITH_PERSON = Wording(
    "对话在人工那里，等同事处理完。", "A person has the conversation and answers the contact."
)
_DONE = Wording("处理完了", "The person is done")
_WITHIN = Wording("{flow} › {node}", "{flow} › {node}")


class PlayDesk(QObject):
    """Owns the play-through of one document; the engine is loaded with the first one."""

    changed = Signal()
    """A play-through began, moved or ended."""

    def __init__(self, area: EditingArea) -> None:
        super().__init__(area)
        self._area = area
        self._pane = area.handset_pane
        self._document = area.document
        self._ignores_place = False
        self._failed_at: NodeId | None = None
        self._remark_action = ""
        self.play: Play | None = None
        handset = self._pane.phones.handset
        handset.tapped.connect(self._tap)
        handset.menu_tapped.connect(self._tap_menu)
        handset.typed.connect(self.say)
        handset.location_sent.connect(self._send_place)
        handset.spam_reported.connect(self._report_spam)
        self._pane.phones.twin_typed.connect(self.say)
        self._pane.restart_asked.connect(self.restart)
        self._pane.skip_asked.connect(self.skip)
        self._pane.play_asked.connect(self.start)
        self._pane.remark_clicked.connect(self._follow_remark)
        area.banner.clicked.connect(self.show_place)
        self._document.changed.connect(self._on_change)

    @property
    def is_playing(self) -> bool:
        """Whether there is a play-through, over or not."""
        return self.play is not None

    def start(self) -> bool:
        """Begins with the draft as it is now; False, with the reason in the pane, when it cannot run."""
        from app.playing.play import Play
        from runtime.engine.errors import CompileRefused

        try:
            play = Play(
                self._document.flow,
                language=self._area.context.speaking.language,
                find=self._area.find_flow,
            )
        except CompileRefused as error:
            self.stop()
            self._failed_at = error.node
            self._pane.show_mode("play", has_content=False)
            self._say_remark(_CANNOT.format(why=error.sentence), "show" if error.node else "", "error")
            return False
        play.on_change = self._refresh
        self.play = play
        self._say_remark("")
        self._area.show_column("handset")
        self._refresh()
        return True

    def stop(self) -> None:
        """Ends the play-through; the pane shows what is edited again."""
        if self.play is None:
            return
        self.play.on_change = None
        self.play = None
        self._say_remark("")
        self._area.canvas.set_walk((), None)
        self._area.hide_banner()
        self.changed.emit()

    def restart(self) -> None:
        """Begins anew, with the draft as it is now."""
        if self._pane.mode != "real":
            self.start()

    def skip(self) -> None:
        """Lets the time of the wait pass."""
        if self.play is not None and self.play.can_skip:
            self.play.skip()

    def say(self, words: str) -> None:
        """The person types."""
        if self.play is not None and self._pane.mode == "play" and words.strip():
            self.play.say(words)

    def show_place(self) -> None:
        """Brings the node where the conversation stands into view."""
        if self.play is not None and self.play.last_node is not None:
            self._area.canvas.reveal(self.play.last_node)

    def show_in_pane(self) -> None:
        """Draws the play-through on both phones."""
        from app.handset_pane.played_walk import phones_of_play

        play = self.play
        self._pane.show_mode("play", has_content=play is not None)
        if play is None:
            return
        self._pane.phones.show_phones(phones_of_play(play))
        self._pane.phones.scroll_to_end()
        self._pane.values.show_values(play.plan.flow.variables, play.variables)
        self._pane.skip.setEnabled(play.can_skip)

    def _refresh(self) -> None:
        play = self.play
        if play is None:
            return
        walk = play.walk()
        self._area.canvas.set_walk(walk, play.active_node)
        if play.last_node is not None:
            self._area.canvas.follow(play.last_node)
        if play.is_with_person:
            self._say_remark(_WITH_PERSON, "done")
        elif self._remark_action == "done":
            self._say_remark("")
        self._area.show_banner(_TITLE, _STEPS.format(count=len(walk)), self._place(play))
        self.show_in_pane()
        self.changed.emit()

    def _place(self, play: Play) -> Wording:
        flow, node = play.place or (play.plan.flow, None)
        name = node.named() if node is not None else Wording("", "")
        if flow.id != play.plan.flow.id:
            name = _WITHIN.format(flow=flow.name, node=name)
        failure = play.failure()
        if failure is not None:
            why = failure.detail
            return _BROKE.format(node=name, why=Wording(str(why.get("zh", "")), str(why.get("en", ""))))
        if play.session.wait is None:
            return _OVER.format(node=name)
        place = (_WAITS_REPLY if play.session.wait.what == "reply" else _WAITS).format(node=name)
        return place if play.due is None else _LEFT.format(place=place, time=remaining(play.due - play.now))

    def _tap(self, suggestion: Suggestion) -> None:
        if self.play is None or self._pane.mode != "play":
            return
        self._ignores_place = isinstance(suggestion.action, RequestLocation)
        self.play.tap(suggestion)

    def _report_spam(self) -> None:
        if self.play is not None and self._pane.mode == "play":
            self.play.report_spam()

    def _tap_menu(self, entry: MenuEntry) -> None:
        if entry.suggestion is not None:
            self._tap(entry.suggestion)

    def _send_place(self, latitude: float, longitude: float) -> None:
        if self._ignores_place:
            self._ignores_place = False
        elif self.play is not None and self._pane.mode == "play":
            self.play.send_location(latitude, longitude)

    def _on_change(self, change: Change) -> None:
        if self.play is not None and change.touches_flow():
            self._say_remark(_STALE, "again")

    def _say_remark(self, words: Wording | str, action: str = "", colour: str = "text_second") -> None:
        self._remark_action = action
        label = {"again": _AGAIN, "show": _SHOW, "done": _DONE}.get(action, "")
        self._pane.show_remark(words, label, colour)

    def _follow_remark(self) -> None:
        if self._remark_action == "again":
            self.start()
        elif self._remark_action == "done" and self.play is not None:
            self.play.hand_back("resolved")
        elif self._remark_action == "show" and self._failed_at is not None:
            self._area.canvas.reveal(self._failed_at)
            self._area.show_column("inspector")


def remaining(time: timedelta) -> Wording:
    """A span of time as people read a clock: 23:58:40; from two days on in days and whole hours."""
    seconds = max(0, round(time.total_seconds()))
    days, hours = seconds // 86400, seconds // 3600
    if days < 2:
        clock = f"{hours:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        return Wording(clock, clock)
    if hours % 24 == 0:
        return Wording(f"{days} 天", f"{days} d")
    return Wording(f"{days} 天 {hours % 24} 小时", f"{days} d {hours % 24} h")
