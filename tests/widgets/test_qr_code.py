"""QR codes hold what they are made of: their structure is checked by the standard, without a decoder."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from widgets.qr_code import QUIET_MODULES, QrCode, QrView, qr_code, qr_png, qr_svg

LINK = "sms:10690088?service_id=sip%3A1%40botplatform.example.cn&body=%E9%A2%86%E5%88%B8"
FINDER = (b"1111111", b"1000001", b"1011101", b"1011101", b"1011101", b"1000001", b"1111111")


def _made(text: str = LINK) -> QrCode:
    code = qr_code(text)
    assert code is not None
    return code


def _corner(code: QrCode, left: int, top: int) -> tuple[bytes, ...]:
    rows = code.rows[top : top + 7]
    return tuple(b"".join(b"1" if each else b"0" for each in row[left : left + 7]) for row in rows)


def test_a_code_has_its_three_finders_and_timing_lines() -> None:
    code = _made()
    far = code.side - 7

    assert [_corner(code, *at) for at in ((0, 0), (far, 0), (0, far))] == [FINDER] * 3
    assert [code.rows[6][x] for x in range(8, code.side - 8)] == [
        (x + 1) % 2 for x in range(8, code.side - 8)
    ]


def test_a_code_is_as_large_as_its_version_says() -> None:
    code = _made()

    assert code.side == 17 + 4 * code.version
    assert all(len(row) == code.side for row in code.rows)
    assert _made(LINK * 4).version > code.version


def test_one_text_has_one_code_and_another_text_another() -> None:
    assert _made() == _made()
    assert _made().rows != _made(LINK + "1").rows


def test_the_width_on_paper_counts_the_margin() -> None:
    code = _made()

    assert code.least_mm == -(-(code.side + 2 * QUIET_MODULES) // 2)


@pytest.mark.parametrize("text", ["", "x" * 3_000])
def test_what_no_code_holds_has_none(text: str) -> None:
    assert qr_code(text) is None
    with pytest.raises(ValueError, match="no code"):
        qr_png(text)
    with pytest.raises(ValueError, match="no code"):
        qr_svg(text)


def test_the_png_has_the_modules_of_the_code() -> None:
    code = _made()

    image = QImage.fromData(qr_png(LINK))

    scale = image.width() // (code.side + 2 * QUIET_MODULES)
    seen = tuple(
        bytes(
            QColor(image.pixel((x + QUIET_MODULES) * scale, (y + QUIET_MODULES) * scale)).lightness() < 128
            for x in range(code.side)
        )
        for y in range(code.side)
    )
    assert image.width() == scale * (code.side + 2 * QUIET_MODULES)
    assert image.width() > 500
    assert seen == code.rows


def test_the_svg_is_well_formed() -> None:
    root = ElementTree.fromstring(qr_svg(LINK))

    assert root.tag.endswith("svg")


def test_the_screen_shows_the_modules_sharp(qtbot: QtBot) -> None:
    view = QrView(124)
    qtbot.addWidget(view)
    view.resize(view.sizeHint())
    code = _made()

    view.show_code(code)

    image = view.grab().toImage()
    colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert colours == {QColor(0, 0, 0).rgb(), QColor(255, 255, 255).rgb()}
