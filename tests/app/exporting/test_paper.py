"""Posters and storyboards: whole PDF files, every way on its pages, nothing written when it cannot run."""

from __future__ import annotations

import io
import math
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.exporting.paper.poster import write_poster
from app.exporting.paper.sheet import A4_WIDE
from app.exporting.paper.storyboard import write_storyboard
from app.walkthrough.explore import explore
from app.walkthrough.stories import stories
from editor.exchange.format import Cancelled, ExportRefused, ExportRequest
from editor.library.media_folder import MediaFolder
from resources.files import resource_path
from runtime.flow.document import Document
from runtime.flow.file_format import read_document
from runtime.wording import Language
from tests.support.flows import document, greeting, node_id

MORNING = datetime(2027, 3, 8, 2, 0, tzinfo=UTC)


def request_for(shown: Document, tmp_path: Path, language: Language = Language.ZH) -> ExportRequest:
    return ExportRequest(shown, MediaFolder(tmp_path), language=language)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def page_size_of(pdf: bytes) -> tuple[float, float]:
    found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert found is not None
    return float(found[1]) * 96 / 72, float(found[2]) * 96 / 72


@pytest.mark.parametrize("language", list(Language))
def test_a_storyboard_has_a_cover_and_every_way(qtbot: QtBot, tmp_path: Path, language: Language) -> None:
    sale = read_document(resource_path("scenarios/spring-sale.xinliu.json"))
    out = io.BytesIO()

    write_storyboard(request_for(sale, tmp_path, language), out, MORNING)

    told = stories(explore(sale.flow, MORNING))
    assert out.getvalue().startswith(b"%PDF-")
    assert pages_of(out.getvalue()) == 1 + sum(math.ceil(len(story.choices) / 4) for story in told)


def test_a_storyboard_of_what_cannot_run_is_refused_and_nothing_is_written(
    qtbot: QtBot, tmp_path: Path
) -> None:
    out = io.BytesIO()

    with pytest.raises(ExportRefused):
        write_storyboard(request_for(document(()), tmp_path), out, MORNING)

    assert out.getvalue() == b""


def test_a_cancelled_storyboard_writes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    request = ExportRequest(greeting(), MediaFolder(tmp_path), step=stop)
    out = io.BytesIO()

    with pytest.raises(Cancelled):
        write_storyboard(request, out, MORNING)

    assert out.getvalue() == b""


def test_a_poster_is_one_page_at_least_as_large_as_a4(qtbot: QtBot, tmp_path: Path) -> None:
    out = io.BytesIO()

    write_poster(request_for(greeting(), tmp_path), out)

    width, height = page_size_of(out.getvalue())
    assert pages_of(out.getvalue()) == 1
    assert width >= A4_WIDE.width() - 2
    assert height >= A4_WIDE.height() - 2


def test_a_poster_of_a_wide_canvas_is_no_larger_than_a0(qtbot: QtBot, tmp_path: Path) -> None:
    far = document(
        greeting().flow.nodes.values(),
        {"start": (0, 0), "hello": (90_000, 0), "yes": (5, 400), "no": (9, 800)},
    )
    out = io.BytesIO()

    write_poster(request_for(far, tmp_path), out)

    assert page_size_of(out.getvalue())[0] <= 4500


def test_a_poster_of_a_selection_shows_it_alone(qtbot: QtBot, tmp_path: Path) -> None:
    whole, part = io.BytesIO(), io.BytesIO()
    sale = read_document(resource_path("scenarios/spring-sale.xinliu.json"))

    write_poster(request_for(sale, tmp_path), whole)
    chosen = frozenset({node_id("start"), node_id("ab")})
    write_poster(ExportRequest(sale, MediaFolder(tmp_path), chosen), part)

    assert len(part.getvalue()) < len(whole.getvalue()) / 2
