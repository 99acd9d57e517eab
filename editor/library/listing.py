"""What the start page shows of the library: scenarios with their state, and the words about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from editor.library.entry import Entry
from editor.library.moments import in_words
from editor.library.revision import Revision
from runtime.wording import Wording

if TYPE_CHECKING:
    from editor.library.workspace import Workspace

State: TypeAlias = Literal["online", "draft", "unreadable"]

_ONLINE: Final = Wording("线上 v{number}", "Online v{number}")
_DRAFT: Final = Wording("草稿", "Draft")
_UNREADABLE: Final = Wording("打不开", "Cannot be opened")
_DRAFT_OF: Final = Wording("草稿 v{number}", "Draft v{number}")
_NODES: Final = Wording("{count} 个节点", "{count} nodes")
_NODE: Final = Wording("1 个节点", "1 node")
_PROBLEMS: Final = Wording("{count} 个问题", "{count} problems")
_PROBLEM: Final = Wording("1 个问题", "1 problem")
_WARNINGS: Final = Wording("{count} 个提醒", "{count} warnings")
_WARNING: Final = Wording("1 个提醒", "1 warning")
_SOUND: Final = Wording("没有问题", "no problems")
_BETWEEN: Final = " · "


@cache
def purposes() -> Mapping[str, Wording]:
    """Purpose → words; each is a tag that every scenario carries by itself."""
    from runtime.flow.flow import Flow
    from runtime.records import hints_of

    return hints_of(Flow)["purpose"].choices


@dataclass(frozen=True, slots=True)
class Item:
    """One scenario of a listing."""

    entry: Entry
    online: int | None = None
    """The version that went online last."""
    is_changed: bool = False
    """Whether the draft differs from what went online last."""

    @property
    def state(self) -> State:
        """What the chip is about."""
        if not self.entry.is_readable:
            return "unreadable"
        return "draft" if self.online is None else "online"

    def state_words(self) -> Wording:
        """The words of the chip."""
        if self.state == "online":
            return _ONLINE.format(number=self.online)
        return _DRAFT if self.state == "draft" else _UNREADABLE

    def about(self, now: datetime, zone: tzinfo | None = None) -> Wording:
        """草稿 v4 · 今天 10:24 · 15 个节点 · 2 个问题."""
        entry = self.entry
        parts = [in_words(entry.changed_at, now, zone)]
        if not entry.is_readable:
            return parts[0]
        if self.online is not None and self.is_changed:
            parts.insert(0, _DRAFT_OF.format(number=self.online + 1))
        parts.append(_counted(entry.node_count, _NODE, _NODES))
        if entry.counts.errors:
            parts.append(_counted(entry.counts.errors, _PROBLEM, _PROBLEMS))
        elif entry.counts.warnings:
            parts.append(_counted(entry.counts.warnings, _WARNING, _WARNINGS))
        else:
            parts.append(_SOUND)
        return Wording(_BETWEEN.join(each.zh for each in parts), _BETWEEN.join(each.en for each in parts))


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer to what was searched for."""

    items: tuple[Item, ...]
    tags: tuple[str, ...]
    """Every tag in use, purposes among them first, the most used next."""
    total: int
    """Scenarios without any filter."""
    version_count: int
    """Kept versions of all scenarios."""


def listing(workspace: Workspace, search: str = "", tag: str = "") -> Listing:
    """The scenarios that fit, last opened or changed first."""
    everything = workspace.catalogue.entries()
    entries = workspace.catalogue.entries(search, tag) if search.strip() or tag else everything
    online = workspace.versions.published()
    used = {entry.purpose for entry in everything}
    shown = [purpose for purpose in purposes() if purpose in used]
    tags = (*shown, *workspace.catalogue.tags())
    items = tuple(_item(entry, online.get(entry.flow_id)) for entry in entries)
    return Listing(items, tags, len(everything), workspace.versions.count())


def tag_words(tag: str) -> Wording:
    """A tag as people read it; a purpose has words in both languages."""
    return purposes().get(tag, Wording(tag, tag))


def _item(entry: Entry, published: Revision | None) -> Item:
    if published is None:
        return Item(entry)
    return Item(entry, published.published_as, entry.digest != published.digest)


def _counted(count: int, one: Wording, many: Wording) -> Wording:
    return one if count == 1 else many.format(count=count)
