"""Seals whole files in pieces: the copies of databases that still have numbers in plain."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO, Final

from runtime.store.keys import NumberKeys
from runtime.store.sealing import Sealer, Unsealable

ENDING: Final = ".sealed"
_MARK: Final = b"xinliu sealed copy 1\n"
_PIECE: Final = 1024 * 1024


def seal_copy(plain: Path, keys: NumberKeys) -> Path:
    """Writes *plain* sealed beside it, then removes it; returns the sealed file.

    Every piece is bound to its number and the last one to being the last, so that none can be left out.
    """
    target = plain.with_name(plain.name + ENDING)
    part = target.with_name(target.name + ".part")
    sealer = Sealer(keys.sealing, "copy")
    with plain.open("rb") as source, part.open("wb") as stream:
        stream.write(_MARK)
        piece, number = source.read(_PIECE), 0
        while True:
            following = source.read(_PIECE)
            sealed = sealer.sealed(piece, _bound(number, is_last=not following))
            stream.write(len(sealed).to_bytes(4, "big") + sealed)
            if not following:
                break
            piece, number = following, number + 1
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(target)
    plain.unlink()
    return target


def open_copy(sealed: Path, target: Path, keys: NumberKeys) -> None:
    """Writes what is in *sealed* to *target*, which must not be there yet.

    Raises `Unsealable` for another workspace's file or a changed one, and OSError.
    """
    sealer = Sealer(keys.sealing, "copy")
    try:
        with sealed.open("rb") as source, target.open("xb") as stream:
            if source.read(len(_MARK)) != _MARK:
                raise Unsealable("no sealed copy")
            piece, number = _piece(source), 0
            while True:
                following = _piece(source)
                stream.write(sealer.opened(piece, _bound(number, is_last=not following)))
                if not following:
                    return
                piece, number = following, number + 1
    except Unsealable:
        target.unlink(missing_ok=True)
        raise


def _piece(source: BinaryIO) -> bytes:
    size = int.from_bytes(source.read(4), "big")
    return source.read(min(size, 2 * _PIECE))


def _bound(number: int, *, is_last: bool) -> str:
    return f"piece/{number}/{'last' if is_last else 'more'}"
