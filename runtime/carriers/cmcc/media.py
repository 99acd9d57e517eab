"""Uploads that wait for the platform's audit, and what came of them."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from runtime.carriers.cmcc.codec import text_of
from runtime.carriers.http import Answer
from runtime.carriers.port import (
    AWAITING_AUDIT,
    CheckResult,
    ErrorClass,
    SendReply,
    UploadedMedia,
    UploadError,
)
from runtime.carriers.uplink import moment_or
from runtime.messages.reading.notes import Notes
from runtime.messages.reading.xml_bodies import file_entries, parsed_xml
from runtime.wording import Wording

PATIENCE = timedelta(hours=24)
"""An upload whose audit was not heard of for so long is made again."""
_MOST_STRAY = 1000

_WAITS = Wording("文件等待平台审核", "The file awaits the platform's audit")
_REJECTED = Wording("平台审核没有通过这个文件", "The platform's audit rejected the file")


def digest_of(media: bytes, content_type: str) -> str:
    """What tells one file from another."""
    return hashlib.sha256(content_type.encode() + b"\0" + media).hexdigest()


@dataclass(slots=True)
class _Upload:
    tid: str
    since: datetime


class AuditBook:
    """Remembers uploads by content until their audit is known. It does not outlive the process.

    A verdict may come before the answer to the upload, so those of unknown uploads are kept for a while.
    """

    def __init__(self) -> None:
        self._uploads: dict[str, _Upload] = {}
        self._verdicts: OrderedDict[str, CheckResult] = OrderedDict()

    def uploaded(self, digest: str, tid: str, now: datetime) -> None:
        """Notes that the platform took a file and will look at it."""
        self._uploads[digest] = _Upload(tid, now)

    def audited(self, result: CheckResult) -> None:
        """Notes a verdict."""
        self._verdicts[result.upload_id] = result
        while len(self._verdicts) > _MOST_STRAY:
            self._verdicts.popitem(last=False)

    def find(self, digest: str, now: datetime) -> UploadedMedia | None:
        """The file at the platform; None when it has to be uploaded.

        Raises `UploadError` while the audit goes on and, once, when it was rejected.
        """
        upload = self._uploads.get(digest)
        if upload is None:
            return None
        result = self._verdicts.get(upload.tid)
        if result is None:
            if now - upload.since < PATIENCE:
                raise UploadError(SendReply.not_sent(AWAITING_AUDIT, _WAITS))
            del self._uploads[digest]
            return None
        if result.passed and result.url:
            if result.until is None or result.until > now:
                return UploadedMedia(result.url, result.until)
            del self._uploads[digest]
            return None
        del self._uploads[digest]
        raise UploadError(SendReply.refused("audit", _REJECTED, ErrorClass.CONTENT))


def tid_of(answer: Answer) -> str:
    """The upload's id in a successful answer: a header, an element, or the body itself; empty if none."""
    tid = answer.headers.get("tid", "").strip()
    if not tid and answer.body:
        root = parsed_xml(answer.body)
        found = text_of(root, "tid") if root is not None else answer.body.decode("utf-8", "replace")
        tid = (found or ((root.text or "") if root is not None else "")).strip()
    return tid if 0 < len(tid) <= 128 and tid.isascii() and tid.isprintable() and " " not in tid else ""


def described_file(document: str) -> UploadedMedia | None:
    """The main file of a `file` document, None when it describes none."""
    entries = file_entries(document, "", Notes()) or []
    main = next((one for one in entries if one.get("type") == "file" and one.get("url")), None)
    if main is None:
        return None
    never = datetime.max.replace(tzinfo=UTC)
    until = moment_or(main.get("until"), never)
    return UploadedMedia(str(main["url"]), None if until is never else until)
