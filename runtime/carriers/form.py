"""Files on their way to a platform, as a form of one file."""

from __future__ import annotations

import secrets
from collections.abc import Mapping


def one_file(
    media: bytes,
    name: str,
    content_type: str,
    *,
    part: str = "File",
    fields: Mapping[str, str] | None = None,
) -> tuple[str, bytes]:
    """The content type and body of an upload: plain *fields*, then the file in the part of that name."""
    boundary = secrets.token_hex(16)
    safe_name = "".join("_" if char in '"\\' or not char.isprintable() else char for char in name)[:200]
    safe_type = "".join(char for char in content_type if char.isprintable() and char.isascii())[:100]
    plain = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in (fields or {}).items()
    )
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="{part}"; filename="{safe_name}"\r\n'
        f"Content-Type: {safe_type}\r\n\r\n"
    )
    body = (plain + head).encode() + media + f"\r\n--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", body
