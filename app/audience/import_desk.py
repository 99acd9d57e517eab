"""One import as the person goes through it: upload, preview, check, merge; asked often how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from app.audience.desk import AudienceDesk
from runtime.wording import Language, Wording

ASK_S: Final = 0.2
_BUSY: Final = ("checking", "merging", "undoing")
_UNREADABLE: Final = Wording("读不了「{name}」：{why}", 'Cannot read "{name}": {why}')
_LOST: Final = Wording(
    "运行服务没有回应，导入停在这里。什么也没有留下。",
    "The runtime does not answer; the import ends here and nothing was kept.",
)


class ImportDesk(QObject):
    """Holds one import at a time."""

    uploading = Signal(str, int, int)
    """Name, bytes sent, bytes in all."""
    previewed = Signal(object)
    told = Signal(object)
    """How far it is, as the runtime tells it."""
    problems_came = Signal(object)
    saved = Signal(str)
    """The name of the file the problems were written to."""
    failed = Signal(object)

    def __init__(self, desk: AudienceDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        self._number = 0

    @property
    def import_id(self) -> int:
        """The runtime's number of the import, 0 for none."""
        return self._id

    def begin(self, path: Path) -> None:
        """Send a file, then look at its beginning."""
        self._number += 1
        number = self._number

        def step(done: int, whole: int) -> None:
            if number == self._number:
                self.uploading.emit(path.name, done, whole)

        async def work() -> None:
            self.uploading.emit(path.name, 0, 1)
            try:
                job = await self._desk.port.upload(path, step)
            except OSError as error:
                self.failed.emit(_UNREADABLE.format(name=path.name, why=error.strerror or error))
                return
            if number != self._number:
                await self._desk.port.cancel(int(job["id"]))
                return
            self._id = int(job["id"])
            self.previewed.emit(await self._desk.port.preview(self._id))

        self._start(work())

    def read_again(self, reading: Mapping[str, object]) -> None:
        """Look at the beginning with another encoding, delimiter or sheet."""

        async def work() -> None:
            self.previewed.emit(await self._desk.port.preview(self._id, **reading))

        self._start(work())

    def check(self, wish: Mapping[str, Any]) -> None:
        """Read the file whole."""

        async def work() -> None:
            await self._follow(await self._desk.port.check(self._id, wish))

        self._start(work())

    def merge(self) -> None:
        """Take the good rows over."""

        async def work() -> None:
            await self._follow(await self._desk.port.merge(self._id))

        self._start(work())

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Tell of an import that is done, as it is remembered."""
        self._number += 1
        self._id = int(kept["id"])
        self.told.emit({"share": 1.0, "failed": None, **kept})

        async def work() -> None:
            self.problems_came.emit(await self._desk.port.problems(self._id))

        self._start(work())

    def undo(self) -> None:
        """Take out again what the import brought."""

        async def work() -> None:
            await self._follow(await self._desk.port.undo(self._id))

        self._start(work())

    def cancel(self) -> None:
        """End it with nothing kept."""
        self._number += 1
        number, self._id = self._id, 0
        if number:

            async def work() -> None:
                await self._desk.port.cancel(number)

            self._desk.start(work(), _ignore)

    def forget(self) -> None:
        """Be ready for another import; this one is done."""
        self._number += 1
        self._id = 0

    def save_problems(self, path: Path, language: Language) -> None:
        """Write all that was wrong to a CSV file."""

        async def work() -> None:
            with path.open("wb") as file:
                async for piece in self._desk.port.problem_table(self._id, str(language)):
                    file.write(piece)
            self.saved.emit(path.name)

        self._start(work())

    async def _follow(self, told: Mapping[str, Any]) -> None:
        number, import_id = self._number, self._id
        self.told.emit(told)
        while told["state"] in _BUSY:
            await asyncio.sleep(ASK_S)
            if number != self._number:
                return
            told = await self._desk.port.import_state(import_id)
            self.told.emit(told)
        if told["state"] in ("checked", "done"):
            self.problems_came.emit(await self._desk.port.problems(import_id))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._desk.start(work, self._fail)

    def _fail(self, error: Exception) -> None:
        sentence = getattr(error, "sentence", None)
        self.failed.emit(sentence if isinstance(sentence, Wording) else _LOST)


def _ignore(error: Exception) -> None:
    """Whoever cancels does not wait for an answer."""
