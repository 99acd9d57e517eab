"""Files on their way to a platform, as a form of one file."""

from __future__ import annotations

import secrets


def one_file(media: bytes, name: str, content_type: str) -> tuple[str, bytes]:
    """The content type and body of an upload: one part called File."""
    boundary = secrets.token_hex(16)
    safe_name = "".join("_" if char in '"\\' or not char.isprintable() else char for char in name)[:200]
    safe_type = "".join(char for char in content_type if char.isprintable() and char.isascii())[:100]
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="File"; filename="{safe_name}"\r\n'
        f"Content-Type: {safe_type}\r\n\r\n"
    )
    body = head.encode() + media + f"\r\n--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", body
