"""Every error the API answers, in one form: `{"error": {"code", "zh", "en", …}}`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from runtime.carriers.port import UploadError
from runtime.delivery.errors import DeliveryRefusal
from runtime.engine.errors import CompileRefused
from runtime.store import SecretRefused, StoreFull, StoreRefusal
from runtime.wording import Wording

Handler = Callable[[Request, Exception], Awaitable[Response]]


class ApiRefusal(Exception):
    """The caller asked for something that cannot be; *status* is the HTTP answer."""

    def __init__(self, status: int, code: str, sentence: Wording, **more: object) -> None:
        super().__init__(sentence.en)
        self.status = status
        self.code = code
        self.sentence = sentence
        self.more = more


def error_answer(status: int, code: str, sentence: Wording, **more: object) -> JSONResponse:
    """The answer that says what is wrong in both languages."""
    error: dict[str, Any] = {"code": code, "zh": sentence.zh, "en": sentence.en, **more}
    headers = {"retry-after": "2"} if status == 503 else None
    return JSONResponse({"error": error}, status, headers)


def _refused(error: Exception) -> JSONResponse:
    if isinstance(error, ApiRefusal):
        return error_answer(error.status, error.code, error.sentence, **error.more)
    if isinstance(error, StoreFull):
        return error_answer(507, error.code, error.sentence)
    if isinstance(error, StoreRefusal):
        return error_answer(409 if isinstance(error, SecretRefused) else 500, error.code, error.sentence)
    if isinstance(error, DeliveryRefusal):
        status = 404 if error.code.startswith("unknown") else 409
        return error_answer(status, error.code, error.sentence, **error.more)
    if isinstance(error, CompileRefused):
        issue = {"severity": "error", "code": "compile", "node": error.node}
        words = {"zh": error.sentence.zh, "en": error.sentence.en}
        return error_answer(422, "does_not_compile", error.sentence, issues=[{**issue, **words}])
    if isinstance(error, UploadError):
        words_of = error.reply.words or Wording("运营商没有接收文件", "The carrier did not take a file")
        return error_answer(502, "upload_failed", words_of, carrier_code=error.reply.code)
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        words_for = Wording("请求有误：{place}，{reason}", "The request is wrong at {place}: {reason}")
        return error_answer(422, "bad_request", words_for.format(place=place, reason=first["msg"]))
    assert isinstance(error, HTTPException)
    words_http = Wording("没有这个接口", "There is no such call")
    if error.status_code != 404:
        words_http = Wording(
            f"请求被拒绝：{error.status_code}", f"The request is refused: {error.status_code}"
        )
    return error_answer(error.status_code, f"http_{error.status_code}", words_http)


async def _handle(request: Request, error: Exception) -> Response:
    return _refused(error)


_KINDS: tuple[type[Exception], ...] = (
    ApiRefusal,
    StoreRefusal,
    DeliveryRefusal,
    CompileRefused,
    UploadError,
    RequestValidationError,
    HTTPException,
)
HANDLERS: dict[int | type[Exception], Handler] = dict.fromkeys(_KINDS, _handle)
"""For the application's `exception_handlers`."""
