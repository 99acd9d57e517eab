"""Every format writes what it says, and its file is known again."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from app.exporting.registry import all_formats, export_formats, format_called, import_formats
from editor.exchange.format import Cancelled, ExportRequest, Format
from editor.exchange.formats.graphviz import graphviz
from editor.exchange.formats.mermaid import mermaid
from editor.exchange.registry import format_of, formats
from editor.library.media_folder import MediaFolder
from runtime.flow.document import Document
from runtime.flow.nodes.end import End
from runtime.flow.nodes.start import Start
from tests.support.flows import document, greeting, node_id, spring_sale, wired

HOSTILE = 'a"b|c{d}<e>\\f\n#g&h`i;]'


def request_for(made: Document, folder: Path) -> ExportRequest:
    return ExportRequest(made, MediaFolder(folder / "media"))


def written(each: Format, request: ExportRequest) -> bytes:
    out = io.BytesIO()
    assert each.write is not None
    each.write(request, out)
    return out.getvalue()


def test_every_format_has_words_a_suffix_and_something_it_can_do() -> None:
    for each in all_formats():
        assert each.words.zh
        assert each.words.en
        assert each.suffix.startswith(".")
        assert each.can_export or each.can_import
        assert format_called(each.id) is each


def test_a_format_that_is_not_there_is_none() -> None:
    with pytest.raises(LookupError):
        format_called("docx")


@pytest.mark.parametrize("each", [each for each in formats() if each.can_export], ids=lambda each: each.id)
def test_every_format_writes_the_same_scenario_twice_alike(each: Format, tmp_path: Path) -> None:
    request = request_for(spring_sale(), tmp_path)

    if each.id == "xlsx":  # it tells when it was written
        assert written(each, request)[:2] == b"PK"
    else:
        assert written(each, request) == written(each, request)


@pytest.mark.parametrize(
    ("name", "imports"),
    [
        ("a.xinliu.json", "scenario"),
        ("a.xinliu", "package"),
        ("A.XINLIU", "package"),
        ("a.xlsx", "texts"),
        ("a.csv", "texts"),
        ("a.tsv", "texts"),
        ("a.rcc07.json", "messages"),
        ("a.json", "messages"),
        ("a.zip", "messages"),
    ],
)
def test_the_format_of_a_file_is_known_by_its_name(tmp_path: Path, name: str, imports: str) -> None:
    (tmp_path / name).write_bytes(b"{}")
    found = format_of(tmp_path / name, import_formats())

    assert found is not None
    assert imports == found.imports


def test_json_and_zip_are_told_apart_by_what_is_in_them(tmp_path: Path) -> None:
    scenario, package = tmp_path / "a.json", tmp_path / "a.zip"
    for path, format_id in ((scenario, "json"), (package, "package")):
        path.write_bytes(written(format_called(format_id), request_for(greeting(), tmp_path)))

    found = [format_of(path, import_formats()) for path in (scenario, package, tmp_path)]

    assert [each.imports for each in found if each is not None] == ["scenario", "package", "messages"]


def test_a_file_of_another_kind_has_no_format(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")

    assert format_of(tmp_path / "a.docx", import_formats()) is None


def test_a_cancelled_export_leaves_no_file(tmp_path: Path) -> None:
    from app.exporting.writing import write_export

    def stop(done: int, total: int) -> None:
        raise Cancelled

    request = request_for(spring_sale(), tmp_path).with_watch(stop, lambda words: None)
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"precious")

    with pytest.raises(Cancelled):
        write_export(format_called("xlsx"), request, target)

    assert target.read_bytes() == b"precious"
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


def hostile_names(folder: Path) -> ExportRequest:
    start = wired(Start(id=node_id("start"), title=HOSTILE[:60]), next="end")
    return request_for(document((start, End(id=node_id("end"), title="--> n9[x]"))), folder)


def test_mermaid_keeps_labels_inside_their_quotes(tmp_path: Path) -> None:
    lines = mermaid(hostile_names(tmp_path)).splitlines()

    assert lines[0] == "flowchart LR"
    assert len(lines) == 4
    assert [line.count('"') for line in lines[1:]] == [2, 2, 2]
    assert "#34;" in lines[1]
    assert "#60;e#62;" in lines[1]
    assert lines[2].startswith('  n2((("')


def test_graphviz_keeps_labels_inside_their_fields(tmp_path: Path) -> None:
    lines = graphviz(hostile_names(tmp_path)).splitlines()
    label = next(line for line in lines if line.startswith("  n1 "))

    assert r"a\"b\|c\{d\}\<e\>\\f" in label
    assert "  n1:e0 -> n2:in;" in lines
    assert lines[-1] == "}"


def test_a_drawing_of_the_selection_has_its_nodes_alone(tmp_path: Path) -> None:
    whole = request_for(greeting(), tmp_path)
    chosen = ExportRequest(whole.document, whole.media, frozenset({node_id("hello"), node_id("yes")}))

    assert mermaid(chosen).count("-->") == 1
    assert len(export_formats()) > 6
