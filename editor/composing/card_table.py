"""A table of goods or offers as the cards of a carousel: which column is what, and the cards it makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from editor.exchange.script.csv_table import table_cells
from editor.exchange.script.xlsx_reading import xlsx_sheets
from runtime.messages.card import Card
from runtime.messages.media import CardMedia
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.messages.suggestions.url import OpenUrl
from runtime.wording import Wording
from widgets.form.fresh import fresh_suggestion

ColumnUse: TypeAlias = Literal["", "title", "description", "picture", "suggestion", "link"]
USES: Final[dict[ColumnUse, Wording]] = {
    "": Wording("不用", "Leave out"),
    "title": Wording("标题", "Title"),
    "description": Wording("描述", "Description"),
    "picture": Wording("图片（文件名或网址）", "Picture (file name or URL)"),
    "suggestion": Wording("按钮文字", "Button text"),
    "link": Wording("按钮链接", "Button link"),
}
ROWS_MAX: Final = 500
"""Rows that are looked at; a carousel takes about ten."""
COLUMNS_MAX: Final = 12
CARDS_LEAST: Final = 2
_OPEN: Final = Wording("查看详情", "See more")
_WORDS: Final[dict[ColumnUse, tuple[str, ...]]] = {
    "picture": ("图片", "图", "picture", "image", "photo", "media"),
    "link": ("链接", "网址", "link", "url", "地址"),
    "suggestion": ("按钮", "建议", "button", "suggestion", "action"),
    "description": ("描述", "说明", "介绍", "简介", "卖点", "description", "text", "details"),
    "title": ("标题", "名称", "商品", "品名", "产品", "title", "name", "product"),
}
_IN_ORDER: Final[tuple[ColumnUse, ...]] = ("title", "description", "picture", "suggestion", "link")


@dataclass(frozen=True, slots=True)
class CardTable:
    """Rows of one width; `heading` is empty where the first row is data already."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return max((len(row) for row in (self.heading, *self.rows)), default=0)

    def example(self, column: int) -> str:
        """The first value of a column."""
        return next((row[column] for row in self.rows if column < len(row) and row[column]), "")


def table_of(rows: Sequence[Sequence[str]]) -> CardTable | None:
    """The table in *rows*, None when it has fewer than two columns or no row."""
    kept = [tuple(cell.strip() for cell in row[:COLUMNS_MAX]) for row in rows[: ROWS_MAX + 1]]
    kept = [row for row in kept if any(row)]
    if not kept or max(len(row) for row in kept) < 2:
        return None
    is_heading = sum(_use_of(cell) != "" for cell in kept[0]) >= min(2, len(kept[0]))
    if is_heading and len(kept) == 1:
        return None
    return CardTable(kept[0], tuple(kept[1:])) if is_heading else CardTable((), tuple(kept))


def table_in_text(text: str) -> CardTable | None:
    """The table that a spreadsheet put on the clipboard as text; raises FileRefused."""
    return table_of(list(table_cells(text.encode("utf-8", "replace"))))


def table_in_file(path: Path) -> CardTable | None:
    """The first table of a CSV or XLSX file; raises FileRefused or OSError."""
    if path.suffix.lower() == ".xlsx":
        return table_of(next(iter(xlsx_sheets(path)), []))
    return table_of(list(table_cells(path.read_bytes())))


def guessed_uses(table: CardTable) -> tuple[ColumnUse, ...]:
    """What each column is: by its heading, by what stands in it, else in the usual order; each use once."""
    found: list[ColumnUse] = [""] * table.columns
    free = list(_IN_ORDER)
    for column in range(table.columns):
        name = table.heading[column] if column < len(table.heading) else ""
        use = _use_of(name) or _use_of_value(table.example(column))
        if use and use in free:
            found[column] = use
            free.remove(use)
    plain: list[ColumnUse] = [use for use in ("title", "description") if use in free]
    for column in range(table.columns):
        if not found[column] and plain and table.example(column) and not table.heading:
            found[column] = plain.pop(0)
    return tuple(found)


def cards_from(
    table: CardTable, uses: Sequence[ColumnUse], picture: Callable[[str], CardMedia | None], most: int
) -> tuple[Card, ...]:
    """The cards of the first *most* rows; *picture* finds what a cell names, None for nothing."""
    return tuple(_card(row, uses, picture) for row in table.rows[:most])


def _card(row: Sequence[str], uses: Sequence[ColumnUse], picture: Callable[[str], CardMedia | None]) -> Card:
    cells = {use: row[column] for column, use in enumerate(uses) if use and column < len(row)}
    named = cells.get("picture", "")
    return Card(
        media=picture(named) if named else None,
        title=cells.get("title", ""),
        description=cells.get("description", ""),
        suggestions=_suggestions(cells.get("suggestion", ""), cells.get("link", "")),
    )


def _suggestions(text: str, link: str) -> tuple[Suggestion, ...]:
    if not text and not link:
        return ()
    made = fresh_suggestion(text or _OPEN.zh)
    return (made.with_changes(action=OpenUrl(url=link)),) if link else (made,)


def _use_of(heading: str) -> ColumnUse:
    words = heading.strip().casefold()
    if not words or len(words) > 20:
        return ""
    return next((use for use, known in _WORDS.items() if any(each in words for each in known)), "")


def _use_of_value(value: str) -> ColumnUse:
    lowered = value.casefold()
    if lowered.endswith((".png", ".jpg", ".jpeg", ".gif", ".webp")):
        return "picture"
    return "link" if lowered.startswith(("http://", "https://")) else ""
