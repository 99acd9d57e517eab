"""The page about the chatbot that a tap on the header opens: who it is and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

from widgets.handset.chrome.frame import Frame
from widgets.handset.chrome.header import second_line
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.metrics import PAGE_AVATAR, PAGE_PADDING
from widgets.handset.paragraph import Paragraph, lay_out_text, one_line
from widgets.handset.profile import ChatbotProfile
from widgets.language import tr

_ROW_GAP = 10.0
_VALUE_LINES_MAX = 30
"""More than any fact may be long."""
_REPORT_ROOM = 56.0
"""What the button of the spam report takes below the facts."""
_ABOVE_AVATAR, _ABOVE_NAME, _ABOVE_STATE, _ABOVE_ROWS = 12.0, 10.0, 2.0, 18.0


@dataclass(frozen=True)
class PageRow:
    """One fact about the chatbot."""

    label: Paragraph
    value: Paragraph
    at: QPointF
    is_link: bool

    @property
    def height(self) -> float:
        """Of the label and what is below it."""
        return self.label.height + self.value.height

    def moved(self, by: QPointF) -> PageRow:
        """The same at another place."""
        return replace(self, at=self.at + by)


@dataclass(frozen=True)
class ProfilePage:
    """The measured page in phone coordinates."""

    rect: QRectF
    title: Paragraph
    avatar: QRectF
    name: Paragraph
    name_at: QPointF
    state: Paragraph
    state_at: QPointF
    rows: tuple[PageRow, ...]
    report: Paragraph | None
    report_rect: QRectF
    view: QRectF
    """Where the facts show; what is beyond it is scrolled to."""
    scroll_max: float
    """How far the page can be moved up."""
    areas: tuple[HitArea, ...]

    def seen_areas(self) -> Iterator[HitArea]:
        """The areas that are not scrolled away."""
        for area in self.areas:
            if area.kind is not AreaKind.LINK or self.view.intersects(area.rect):
                yield area

    def area_at(self, point: QPointF) -> HitArea | None:
        """What a tap at *point* of the phone means."""
        for area in self.areas:
            if area.rect.contains(point) and (area.kind is not AreaKind.LINK or self.view.contains(point)):
                return area
        return None


def lay_out_page(
    profile: ChatbotProfile, frame: Frame, *, may_report: bool, scroll: float = 0.0
) -> ProfilePage:
    """Measure the page, moved up by *scroll*; title, way back and report stay where they are."""
    scale, screen = frame.scale, frame.screen
    rect = QRectF(screen.left(), frame.header.top(), screen.width(), screen.bottom() - frame.header.top())
    room = rect.width() - 2 * PAGE_PADDING
    bottom = frame.home.top() - (_REPORT_ROOM if may_report else 8)
    view = QRectF(rect.left(), frame.header.bottom(), rect.width(), bottom - frame.header.bottom())
    name = one_line(profile.name, "name", room - 30, scale * 1.2)
    state = lay_out_text(_state(profile), "description", room, 2, scale=scale)
    head = _ABOVE_AVATAR + PAGE_AVATAR + _ABOVE_NAME + name.height + _ABOVE_STATE + state.height + _ABOVE_ROWS
    facts = tuple(_rows(profile, room, scale))
    scroll_max = max(0.0, head + sum(row.height + _ROW_GAP for row in facts) - view.height())
    top = view.top() - min(max(scroll, 0.0), scroll_max)
    avatar = QRectF(rect.center().x() - PAGE_AVATAR / 2, top + _ABOVE_AVATAR, PAGE_AVATAR, PAGE_AVATAR)
    name_at = QPointF(rect.center().x() - name.width / 2, avatar.bottom() + _ABOVE_NAME)
    state_at = QPointF(rect.center().x() - state.width / 2, name_at.y() + name.height + _ABOVE_STATE)
    rows = tuple(row.moved(QPointF(rect.left() + PAGE_PADDING, top + head)) for row in facts)
    report = one_line(tr("举报垃圾消息", "Report spam"), "suggestion", room, scale) if may_report else None
    report_rect = QRectF(rect.left() + PAGE_PADDING, frame.home.top() - 48, room, 40)
    return ProfilePage(
        rect=rect,
        title=one_line(tr("资料", "Profile"), "name", room, scale),
        avatar=avatar,
        name=name,
        name_at=name_at,
        state=state,
        state_at=state_at,
        rows=rows,
        report=report,
        report_rect=report_rect,
        view=view,
        scroll_max=scroll_max,
        areas=tuple(_areas(frame, profile, rows, report, report_rect, room)),
    )


def facts_of(profile: ChatbotProfile) -> Iterator[tuple[str, str, str]]:
    """Label, value and address of everything that is known about a chatbot."""
    for label, value, address in (
        (tr("简介", "About"), profile.description, ""),
        (tr("提供者", "Provider"), profile.provider or (profile.auth_org if profile.verified else ""), ""),
        (tr("服务电话", "Phone"), profile.phone, f"tel:{profile.phone}"),
        (tr("短信号码", "SMS number"), profile.sms_sender, ""),
        (tr("网站", "Website"), profile.website, profile.website),
        (tr("邮箱", "E-mail"), profile.email, f"mailto:{profile.email}"),
        (tr("地址", "Address"), profile.address, ""),
        (tr("服务条款", "Terms"), profile.terms_url, profile.terms_url),
    ):
        if value:
            yield label, value, address


def _state(profile: ChatbotProfile) -> str:
    if profile.verified:
        return second_line(profile)
    return tr("未认证：没有人为这个 Chatbot 作保", "Not verified: nobody vouches for this chatbot")


def _rows(profile: ChatbotProfile, room: float, scale: float) -> Iterator[PageRow]:
    """The facts under each other, from 0."""
    y = 0.0
    for label, value, address in facts_of(profile):
        head = one_line(label, "meta", room, scale)
        said = lay_out_text(value, "description", room, _VALUE_LINES_MAX, scale=scale)
        row = PageRow(head, said, QPointF(0, y), bool(address))
        yield row
        y += row.height + _ROW_GAP


def _areas(
    frame: Frame,
    profile: ChatbotProfile,
    rows: tuple[PageRow, ...],
    report: Paragraph | None,
    report_rect: QRectF,
    room: float,
) -> Iterator[HitArea]:
    back = QRectF(frame.header.left() + 4, frame.header.top() + 4, 40, frame.header.height() - 8)
    yield HitArea(back, AreaKind.PAGE_BACK, tr("返回会话", "Back to the conversation"), radius=8)
    for row, (label, value, address) in zip(rows, facts_of(profile), strict=False):
        if address:
            rect = QRectF(row.at.x() - 6, row.at.y() - 4, room + 12, row.height + 8)
            yield HitArea(rect, AreaKind.LINK, f"{label} {value}", (), address, 8)
    if report is not None:
        yield HitArea(report_rect, AreaKind.REPORT, tr("举报垃圾消息", "Report spam"), radius=20)
