"""The script table goes out and comes back through any program, and says what it would change."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from editor.document.store import Store
from editor.exchange.script.applying import apply_script
from editor.exchange.script.comparison import Comparison, compare
from editor.exchange.script.csv_table import csv_cells, write_csv
from editor.exchange.script.reading import ReadTable, read_script
from editor.exchange.script.table import Table, key_of, path_in, table_of
from editor.exchange.script.xlsx_table import write_xlsx
from editor.undo import History
from runtime.flow.document import Document, digest
from runtime.flow.flow import Flow
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.translations import spoken_texts, with_translation
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from runtime.spreadsheets.formula_guard import bare, guarded
from runtime.spreadsheets.refusals import FileRefused
from runtime.spreadsheets.xlsx_escapes import xlsx_escaped, xlsx_unescaped
from runtime.wording import Language
from tests.support.flows import document, greeting, node_id, replies, spring_sale

Write = Callable[[Table, BinaryIO, Language], None]
WRITERS: dict[str, Write] = {"a.csv": write_csv, "a.xlsx": write_xlsx}


def said(text: str, *chips: str) -> Document:
    message = Message(content=Text(text=text), chips=replies(*chips))
    return document((SendMessage(id=node_id("hello"), title="问好", message=message),))


def translated() -> Document:
    made = said("您好，{{姓名}}", "好的")
    node = made.flow.nodes[node_id("hello")]
    node = with_translation(node, "en", "您好，{{姓名}}", "Hello, {{姓名}}")
    flow = made.flow.with_changes(languages=("en", "ja"), nodes={node.id: node})
    return made.model_copy(update={"flow": flow})


def written(flow: Flow, path: Path) -> Path:
    with path.open("wb") as stream:
        WRITERS[path.name](table_of(flow), stream, Language.ZH)
    return path


def edited(path: Path, change: Callable[[list[list[str]]], None]) -> Path:
    """A CSV file with its rows changed."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    change(rows)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), "utf-8-sig", newline="")
    return path


def with_text(old: str, new: str) -> Callable[[list[list[str]]], None]:
    def change(rows: list[list[str]]) -> None:
        for row in rows:
            row[:] = [new if cell == old else cell for cell in row]

    return change


def read_back(flow: Flow, path: Path, into: Flow | None = None) -> Comparison:
    return compare(read_script(path), into or flow)


@pytest.mark.parametrize("name", WRITERS)
def test_a_table_that_nobody_touched_changes_nothing(tmp_path: Path, name: str) -> None:
    for made in (spring_sale(), translated(), greeting()):
        comparison = read_back(made.flow, written(made.flow, tmp_path / name))

        assert {"unchanged"} == {text.kind for text in comparison.texts}
        assert len(comparison.texts) > 1


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=40).filter(lambda text: bool(text.strip())))
def test_any_text_comes_back_exactly(tmp_path: Path, name: str, text: str) -> None:
    flow = said(text).flow
    table = read_script(written(flow, tmp_path / name))

    plain = text if name == "a.xlsx" else text.replace("\0", "")
    assert plain == table.rows[0].texts["zh"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "'=1",
        "''=1",
        "＝1",
        "'Tis",
        "=",
        "\n=1",
    ],
)
@pytest.mark.parametrize("name", WRITERS)
def test_no_text_is_a_formula_and_every_one_comes_back(tmp_path: Path, name: str, text: str) -> None:
    path = written(said(f"{text}x").flow, tmp_path / name)

    assert f"{text}x" == read_script(path).rows[0].texts["zh"]
    if name == "a.csv":
        cell = next(cells for cells in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        assert not any(re.match("[=+\\-@\t\r＝]", each) for each in cell)
    else:
        sheet = load_workbook(path).worksheets[0]
        assert sheet["F2"].data_type == "s"
        assert sheet["F2"].number_format == "@"


@given(st.text())
def test_guarding_a_cell_can_be_undone(text: str) -> None:
    assert text == bare(guarded(text))
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(st.characters()))
def test_escaping_a_cell_can_be_undone(text: str) -> None:
    assert text == xlsx_unescaped(xlsx_escaped(text))


@pytest.mark.parametrize("text", ["_x000D_", "_x0041\x01", "a\rb", "\x0b", "_x005F_x000D_"])
def test_what_looks_like_an_escape_is_none(text: str) -> None:
    assert text == xlsx_unescaped(xlsx_escaped(text))


def test_the_workbook_is_made_for_copywriters(tmp_path: Path) -> None:
    flow = spring_sale().flow
    sheet = load_workbook(written(flow, tmp_path / "a.xlsx")).worksheets[0]
    limits = [cell.value for cell in sheet["E"]][1:]

    assert sheet.freeze_panes == "F2"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.protection.sheet
    assert not sheet["F2"].protection.locked
    assert sheet["A2"].protection.locked
    assert "25 字节" in limits
    assert sheet.conditional_formatting
    assert sheet["F2"].alignment.wrap_text


def test_keys_find_their_place_again_after_others_were_put_before(tmp_path: Path) -> None:
    before = said("问", "好的", "不要").flow.nodes[node_id("hello")]
    after = said("问", "新的", "好的", "不要").flow.nodes[node_id("hello")]
    for path, _, _text in spoken_texts(before):
        assert path == path_in(before, key_of(before, path))

    first = next(path for path, _, text in spoken_texts(before) if text == "不要")
    assert first == ("message", "chips", 1, "text")
    assert path_in(after, key_of(before, first)) == ("message", "chips", 1, "text")


def test_three_changed_texts_go_in_as_one_edit(tmp_path: Path, qapp: object) -> None:
    store = Store(greeting())
    history = History(store)
    before = digest(store.flow)
    path = written(store.flow, tmp_path / "a.csv")
    for old, new in (("您好", "早上好"), ("好的", "行"), ("不了", "下次")):
        edited(path, with_text(old, new))
    comparison = read_back(store.flow, path)

    applied = apply_script(store, comparison)

    assert (applied.taken, applied.refused) == (3, ())
    texts = [text for _, _, text in spoken_texts(store.node(node_id("hello")))]
    assert {"早上好", "行", "下次"} <= set(texts)
    assert len(history.names()) == 1
    history.undo()
    assert before == digest(store.flow)
    history.close()


def test_texts_changed_on_both_sides_are_conflicts_and_stay(tmp_path: Path) -> None:
    path = edited(written(said("您好").flow, tmp_path / "a.csv"), with_text("您好", "早上好"))
    now = said("晚上好")
    comparison = read_back(now.flow, path)
    store = Store(now)

    assert comparison.counts()["conflict"] == 1
    assert apply_script(store, comparison).taken == 0
    assert apply_script(store, comparison, lambda text: True).taken == 1
    assert "早上好" in str(store.node(node_id("hello")))


def test_what_went_on_in_the_scenario_alone_is_no_conflict(tmp_path: Path) -> None:
    path = written(said("您好").flow, tmp_path / "a.csv")

    assert {"unchanged"} == {text.kind for text in read_back(said("晚上好").flow, path).texts}


def test_rows_of_places_that_are_gone_are_told(tmp_path: Path) -> None:
    path = written(said("您好", "好的").flow, tmp_path / "a.csv")
    other = document((SendMessage(id=node_id("other"), message=Message(content=Text(text="您好"))),))

    assert {"unknown"} == {text.kind for text in read_back(other.flow, path).texts}


def test_translations_go_in_and_a_new_column_is_a_new_language(tmp_path: Path) -> None:
    made = translated()

    def change(rows: list[list[str]]) -> None:
        rows[0].append("法文 [fr]")
        for row in rows[1:]:
            row.append("Bonjour, {{姓名}}" if "您好，{{姓名}}" in row else "")
            row[6] = "Hi, {{姓名}}" if row[6] == "Hello, {{姓名}}" else row[6]
            row[7] = "こんにちは" if "您好，{{姓名}}" in row else row[7]

    comparison = read_back(made.flow, edited(written(made.flow, tmp_path / "a.csv"), change))
    store = Store(made)
    applied = apply_script(store, comparison)

    node = store.node(node_id("hello"))
    known = {tag: node.translations[tag]["您好，{{姓名}}"].text for tag in ("en", "ja", "fr")}
    assert known == {"en": "Hi, {{姓名}}", "ja": "こんにちは", "fr": "Bonjour, {{姓名}}"}
    assert store.flow.languages == ("en", "ja", "fr")
    assert applied.taken == 3
    assert comparison.counts()["lost"] == 1


def test_a_reworded_text_with_its_translation_is_up_to_date(tmp_path: Path) -> None:
    made = translated()

    def change(rows: list[list[str]]) -> None:
        for row in rows[1:]:
            if row[5].startswith("您好"):
                row[5], row[6] = "早，{{姓名}}", "Morning, {{姓名}}"

    store = Store(made)
    apply_script(store, read_back(made.flow, edited(written(made.flow, tmp_path / "a.csv"), change)))

    kept = store.node(node_id("hello")).translations["en"]
    assert {source: each.text for source, each in kept.items()} == {"早，{{姓名}}": "Morning, {{姓名}}"}
    assert not kept["早，{{姓名}}"].outdated


def test_too_long_a_text_is_taken_and_told(tmp_path: Path) -> None:
    made = said("您好", "好的")
    path = edited(written(made.flow, tmp_path / "a.csv"), with_text("好的", "查看离我最近的那家门店"))
    (change,) = read_back(made.flow, path).of("changed")
    store = Store(made)

    assert change.over == 8
    assert apply_script(store, read_back(made.flow, path)).taken == 1


def test_an_emptied_text_is_kept_and_a_key_that_stands_twice_counts_once(tmp_path: Path) -> None:
    made = said("您好", "好的")

    def change(rows: list[list[str]]) -> None:
        with_text("您好", " ")(rows)
        rows.append(list(rows[2]))

    comparison = read_back(made.flow, edited(written(made.flow, tmp_path / "a.csv"), change))

    assert [text.kind for text in comparison.texts] == ["empty", "unchanged", "repeated"]


def with_encoding(path: Path, encoding: str, delimiter: str) -> ReadTable:
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding, "replace"))
    return read_script(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_of_spreadsheets_is_read(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    flow = spring_sale().flow
    table = with_encoding(written(flow, tmp_path / "a.csv"), encoding, delimiter)

    assert {"unchanged"} == {text.kind for text in compare(table, flow).texts}


def refuses(path: Path, data: bytes, words: str) -> None:
    path.write_bytes(data)
    with pytest.raises(FileRefused) as refusal:
        read_script(path)
    assert words in refusal.value.sentence.zh


@pytest.mark.parametrize("data", [b"", b"a,b\r\n1,2\r\n", b"\xff\xfe", b"[]" * 50])
def test_a_table_without_our_headings_is_refused(tmp_path: Path, data: bytes) -> None:
    refuses(tmp_path / "a.csv", data, "编号")


def test_hostile_csv_is_refused(tmp_path: Path) -> None:
    heading = "编号 #key,中文 [zh]\r\n".encode()

    refuses(tmp_path / "a.csv", b"\x80\x81\xff" * 10, "GBK")
    refuses(tmp_path / "a.csv", heading + b"k," + b"x" * 40_000, "超过")
    refuses(tmp_path / "a.csv", heading + b'k,"' + b"x" * 200_000, "读不出来")
    refuses(tmp_path / "a.csv", heading + b"k,x\r\n" * 200_001, "超过")
    assert next(csv_cells(b"a,b\0")) == ["a", "b"]


def workbook(path: Path, sheet: str, *more: tuple[str, str]) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, text in more:
            archive.writestr(name, text)
    return path.read_bytes()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
HEADINGS = (
    '<row r="1"><c t="inlineStr"><is><t>#key</t></is></c><c t="inlineStr"><is><t>[zh]</t></is></c></row>'
)


def test_hostile_workbooks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + SHEET.format(HEADINGS)
    foreign = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SHEET.format("<row>&a;</row>")

    refuses(path, workbook(path, entities), "不是 Excel")
    refuses(path, workbook(path, foreign), "不是 Excel")
    refuses(path, workbook(path, "<worksheet"), "不是 Excel")
    refuses(path, workbook(path, SHEET.format('<row><c t="s"><v>7</v></c></row>')), "不存在")
    refuses(path, workbook(path, SHEET.format("")), "编号")
    refuses(path, workbook(path, SHEET.format("<row/>" * 200_001)), "超过")
    refuses(path, workbook(path, " " * (9 << 20)), "不是 Excel")
    refuses(path, b"PK\x03\x04" + bytes(100), "压缩包")


def test_a_workbook_of_another_program_is_read(tmp_path: Path) -> None:
    """Shared strings with runs and how they are pronounced, a row far away, a cell far to the right."""
    strings = (
        '<sst xmlns="x"><si><t>#key</t></si><si><t>中文 [zh]</t></si>'
        "<si><t>hello/message/content/text</t></si>"
        "<si><r><t>早上</t></r><r><t>好</t></r><rPh><t>zao</t></rPh></si></sst>"
    )
    rows = (
        '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" t="s"><v>1</v></c></row>'
        '<row r="1048576"><c r="B9" t="s"><v>2</v></c><c r="D9" t="s"><v>3</v></c>'
        '<c r="XFD9" t="str"><f>1+1</f><v>2</v></c></row>'
    )
    path = tmp_path / "a.xlsx"
    workbook(path, SHEET.format(rows), ("xl/sharedStrings.xml", strings))
    (change,) = compare(read_script(path), said("您好").flow).texts

    assert (change.kind, change.now, change.wanted) == ("changed", "您好", "早上好")
