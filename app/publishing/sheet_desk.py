"""Fills the publish sheet of one open scenario and publishes; follows the draft while it is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from app.loop import plain_reason
from app.publishing.port import PublishingPort
from app.publishing.preparing import Prepared, prepare, publish
from app.publishing.records import Records
from app.publishing.service_link import ServiceLink
from app.publishing.sheet import PublishSheet
from runtime.flow.ids import NodeId
from runtime.flow.issue import Issue
from runtime.flow.issues.menu_clearing import menu_findings
from runtime.wording import Wording

if TYPE_CHECKING:
    from app.editing_area import EditingArea

QUIET_MS: Final = 300
"""How long nothing must change before the runtime is asked anew."""
_STARTING = Wording("正在启动运行服务…", "Starting the runtime service…")
_ASKING = Wording("正在和线上版本比较…", "Comparing with what is online…")
_STOPPED = Wording("运行服务停了：{why}", "The runtime service stopped: {why}")
_NOT_ASKED = Wording("没有问到运行服务：{why}", "The runtime service could not be asked: {why}")
_NOT_PUBLISHED = Wording("没有发布：{why}", "Not published: {why}")
_SAME = Wording(
    "草稿和线上 v{version} 一样，没有可发布的", "The draft is what v{version} is: nothing to publish"
)
_MEND = Wording("改掉 {count} 个错误后可以发布", "Mend {count} errors first")
_MEND_ONE = Wording("改掉 1 个错误后可以发布", "Mend 1 error first")
_TICK = Wording("还有 {count} 条提醒没有勾选", "{count} warnings are not ticked")
_TICK_ONE = Wording("还有 1 条提醒没有勾选", "1 warning is not ticked")
_SHORTEN = Wording("版本说明太长，缩短到 200 字符以内", "The note is too long: 200 characters at most")
_CHECKING = Wording("正在检查刚才的修改…", "Checking what was just changed…")
_PUBLISHING = Wording("正在发布，图片会先传给各运营商…", "Publishing; the carriers get the pictures first…")


class SheetDesk(QObject):
    """Holds what the sheet shows; ends with its area."""

    published = Signal(object, object)
    """The Document and the Published it became."""
    compare_asked = Signal(object, object)
    """The Document the draft is compared with, and what to call it."""

    def __init__(self, area: EditingArea, link: ServiceLink, records: Records) -> None:
        super().__init__(area)
        self._area = area
        self._link = link
        self._records = records
        self._prepared: Prepared | None = None
        self._round = 0
        self._is_publishing = False
        self._is_over = False
        self._request_id = ""
        self._requested: object = None
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._prepare)
        self.sheet = PublishSheet(area, area.canvas_holder, area.canvas)
        sheet = self.sheet
        sheet.publish_asked.connect(self._publish)
        sheet.compare_asked.connect(self._compare)
        sheet.restart_asked.connect(self._restart)
        sheet.node_chosen.connect(self._reveal)
        sheet.checks.node_chosen.connect(self._reveal)
        sheet.checks.issue_chosen.connect(self._go_to_issue)
        sheet.checks.ticked.connect(self._judge)
        sheet.note.changed.connect(self._judge)
        sheet.closed.connect(self._on_closed)
        area.document.changed.connect(self._on_change)
        area.checking.checked.connect(self._on_checked)
        link.changed.connect(self._on_link)

    @property
    def prepared(self) -> Prepared | None:
        """What the sheet shows, None until it is known."""
        return self._prepared

    def open_sheet(self) -> None:
        """Open it and find out what it has to say."""
        if not self.sheet.is_open:
            self.sheet.note.clear()
            self.sheet.failure.clear()
            self.sheet.checks.forget_ticks()
            self._prepared = None
            self.sheet.show_title(None, None, None, is_first=False)
        self.sheet.open_sheet()
        if self._prepared is None and not self._is_publishing:
            self._prepare()

    def end(self) -> None:
        """The area is about to go: show nothing any more."""
        self._is_over = True
        self._round += 1
        self._quiet.stop()

    def _prepare(self) -> None:
        self._quiet.stop()
        if not self.sheet.is_open or self._is_publishing:
            return
        client = self._link.client
        if client is None:
            self._await_service()
            return
        if self._prepared is None:
            self.sheet.show_waiting(_ASKING)
            self._judge()
        self._round += 1
        self._link.start(self._asked(client, self._round), self._not_asked)

    async def _asked(self, client: PublishingPort, number: int) -> None:
        document = self._area.document
        found = await prepare(client, document.document, document.media, self._records.recall)
        if number == self._round and not self._is_over and self.sheet.is_open:
            self._show(found)

    def _show(self, found: Prepared) -> None:
        sheet, forecast = self.sheet, found.forecast
        decisions = sheet.people.decisions() if self._prepared is not None else {}
        self._prepared = found
        number = forecast.version
        sheet.show_title(number, forecast.online, forecast.since, is_first=not found.online.newest)
        if found.difference is None:
            sheet.changes.show_first()
        else:
            entries = (*found.difference.flow_entries, *found.difference.layout_entries)
            is_online = forecast.online is not None
            sheet.changes.show_changes(entries, found.before_version, is_online=is_online)
        nodes = dict(found.before.flow.nodes) if found.before is not None else {}
        nodes.update(found.document.flow.nodes)
        sheet.people.show_people(forecast.waiting, nodes, number, decisions, _rewired(found))
        self._show_checks()
        sheet.failure.clear()
        sheet.show_parts()
        self._judge()

    def _show_checks(self) -> None:
        found = self._prepared
        taken = found.forecast.taken if found is not None else ()
        before = found.before if found is not None else None
        beside = menu_findings(before.flow.chatbot, self._area.document.flow.chatbot) if before else ()
        self.sheet.checks.show_checks(
            (*self._area.checking.issues, *beside), [(each.sentence, each.node) for each in taken]
        )
        self.sheet.order_keys()

    def _judge(self) -> None:
        hint, may_publish = self._verdict()
        self.sheet.show_verdict(hint, may_publish=may_publish, is_busy=self._is_publishing)

    def _verdict(self) -> tuple[Wording | str, bool]:
        if self._is_publishing:
            return _PUBLISHING, False
        found = self._prepared
        if found is None:
            return "", False
        if found.forecast.is_same:
            return _SAME.format(version=found.forecast.version), False
        if found.document.flow is not self._area.document.flow:
            return _CHECKING, False
        errors = sum(issue.severity == "error" for issue in self._area.checking.issues)
        errors += len(found.forecast.taken)
        if errors:
            return (_MEND_ONE if errors == 1 else _MEND.format(count=errors)), False
        if self.sheet.note.is_too_long:
            return _SHORTEN, False
        if left := self.sheet.checks.unticked:
            return (_TICK_ONE if left == 1 else _TICK.format(count=left)), False
        return "", True

    def _publish(self) -> None:
        found, client = self._prepared, self._link.client
        if found is None or client is None or not self._verdict()[1]:
            return
        self.sheet.failure.clear()
        self._is_publishing = True
        self._judge()
        self._link.start(self._published(client, found), self._not_published)

    async def _published(self, client: PublishingPort, found: Prepared) -> None:
        decisions = self.sheet.people.decisions()
        note = self.sheet.note.text
        wish = (found.document.flow, note, tuple(sorted(decisions.items())))
        if wish != self._requested:
            # The same wish, tried again after a failure whose outcome is unknown, publishes once.
            self._requested, self._request_id = wish, uuid4().hex
        media = self._area.document.media
        done = await publish(client, found.document, media, note, self._request_id, decisions)
        self._records.keep(found.document, done.version, note)
        self._is_publishing = False
        self._prepared = None
        self._requested = None
        if self._is_over:
            return
        self.sheet.close_sheet()
        self.published.emit(found.document, done)

    def _not_published(self, error: Exception) -> None:
        self._is_publishing = False
        if self._is_over:
            return
        detail = "\n".join(f"{one['zh']} / {one['en']}" for one in getattr(error, "issues", ())) or repr(
            error
        )
        self.sheet.failure.show_failure(_NOT_PUBLISHED.format(why=plain_reason(error)), detail)
        self._judge()

    def _not_asked(self, error: Exception) -> None:
        if self._is_over:
            return
        sentence = _NOT_ASKED.format(why=plain_reason(error))
        if self._prepared is None:
            self.sheet.show_waiting(sentence, may_restart=True)
        else:
            self.sheet.failure.show_failure(sentence, repr(error))

    def _await_service(self) -> None:
        self._prepared = None
        why = self._link.why_stopped
        if why is not None:
            self.sheet.show_waiting(_STOPPED.format(why=why), may_restart=True)
        else:
            self.sheet.show_waiting(_STARTING)
            self._link.want_service()
        self._judge()

    def _restart(self) -> None:
        self.sheet.show_waiting(_STARTING)
        if self._link.client is not None:
            self._prepare()
        else:
            self._link.want_service()

    def _compare(self) -> None:
        found = self._prepared
        if found is not None and found.before is not None:
            name = Wording(f"线上 v{found.before_version}", f"v{found.before_version} online")
            self.sheet.close_sheet()
            self.compare_asked.emit(found.before, name)

    def _reveal(self, node: str) -> None:
        if NodeId(node) in self._area.document.store.nodes:
            self._area.canvas.reveal(NodeId(node))
            self._area.show_column("inspector")

    def _go_to_issue(self, issue: Issue) -> None:
        if issue.node is not None:
            self._area.canvas.reveal(issue.node, issue.exit)
        self._area.show_column("inspector")
        self._area.inspector.focus_issue(issue)

    def _on_change(self, _change: object) -> None:
        if self.sheet.is_open:
            self._judge()
            self._quiet.start()

    def _on_checked(self, _issues: object) -> None:
        if self.sheet.is_open and self._prepared is not None:
            self._show_checks()
            self._judge()

    def _on_link(self) -> None:
        if self.sheet.is_open and not self._is_publishing:
            self._prepare()

    def _on_closed(self) -> None:
        self._round += 1
        self._quiet.stop()


def _rewired(found: Prepared) -> dict[NodeId, tuple[Wording, ...]]:
    """Node → its exits that lead elsewhere in the draft, or nowhere, by their labels."""
    if found.difference is None or found.before is None:
        return {}
    labels: dict[NodeId, tuple[Wording, ...]] = {}
    for change in found.difference.lost:
        node = found.before.flow.nodes.get(change.node)
        for offer in node.offers() if node is not None else ():
            if offer.name == change.exit:
                labels[change.node] = (*labels.get(change.node, ()), offer.label)
    return labels
