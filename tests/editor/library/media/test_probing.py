"""What a media file is, by its bytes."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from editor.library.media.flaws import DRAWING, EMPTY, TRUNCATED
from editor.library.media.probing import probe
from resources.files import resource_path
from runtime.messages.media_facts import MediaFacts
from tests.support.hostile import chunk, hostile_files, png, zipped

FILES = Path(__file__).parent / "files"


def probed(folder: Path, name: str, data: bytes) -> MediaFacts:
    file = folder / name
    file.write_bytes(data)
    return probe(file)


@pytest.mark.parametrize(
    ("name", "content_type", "size", "seconds"),
    [
        ("grey.mp4", "video/mp4", (320, 180), 2.5),
        ("grey.3gp", "video/3gpp", (320, 180), 2.5),
        ("grey.webm", "video/webm", (320, 180), 2.5),
        ("grey.m4a", "audio/mp4", (0, 0), 3.0),
        ("grey.mp3", "audio/mpeg", (0, 0), 1.0),
        ("grey.aac", "audio/aac", (0, 0), 3.0),
        ("grey.amr", "audio/amr", (0, 0), 3.0),
    ],
)
def test_sounds_and_films_tell_their_type_size_and_length(
    name: str, content_type: str, size: tuple[int, int], seconds: float
) -> None:
    facts = probe(FILES / name)

    assert (content_type, size) == (facts.content_type, (facts.width_px, facts.height_px))
    assert facts.duration_s == pytest.approx(seconds, abs=0.1)
    assert facts.problem is None


def test_every_picture_that_ships_is_fine() -> None:
    pictures = [file for file in resource_path("media").iterdir() if file.suffix == ".png"]

    assert [file.name for file in pictures if probe(file).problem is not None] == []


def test_a_sound_without_an_index_of_its_own_is_measured_by_its_rate(tmp_path: Path) -> None:
    head = (
        b"RIFF"
        + struct.pack("<I", 36 + 16_000)
        + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    )

    facts = probed(tmp_path, "a.wav", head + b"data" + struct.pack("<I", 16_000) + b"\x80" * 16_000)

    assert (facts.duration_s, facts.content_type) == (2.0, "audio/wav")


@pytest.mark.parametrize("name", hostile_files())
def test_a_hostile_file_is_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    facts = probed(tmp_path, name, hostile_files()[name])

    assert facts.problem is not None
    assert "。" in facts.problem.zh
    assert "." in facts.problem.en


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty.png", EMPTY),
        ("drawing.svg", DRAWING),
        ("drawing.png", DRAWING),
        ("half.jpg", TRUNCATED),
        ("half.mp4", TRUNCATED),
    ],
)
def test_the_reason_fits_what_is_wrong(tmp_path: Path, name: str, words: object) -> None:
    assert words == probed(tmp_path, name, hostile_files()[name]).problem


def test_the_bytes_decide_and_not_the_name(tmp_path: Path) -> None:
    facts = probed(tmp_path, "photo.jpg", png(16, 9))

    assert (facts.content_type, facts.problem) == ("image/png", None)


def test_a_document_is_a_file_of_its_own_kind(tmp_path: Path) -> None:
    facts = probed(tmp_path, "list.zip", zipped())

    assert (facts.kind, facts.problem) == ("file", None)


def test_the_pictures_of_an_animation_are_counted(tmp_path: Path) -> None:
    facts = probed(tmp_path, "a.png", png(8, 8, None, chunk(b"acTL", struct.pack(">II", 12, 0))))

    assert facts.frames == 12


def test_a_photo_is_measured_upright(tmp_path: Path) -> None:
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
    scan = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 30, 40) + b"\x01\x01\x11\x00"
    data = (
        b"\xff\xd8\xff\xe1"
        + struct.pack(">H", len(exif) + 2)
        + exif
        + scan
        + b"\xff\xda\x00\x02\x01\x02\xff\xd9"
    )

    facts = probed(tmp_path, "photo.jpg", data)

    assert (facts.width_px, facts.height_px) == (30, 40)


def test_a_film_behind_a_photo_is_what_phones_make(tmp_path: Path) -> None:
    scan = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 30, 40) + b"\x01\x01\x11\x00"
    photo = b"\xff\xd8" + scan + b"\xff\xda\x00\x02\x01\x02\xff\xd9"

    facts = probed(tmp_path, "motion.jpg", photo + (FILES / "grey.mp4").read_bytes())

    assert facts.problem is None


@pytest.mark.parametrize("length", [10, 20, 40, 400, 1_000, 1_700])
@pytest.mark.parametrize("name", ["grey.mp4", "grey.webm", "grey.mp3", "grey.amr"])
def test_a_file_cut_anywhere_raises_nothing(tmp_path: Path, name: str, length: int) -> None:
    data = (FILES / name).read_bytes()

    facts = probed(tmp_path, name, data[:length])

    assert length == facts.size_bytes


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("name", ["grey.mp4", "grey.webm", "grey.m4a", "grey.aac"])
def test_a_file_with_wrong_bytes_raises_nothing(tmp_path: Path, name: str, seed: int) -> None:
    data = bytearray((FILES / name).read_bytes())
    for step in range(60):
        at = zlib.crc32(f"{seed} {step}".encode()) % len(data)
        data[at] = zlib.crc32(f"{step} {seed}".encode()) & 0xFF

    facts = probed(tmp_path, name, bytes(data))

    assert 0 <= facts.duration_s < 1e7
