"""How commands write files: whole or not at all, and never over something without being told to."""

from __future__ import annotations

from pathlib import Path

from app.console import refuse
from runtime.flow.file_format import write_whole
from runtime.wording import Wording


def write_new(path: Path, data: bytes, *, force: bool) -> None:
    """Writes *data* to *path*; ends the command with a sentence and status 2 when it may not or cannot."""
    refuse_to_replace(path, force=force)
    try:
        write_whole(path, data)
    except OSError as error:
        refuse(
            Wording("写不了 {path}：{why}", "Cannot write {path}: {why}").format(
                path=path, why=error.strerror or error
            )
        )


def refuse_to_replace(path: Path, *, force: bool) -> None:
    """Ends the command when *path* exists already, unless *force*; a folder is never replaced."""
    if path.is_dir():
        refuse(Wording("{path} 是文件夹。", "{path} is a folder.").format(path=path))
    if path.exists() and not force:
        refuse(
            Wording(
                "{path} 已存在，没有改动。换个名字，或加 --force 覆盖。",
                "{path} exists and was left as it is. Take another name, or add --force.",
            ).format(path=path)
        )
