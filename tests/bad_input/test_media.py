"""Pictures and media files that are something else, too large, or somewhere else."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest

from editor.library.media_folder import MAX_NAME_BYTES, MediaFolder, portable_name
from resources.files import resource_path
from widgets.handset.pictures import PIXELS_MAX, SIDE_MAX, decode_picture

PICTURE = (resource_path("media") / "coupon.png").read_bytes()


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><img src=x></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"\0" * 1_000_000,
        b"GIF89a" + b"\xff" * 100,
        b"RIFF\xff\xff\xff\xffWEBPVP8L" + b"\xff" * 50,
        b"BM" + b"\xff" * 100,
        b"%PDF-1.7",
        png(20_000, 20_000),
        png(PIXELS_MAX + 1, 1),
    ],
    ids=range(10),
)
def test_what_is_no_picture_or_a_flood_is_not_decoded(data: bytes) -> None:
    assert decode_picture(data) is None


@pytest.mark.qt_log_ignore("libpng error", "Read Error", extend=True)
@pytest.mark.parametrize("length", [*range(0, 60, 3), len(PICTURE) // 3, len(PICTURE) // 2])
def test_a_picture_cut_anywhere_is_not_shown_in_part(length: int) -> None:
    assert decode_picture(PICTURE[:length]) is None


def test_the_largest_picture_that_is_taken_is_shrunk() -> None:
    side = 6_000
    image = decode_picture(png(side, side, b"\0" * (side // 8 + 1) * side))

    assert image is not None
    assert max(image.width(), image.height()) <= SIDE_MAX


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../../etc/passwd",
        "/etc/passwd",
        "..\\..\\secret",
        "C:\\secret",
        "C:secret",
        "a:b",
        "CON",
        "con.png",
        "LPT1.tar.gz",
        "nul",
        "a\0.png",
        "a\n.png",
        "a\u202egnp.exe",
        "\ud800.png",
        "a" * 300 + ".png",
        "图" * 100 + ".png",
        "a.png.",
        " a.png",
        "coupon.png/",
    ],
)
def test_a_name_that_is_no_plain_one_is_never_looked_up(tmp_path: Path, name: str) -> None:
    assert MediaFolder(tmp_path).path_of(f"media:{name}") is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a.png", "a.png"),
        ("春 季.png", "春 季.png"),
        ("CON.png", "_CON.png"),
        ("a:b?.png", "a_b_.png"),
        ("a\u202egnp.exe", "a_gnp.exe"),
        ("...", "_"),
        ("", "_"),
    ],
)
def test_a_name_becomes_one_that_every_system_keeps(name: str, kept: str) -> None:
    assert portable_name(name) == kept


@pytest.mark.parametrize("name", ["图" * 300 + ".jpeg", "a" * 300, "." + "😀" * 300, "a." + "b" * 300])
def test_a_long_name_is_cut_and_keeps_its_ending(name: str) -> None:
    kept = portable_name(name)

    assert 0 < len(kept.encode()) <= MAX_NAME_BYTES
    assert portable_name(kept) == kept


def test_a_link_in_the_folder_that_leads_elsewhere_is_no_medium(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("key")
    home = tmp_path / "media"
    home.mkdir()
    (home / "poster.png").symlink_to(secret)
    folder = MediaFolder(home)

    assert folder.path_of("media:poster.png") is None
    assert "poster.png" not in folder.names()


def test_a_file_is_never_written_through_a_link(tmp_path: Path) -> None:
    target = tmp_path / "not yet here"
    home = tmp_path / "media"
    home.mkdir()
    (home / "poster.png").symlink_to(target)
    file = tmp_path / "poster.png"
    file.write_bytes(PICTURE)

    assert MediaFolder(home).take_in(file) == "media:poster.png"
    assert not target.exists()
    assert (home / "poster.png").read_bytes() == PICTURE


def test_a_folder_a_device_and_nothing_are_not_taken_in(tmp_path: Path) -> None:
    home = MediaFolder(tmp_path / "media")
    with pytest.raises(ValueError, match="no file"):
        home.take_in(tmp_path)
    with pytest.raises(ValueError, match="no file"):
        home.take_in(Path("/dev/zero"))
    with pytest.raises(FileNotFoundError):
        home.take_in(tmp_path / "gone.png")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ValueError, match="no file"):
        home.take_in(pipe)

    assert not home.home.exists()


def test_one_byte_too_many_is_refused_and_the_last_allowed_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor.library.media_folder.MAX_MEDIA_BYTES", 10)
    folder = MediaFolder(tmp_path / "media")
    (tmp_path / "ten.bin").write_bytes(b"x" * 10)
    (tmp_path / "eleven.bin").write_bytes(b"x" * 11)

    assert folder.take_in(tmp_path / "ten.bin") == "media:ten.bin"
    with pytest.raises(ValueError, match="larger"):
        folder.take_in(tmp_path / "eleven.bin")
    assert not (folder.home / "eleven.bin").exists()


def test_a_full_disk_leaves_no_half_of_a_medium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "poster.png"
    file.write_bytes(PICTURE)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space"):
        MediaFolder(tmp_path / "media").take_in(file)

    assert list((tmp_path / "media").iterdir()) == []
