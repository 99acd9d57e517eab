"""Word, Excel and pages on the clipboard, as the lines a handset shows."""

from __future__ import annotations

import pytest

from widgets.form.pasted_text import pasted_text
from widgets.form.rich_text import HTML_MAX, empty_lines, plain_lines, tidied, without_empty_lines

WORD_POINT = (
    "<p class='MsoListParagraph' style='mso-list:l0 level1 lfo1'><span style='font-family:Symbol'>·"
    "<span>&nbsp;&nbsp;&nbsp; </span></span>第一点</p>"
)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>第一段</p><p>第二段</p>", "第一段\n第二段"),
        ("<p>上</p><p>&nbsp;</p><p>下</p>", "上\n\n下"),
        ("一行<br>又一行", "一行\n又一行"),
        ("<ul><li>甲</li><li><p>乙</p></li></ul>", "· 甲\n· 乙"),
        ("<ol><li>甲</li><li>乙</li></ol>", "1. 甲\n2. 乙"),
        ("<table><tr><td>品</td><td><p>价</p></td></tr><tr><td>衣</td></tr></table>", "品 价\n衣"),
        (WORD_POINT, "· 第一点"),
        ("<p>春天\n来了，today\nis fine</p>", "春天来了，today is fine"),
        ("<style>p{}</style><script>x()</script><p>只有这句</p>", "只有这句"),
        ("<p>完了</p><p>。</p>", "完了。"),
        ("<pre>一\n  二</pre>", "一\n二"),
    ],
)
def test_structure_becomes_lines(html: str, lines: str) -> None:
    assert plain_lines(html) == lines


def test_punctuation_stays_as_it_was() -> None:
    assert plain_lines("<p>“你好”,世界...—— “OK”！</p>") == "“你好”,世界...—— “OK”！"


def test_markup_without_end_is_left_alone() -> None:
    assert plain_lines("<p>" * (HTML_MAX // 3 + 1)) is None


def test_broken_markup_gives_its_words() -> None:
    assert plain_lines("<p>没有<b>关上</p></table><td>的") == "没有关上\n的"


def test_odd_spaces_and_invisible_letters_go_joiners_and_wide_spaces_stay() -> None:
    odd = "甲\u2009乙\xa0丙\u200b丁\xad戊\u3000己👨\u200d👩"

    assert pasted_text(odd, many_lines=True, is_from_page=False) == "甲 乙 丙丁戊\u3000己👨\u200d👩"


def test_empty_lines_are_counted_and_closed_up() -> None:
    text = "一\n\n\n二\n \n三"

    assert empty_lines(text) == 3
    assert without_empty_lines(text) == "一\n二\n三"


def test_tidying_twice_changes_nothing_more() -> None:
    once = tidied("\n一 \n，\n二\n")

    assert once == "一，\n二"
    assert tidied(once) == once
