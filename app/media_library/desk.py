"""What the media library asks of the workspace, and what it does to the open scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from app.library.desk import LibraryDesk
from runtime.messages.media_facts import MediaFacts
from runtime.wording import Wording

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from app.files import Files
    from app.media_library.pictures import LibraryPictures
    from app.open_document import OpenDocument
    from app.wiring import Wiring
    from editor.library.media.medium import Medium, RemovedMedium
    from editor.library.media.uses import LiveUses, MediaUse
    from editor.library.workspace import Workspace
    from runtime.messages.targets import Targets
    from widgets.form.media_field import MediaField

T = TypeVar("T")

_TAKEN: Final = Wording("已加入 {count} 个文件", "{count} files added")
_REMOVED: Final = Wording("已移除「{name}」", 'Removed "{name}"')
_BACK: Final = Wording("「{name}」回来了", '"{name}" is back')
_RENAMED: Final = Wording("已改名为「{name}」", 'Renamed to "{name}"')
_REPLACED: Final = Wording("已换成「{name}」，{count} 个场景", 'Replaced by "{name}" in {count} scenarios')
_MERGED: Final = Wording("已合并成「{name}」", 'Merged into "{name}"')
_UNDO: Final = Wording("撤销", "Undo")


class MediaHost(Protocol):
    """The window, as far as the library needs it."""

    @property
    def area(self) -> EditingArea | None:
        """The open scenario's panes."""

    @property
    def wiring(self) -> Wiring | None:
        """What joins them."""

    def show_library(self) -> None:
        """Go to the library."""

    def show_editing(self) -> None:
        """Go to the open scenario."""


class MediaDesk(QObject):
    """Each deed is one edit of the open scenario, and is answered by a note or by the reason why not."""

    listed = Signal(object)
    """Every Medium."""
    done = Signal(object, object, object)
    """What was done, the words of what can be done about it now (or empty), and the callable that does it."""
    refused = Signal(object)
    """The reason, a Wording."""
    shown_at = Signal(object)
    """The library is asked for, at a file (a Path) or None."""

    def __init__(self, library: LibraryDesk, files: Files, host: MediaHost) -> None:
        super().__init__(library)
        self.changed = library.changed
        self._library = library
        self._files = files
        self._host = host
        self._wish: MediaField | None = None
        self._pending: MediaUse | None = None
        self._binned: dict[str, RemovedMedium] = {}
        files.opened.connect(self._on_opened)

    @cached_property
    def pictures(self) -> LibraryPictures:
        """Thumbnails; what decodes them is loaded when they are first needed."""
        from app.media_library.pictures import LibraryPictures

        return LibraryPictures(self)

    def refresh(self) -> None:
        """List anew; `listed` brings it."""
        live, homes = self._live(), self._homes()
        self._library.ask(lambda workspace: workspace.media.listing(homes, live), self.listed.emit)

    @property
    def can_use(self) -> bool:
        """Whether a field waits for a medium to be chosen."""
        return self._wish is not None and isValid(self._wish)

    @property
    def targets(self) -> Targets:
        """Whose limits files are judged by: those of the open scenario, else all Chinese carriers'."""
        from runtime.flow.targets import targets_of
        from runtime.messages.limits import STRICTEST
        from runtime.messages.targets import targets_of_profile

        document = self._files.document
        return targets_of(document.flow) if document is not None else targets_of_profile(STRICTEST)

    def show(self, source: str = "") -> None:
        """Go to the library, at a medium of the open scenario."""
        document = self._files.document
        file = document.media.path_of(source) if document is not None and source else None
        self._host.show_library()
        self.shown_at.emit(file.resolve() if file is not None else None)

    def use(self, medium: Medium) -> None:
        """Put a medium into the field that asked; one of another folder is copied."""
        field, self._wish = self._wish, None
        document = self._files.document
        if field is None or not isValid(field) or document is None:
            return
        self._host.show_editing()
        if medium.is_shipped or medium.file.parent == document.media.home.resolve():
            field.use_source(_source_of(medium.name))
        else:
            field.take_file(medium.file)

    def take_in(self, files: Sequence[Path]) -> None:
        """Copy files into the media of the open scenario, or of the workspace; one refused stops no other."""
        home = self._home()
        taken: list[MediaFacts] = []
        for number, file in enumerate(files, start=1):
            is_last = number == len(files)
            self._library.ask(
                partial(_take_in, file, home),
                partial(self._taken, taken, is_last),
                partial(self._not_taken, taken, is_last),
            )

    def rename(self, medium: Medium, name: str) -> None:
        """Give a file another name, everywhere."""
        self._ask(lambda workspace: workspace.media.rename(medium.file, name), partial(self._renamed, medium))

    def replace(self, medium: Medium, file: Path) -> None:
        """Show another file wherever this one is shown; the old one stays in the library, unused."""
        home = medium.file.parent
        self._ask(partial(_take_in, file, home), partial(self._replaced, medium))

    def remove(self, medium: Medium) -> None:
        """Take a file away; the note brings it back. Refused while somebody shows it."""
        live = self._live()
        self._ask(lambda workspace: workspace.media.remove(medium.file, live), self._tell_removed)

    def merge(self, medium: Medium) -> None:
        """Keep this one of several files with the same bytes, and show it in place of the others."""
        from editor.document.media_edits import merge_media

        document = self._document_at(medium.file.parent)
        if document is not None:
            merge_media(
                document.store, [_source_of(twin.name) for twin in medium.twins], _source_of(medium.name)
            )
        but = document.path if document is not None else None
        for twin in medium.twins:
            self._ask(partial(_change, twin, medium.facts, but, True))
            self._bin_old(twin)
        self.done.emit(_MERGED.format(name=medium.name), "", None)
        self.refresh()

    def go_to(self, use: MediaUse) -> None:
        """Show the place that uses a medium, in the scenario that has it."""
        document = self._files.document
        if document is not None and (use.scenario is None or _same(document.path, use.scenario)):
            self._show(use)
        elif use.scenario is not None:
            self._pending = use
            self._files.open_path(str(use.scenario))

    def _renamed(self, medium: Medium, source: str) -> None:
        from dataclasses import replace

        from editor.document.media_edits import rename_media

        document = self._document_at(medium.file.parent)
        if document is not None:
            rename_media(document.store, _source_of(medium.name), source)
        facts = replace(medium.facts, source=source, name=_name_of(source))
        but = document.path if document is not None else None
        self._ask(partial(_change, medium.file, facts, but, True))
        self._bin_old(medium.file)
        self.done.emit(_RENAMED.format(name=facts.name), "", None)
        self.shown_at.emit(medium.file.with_name(facts.name))
        self.refresh()

    def _replaced(self, medium: Medium, facts: MediaFacts) -> None:
        from editor.document.media_edits import replace_media

        document = self._document_at(medium.file.parent)
        here = replace_media(document.store, _source_of(medium.name), facts) if document is not None else 0
        but = document.path if document is not None else None

        def tell(elsewhere: int) -> None:
            count = elsewhere + (1 if here else 0)
            self.done.emit(_REPLACED.format(name=facts.name, count=count), "", None)
            self.refresh()

        self._ask(partial(_change, medium.file, facts, but, False), tell)

    def _bin_old(self, file: Path) -> None:
        """Put a file that nobody shows any more into the bin; an undo of the edit brings it back."""
        live = self._live()

        def kept(removed: RemovedMedium) -> None:
            self._binned[_source_of(file.name)] = removed
            self.refresh()

        self._library.ask(lambda workspace: workspace.media.remove(file, live), kept, lambda _: None)

    def _on_change(self, _change: object) -> None:
        """Bring back what an undo shows again."""
        document = self._files.document
        if not self._binned or document is None:
            return
        from editor.document.used_media import used_media

        for source in set(used_media(document.flow)) & set(self._binned):
            removed = self._binned.pop(source)
            self._ask(partial(_bring_back, removed), lambda _: self.refresh())

    def _tell_removed(self, removed: RemovedMedium) -> None:
        def back(_: object) -> None:
            self.done.emit(_BACK.format(name=removed.home.name), "", None)
            self.refresh()

        self.done.emit(
            _REMOVED.format(name=removed.home.name),
            _UNDO,
            lambda: self._ask(partial(_bring_back, removed), back),
        )
        self.refresh()

    def _taken(self, taken: list[MediaFacts], is_last: bool, facts: MediaFacts) -> None:
        taken.append(facts)
        if is_last:
            self._tell_taken(taken)

    def _not_taken(self, taken: list[MediaFacts], is_last: bool, why: Wording) -> None:
        self.refused.emit(why)
        if is_last:
            self._tell_taken(taken)

    def _tell_taken(self, taken: list[MediaFacts]) -> None:
        if taken:
            self.done.emit(_TAKEN.format(count=len(taken)), "", None)
            self.shown_at.emit((self._home() / taken[-1].name).resolve())
            self.refresh()

    def _ask(self, work: Callable[[Workspace], T], then: Callable[[T], None] | None = None) -> None:
        self._library.ask(work, then, self.refused.emit)

    def _on_opened(self, document: OpenDocument | None) -> None:
        self._binned.clear()
        self._wish = None
        if document is not None:
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        """Once the panes are there: listen to their fields, and show what was asked for."""
        area = self._host.area
        if area is None:
            return
        area.context.library_asked.connect(self._on_asked)
        area.document.changed.connect(self._on_change)
        use, self._pending = self._pending, None
        if use is not None and _same(area.document.path, use.scenario):
            self._show(use)

    def _on_asked(self, field: MediaField) -> None:
        self._wish = field
        self.show(field.card.source)

    def _show(self, use: MediaUse) -> None:
        area, wiring = self._host.area, self._host.wiring
        if area is None or wiring is None:
            return
        self._host.show_editing()
        wiring.go_to("node", use.node)
        area.show_column("inspector")
        area.inspector.focus_path(use.path)

    def _document_at(self, home: Path) -> OpenDocument | None:
        """The open scenario, if its media are in this folder."""
        document = self._files.document
        is_here = document is not None and document.media.home.resolve() == home.resolve()
        return document if is_here else None

    def _home(self) -> Path:
        document = self._files.document
        return document.media.home if document is not None else self._library.folder / "scenarios" / "media"

    def _homes(self) -> tuple[Path, ...]:
        document = self._files.document
        return (document.media.home,) if document is not None else ()

    def _live(self) -> LiveUses | None:
        document = self._files.document
        if document is None:
            return None
        from editor.library.media.uses import LiveUses, uses_in

        path = document.path.resolve() if document.path is not None else None
        uses = tuple(uses_in(document.document, path, document.name.zh))
        return LiveUses(path, document.media.home, uses)


def _take_in(file: Path, home: Path, workspace: Workspace) -> MediaFacts:
    return workspace.media.take_in(file, home)


def _change(file: Path, facts: MediaFacts, but: Path | None, same_bytes: bool, workspace: Workspace) -> int:
    known = but.resolve() if but is not None else None
    return workspace.media.change_elsewhere(file, facts, known, same_bytes=same_bytes)


def _bring_back(removed: RemovedMedium, workspace: Workspace) -> Path:
    return workspace.media.bring_back(removed)


def _same(first: Path | None, second: Path | None) -> bool:
    return first is not None and second is not None and first.resolve() == second.resolve()


def _source_of(name: str) -> str:
    """What messages call a file of their scenario; loaded late, an empty window needs no messages."""
    from runtime.messages.media import LOCAL

    return LOCAL + name


def _name_of(source: str) -> str:
    from runtime.messages.media import LOCAL

    return source.removeprefix(LOCAL)
