"""Reads the length of sound files from their headers and frames; nothing is decoded.

Sources: RIFF/WAVE; ISO/IEC 11172-3 and 13818-3 (MP3); ISO/IEC 13818-7 (ADTS); RFC 4867 section 5 (AMR).
"""

from __future__ import annotations

from typing import Final

from editor.library.media.flaws import DAMAGED, TRUNCATED, Flawed
from editor.library.media.measured import Measured, Source

_FRAMES_MAX: Final = 60_000
"""Frames that are counted; what is longer is measured by their mean size."""
_AMR_BYTES: Final = (13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1)
_AMR_WIDE_BYTES: Final = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1)
_AMR_FRAME_S: Final = 0.02
_AAC_RATES: Final = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_MP3_RATES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_MP3_KBITS: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MP3_KBITS_LOW: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def read_wav(source: Source) -> Measured:
    """A RIFF WAVE file."""
    place, rate = 12, 0
    for _ in range(1000):
        kind, size = source.at(place, 4), source.number(place + 4, 4, "little")
        if kind == b"fmt ":
            rate = source.number(place + 16, 4, "little")
        elif kind == b"data":
            if place + 8 + size > source.size_bytes + 1:
                raise Flawed(TRUNCATED)
            return Measured("audio/wav", duration_s=size / rate if rate else 0.0)
        place += 8 + size + size % 2
    raise Flawed(DAMAGED)


def read_amr(source: Source) -> Measured:
    """An AMR file, narrow or wide."""
    is_wide = source.some(0, 9) == b"#!AMR-WB\n"
    sizes = _AMR_WIDE_BYTES if is_wide else _AMR_BYTES
    begin = place = 9 if is_wide else 6
    frames = 0
    data = source.some(0, 4 << 20)
    while place < len(data) and frames < _FRAMES_MAX:
        place += sizes[data[place] >> 3 & 15]
        frames += 1
    if not frames:
        raise Flawed(TRUNCATED)
    seconds = _stretched(frames * _AMR_FRAME_S, place - begin, source.size_bytes - begin)
    return Measured("audio/amr-wb" if is_wide else "audio/amr", duration_s=seconds)


def read_aac(source: Source) -> Measured:
    """A stream of ADTS frames."""
    data = source.some(0, 4 << 20)
    place, frames, rate = 0, 0, 0
    while place + 7 <= len(data) and frames < _FRAMES_MAX:
        if data[place] != 0xFF or data[place + 1] & 0xF6 != 0xF0:
            break
        index = data[place + 2] >> 2 & 15
        size = (data[place + 3] & 3) << 11 | data[place + 4] << 3 | data[place + 5] >> 5
        if index >= len(_AAC_RATES) or size < 7:
            break
        rate = _AAC_RATES[index]
        place += size
        frames += 1
    if frames < 2:
        raise Flawed(DAMAGED)
    return Measured("audio/aac", duration_s=_stretched(frames * 1024 / rate, place, source.size_bytes))


def read_mp3(source: Source) -> Measured:
    """An MP3 with constant or varying rate, behind its ID3 note if it has one."""
    begin = 0
    if source.some(0, 3) == b"ID3":
        begin = 10 + sum(byte << 7 * (3 - index) for index, byte in enumerate(source.at(6, 4)))
    head = source.some(begin, 4096)
    for offset in range(len(head) - 4):
        frame = _mp3_frame(head[offset : offset + 4])
        if frame is None:
            continue
        samples, rate, kbits, size = frame
        following = source.some(begin + offset + size, 4)
        if len(following) == 4 and _mp3_frame(following) is None:
            continue
        count = _mp3_count(source.some(begin + offset, 200))
        if count:
            return Measured("audio/mpeg", duration_s=count * samples / rate)
        sound = source.size_bytes - begin - offset
        return Measured("audio/mpeg", duration_s=sound * 8 / (kbits * 1000))
    raise Flawed(TRUNCATED if begin >= source.size_bytes else DAMAGED)


def _mp3_frame(head: bytes) -> tuple[int, int, int, int] | None:
    """Samples, rate in Hz, kbit/s and bytes of the frame that begins with four bytes; None when none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate_index = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != 1 or bits in (0, 15) or rate_index == 3:
        return None
    rate = _MP3_RATES[version][rate_index]
    kbits = (_MP3_KBITS if version == 3 else _MP3_KBITS_LOW)[bits]
    samples = 1152 if version == 3 else 576
    return samples, rate, kbits, samples // 8 * kbits * 1000 // rate + (head[2] >> 1 & 1)


def _mp3_count(frame: bytes) -> int:
    """The number of frames that the first one tells; 0 when it does not."""
    for mark in (b"Xing", b"Info"):
        place = frame.find(mark)
        if place >= 0 and int.from_bytes(frame[place + 4 : place + 8], "big") & 1:
            return int.from_bytes(frame[place + 8 : place + 12], "big")
    place = frame.find(b"VBRI")
    return int.from_bytes(frame[place + 14 : place + 18], "big") if place >= 0 else 0


def _stretched(seconds: float, counted_bytes: int, all_bytes: int) -> float:
    """The length of the whole when only a part of it was counted."""
    return seconds * all_bytes / counted_bytes if 0 < counted_bytes < all_bytes else seconds
