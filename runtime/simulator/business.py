"""A stand-in for the business systems that a scenario calls: sample answers over real HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import orjson
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime.records import Record
from runtime.simulator.agenda import Agenda
from runtime.simulator.bodies import json_answer, read_body
from runtime.simulator.journal import Journal

MAX_SAMPLES = 1000
MAX_BODY_BYTES = 1024 * 1024
KEPT_CALLS = 10_000


class SampleAnswer(Record):
    """What `{base}/business{path}` answers to one method."""

    path: Annotated[str, Field(pattern=r"^/", max_length=200)]
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    status: Annotated[int, Field(ge=200, le=599)] = 200
    answers: Annotated[tuple[Any, ...], Field(min_length=1)] = ({},)
    """JSON values; which of them comes depends on `choose_by` alone, so that a rehearsal repeats."""
    choose_by: Annotated[str, Field(max_length=64)] = ""
    """Name of the query parameter or body member whose text picks the answer; empty takes the first."""


class Business:
    """The sample answers, and what was asked."""

    def __init__(self, agenda: Agenda, journal: Journal) -> None:
        self._agenda = agenda
        self._journal = journal
        self._samples: dict[tuple[str, str], SampleAnswer] = {}
        self.calls: list[dict[str, Any]] = []
        """Method, path, query and body of the calls, oldest first; at most 10,000."""

    @property
    def samples(self) -> tuple[SampleAnswer, ...]:
        """What is registered, in order."""
        return tuple(self._samples.values())

    def put(self, sample: SampleAnswer) -> None:
        """Registers an answer, in the place of one for the same method and path."""
        if len(self._samples) < MAX_SAMPLES:
            self._samples[(sample.method, sample.path)] = sample

    def routes(self) -> list[Route]:
        """The business systems' own path."""
        methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
        return [Route("/business/{path:path}", self._answer, methods=methods)]

    async def _answer(self, request: Request) -> Response:
        raw = await read_body(request, MAX_BODY_BYTES)
        path = "/" + request.path_params["path"]
        query = dict(request.query_params)
        body = _json_or_none(raw)
        if len(self.calls) < KEPT_CALLS:
            self.calls.append({"method": request.method, "path": path, "query": query, "body": body})
        self._journal.add("business", self._agenda.clock.now(), method=request.method, path=path)
        sample = self._samples.get((request.method, path))
        if sample is None:
            return json_answer({"error": "no sample answer for this address"}, 404)
        chosen: Any = query.get(sample.choose_by)
        if chosen is None and isinstance(body, dict):
            chosen = body.get(sample.choose_by, "")
        index = sum(str(chosen or "").encode()) % len(sample.answers) if sample.choose_by else 0
        return json_answer(sample.answers[index], sample.status)


def _json_or_none(raw: bytes) -> object:
    try:
        return orjson.loads(raw) if raw else None
    except orjson.JSONDecodeError:
        return None
