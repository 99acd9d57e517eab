"""Importing contacts: upload in pieces, preview, check, merge, undo; what was wrong, as CSV too."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import StreamingResponse

from runtime.delivery.audience.importing.number_cells import CellProblem
from runtime.delivery.audience.importing.preview import Preview
from runtime.delivery.audience.importing.wish import ImportWish, ReadingWish
from runtime.records import Record
from runtime.service.service import Service
from runtime.spreadsheets.formula_guard import guarded
from runtime.store import imports
from runtime.store.imports import CellTrouble, KeptImport
from runtime.wording import Language, Wording

TROUBLE_PAGE = 500
_HEADINGS = (
    Wording("行", "Row"),
    Wording("列", "Column"),
    Wording("内容", "Content"),
    Wording("原因", "Reason"),
)


class BeginWish(Record):
    """A file that will come."""

    name: Annotated[str, Field(min_length=1, max_length=200)]


def routes(service: Service) -> APIRouter:
    """The calls about imports."""
    router = APIRouter(prefix="/audience/imports")
    _add_beginning(router, service)
    _add_steps(router, service)
    _add_troubles(router, service)
    return router


def _add_beginning(router: APIRouter, service: Service) -> None:
    desk = service.imports

    @router.get("")
    async def listed() -> dict[str, Any]:
        kept = await service.store.read(desk.remembered)
        return {
            "under_way": [job.tell() for job in desk.under_way()],
            "remembered": [_kept(one) for one in kept],
        }

    @router.post("")
    async def begin(wish: BeginWish) -> dict[str, Any]:
        job = await asyncio.to_thread(desk.begin, wish.name)
        return job.tell()

    @router.post("/{import_id}/pieces")
    async def piece(import_id: int, request: Request) -> dict[str, Any]:
        job = desk.job(import_id)
        await asyncio.to_thread(job.write, await request.body())
        return job.tell()

    @router.post("/{import_id}/uploaded")
    async def uploaded(import_id: int) -> dict[str, Any]:
        job = desk.job(import_id)
        await asyncio.to_thread(job.finish_upload)
        return job.tell()


def _add_steps(router: APIRouter, service: Service) -> None:
    desk = service.imports

    @router.get("/{import_id}")
    async def one(import_id: int) -> dict[str, Any]:
        return desk.job(import_id).tell()

    @router.post("/{import_id}/preview")
    async def preview(import_id: int, wish: ReadingWish) -> dict[str, Any]:
        found: Preview = await asyncio.to_thread(desk.job(import_id).preview, wish)
        return {**asdict(found), "reading": found.reading.model_dump(mode="json")}

    @router.post("/{import_id}/check")
    async def check(import_id: int, wish: ImportWish) -> dict[str, Any]:
        job = desk.job(import_id)
        job.check(wish)
        return job.tell()

    @router.post("/{import_id}/merge")
    async def merge(import_id: int) -> dict[str, Any]:
        job = desk.job(import_id)
        job.merge()
        return job.tell()

    @router.post("/{import_id}/cancel")
    async def cancel(import_id: int) -> dict[str, Any]:
        job = desk.job(import_id)
        await asyncio.to_thread(job.cancel)
        return job.tell()

    @router.post("/{import_id}/undo")
    async def undo(import_id: int) -> dict[str, Any]:
        undone = await asyncio.to_thread(desk.undo, import_id)
        if undone is None:
            return desk.job(import_id).tell()
        return {"id": import_id, "state": "undone", "share": 1.0, "counts": asdict(undone), "failed": None}


def _add_troubles(router: APIRouter, service: Service) -> None:
    @router.get("/{import_id}/problems")
    async def problems(
        import_id: int,
        after: Annotated[int, Query(ge=0)] = 0,
        limit: Annotated[int, Query(ge=1, le=TROUBLE_PAGE)] = 200,
    ) -> dict[str, Any]:
        def query(connection: Connection) -> dict[str, Any]:
            found = imports.troubles(connection, import_id, after, limit)
            return {
                "problems": [_trouble(one) for one in found],
                "counts": [
                    {"code": code, "count": count, **_both(CellProblem(code).words.format(detail="…"))}
                    for code, count in imports.trouble_counts(connection, import_id).items()
                ],
            }

        return await service.store.read(query)

    @router.get("/{import_id}/problems.csv")
    async def table(import_id: int, language: Literal["zh", "en"] = "zh") -> StreamingResponse:
        lines = _csv(service, import_id, Language(language))
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8")


async def _csv(service: Service, import_id: int, language: Language) -> AsyncIterator[bytes]:
    yield ("\ufeff" + _line([words.text(language) for words in _HEADINGS])).encode()
    after = 0
    while True:
        asked = partial(imports.troubles, import_id=import_id, after=after, limit=TROUBLE_PAGE)
        found = await service.store.read(asked)
        if not found:
            return
        after = found[-1].line
        rows = [[str(one.line), one.column, one.shown, _words(one).text(language)] for one in found]
        yield "".join(map(_line, rows)).encode()


def _line(cells: list[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return out.getvalue()


def _words(trouble: CellTrouble) -> Wording:
    return CellProblem(trouble.code).words.format(detail=trouble.detail)


def _trouble(trouble: CellTrouble) -> dict[str, Any]:
    return {**asdict(trouble), **_both(_words(trouble))}


def _both(words: Wording) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _kept(kept: KeptImport) -> dict[str, Any]:
    return {
        "id": kept.id,
        "name": kept.name,
        "state": kept.state,
        "counts": dict(kept.counts),
        "at": kept.at.isoformat(),
        "target": kept.wish.get("target", "contacts"),
    }
