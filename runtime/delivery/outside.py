"""What a sprint wants of the outside world, as rows that outlive the program."""

from __future__ import annotations

import orjson

from runtime.engine.effects import LookUpCapability, RequestHttp
from runtime.store.calls import StoredCall
from runtime.store.sessions import StoredSession

CAPABILITY = "capability"
"""Member of a row that asks a carrier, by the endpoint named there, what the contact's handset can show; and
of the answer, where it says so."""


def call_of(stored: StoredSession, effect: RequestHttp | LookUpCapability) -> StoredCall:
    """The row of an HTTP request, or of a question to the carrier that the session's messages go by."""
    if isinstance(effect, LookUpCapability):
        request: dict[str, object] = {CAPABILITY: stored.endpoint}
    else:
        request = {
            "method": effect.method,
            "url": effect.url,
            "headers": dict(effect.headers),
            "body": effect.body,
            "timeout_s": effect.timeout_s,
        }
    session = stored.session
    return StoredCall(session.id, session.contact, effect.wait, orjson.dumps(request))
