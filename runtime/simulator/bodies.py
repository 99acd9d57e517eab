"""Bounded request bodies and JSON answers."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response


class BodyTooLargeError(Exception):
    """A request body is over its limit."""


async def read_body(request: Request, limit_bytes: int) -> bytes:
    """The whole body; raises `BodyTooLargeError` as soon as it is known to be over *limit_bytes*."""
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > limit_bytes:
        raise BodyTooLargeError
    pieces: list[bytes] = []
    size = 0
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > limit_bytes:
                raise BodyTooLargeError
            pieces.append(piece)
    except ClientDisconnect:
        return b""
    return b"".join(pieces)


def json_answer(data: object, status: int = 200) -> Response:
    """*data* as JSON; times are written in ISO form."""
    return Response(orjson.dumps(data), status, media_type="application/json")


def parse_object(raw: bytes) -> dict[str, Any] | None:
    """The JSON object in *raw*, or None when there is none."""
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    return data if isinstance(data, dict) else None
