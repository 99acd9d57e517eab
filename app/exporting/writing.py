"""Writes an export whole or not at all."""

from __future__ import annotations

from pathlib import Path

from editor.exchange.format import ExportRequest, Format
from runtime.flow.file_format import whole_file


def write_export(chosen: Format, request: ExportRequest, path: Path) -> None:
    """Puts the scenario of *request* at *path*; what stood there stays unless all of it was written.

    Raises ExportRefused, Cancelled, OSError, and ImportError where a graphics library is missing.
    """
    assert chosen.write is not None
    with whole_file(path) as stream:
        chosen.write(request, stream)
