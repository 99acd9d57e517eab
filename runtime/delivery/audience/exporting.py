"""Contacts as a file: CSV or XLSX, numbers masked unless somebody said why not, formulas never."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator
from sqlalchemy import Connection

from runtime.delivery.audience.errors import ImportRefused
from runtime.delivery.audience.listing import MAX_PAGE, ListedContact, ListWish, page
from runtime.flow.values import as_text
from runtime.records import Record
from runtime.spreadsheets.formula_guard import guarded
from runtime.spreadsheets.xlsx_writing import MAX_ROWS, xlsx_pieces
from runtime.store import Store, attributes, contacts
from runtime.store.numbers import NumberUnreadable
from runtime.wording import Language, Wording

_CHINA: Final = timezone(timedelta(hours=8))
_SHEET = Wording("联系人", "Contacts")
_NUMBER = Wording("手机号", "Number")
_TAGS = Wording("标签", "Tags")
_CONSENT = Wording("意愿", "Consent")
_BLACKLISTED = Wording("黑名单", "Blacklisted")
_JOINED = Wording("加入时间", "Joined")
CONSENT_WORDS: Final = {
    "granted": Wording("同意", "Agreed"),
    "refused": Wording("拒收", "Refused"),
    "none": Wording("未表态", "Not decided"),
}
_TOO_MANY = Wording("XLSX 最多 {limit} 行。改用 CSV。", "XLSX holds at most {limit} rows. Use CSV.")
_YES, _NO = Wording("是", "Yes"), Wording("否", "No")


class ExportWish(Record):
    """What is exported, and how."""

    chosen: ListWish = ListWish()
    format: Literal["csv", "xlsx"] = "csv"
    language: Literal["zh", "en"] = "zh"
    full_numbers: bool = False
    reason: Annotated[str, Field(max_length=200)] = ""
    """Why the numbers are wanted whole; it is kept."""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.full_numbers and not self.reason.strip():
            raise ValueError("whoever exports whole numbers says why")
        return self


def exported(store: Store, wish: ExportWish, now: datetime, count: int) -> Iterator[bytes]:
    """The bytes of the file, made while they are taken; raises ImportRefused when a sheet cannot hold it."""
    if wish.format == "xlsx":
        if count + 1 > MAX_ROWS:
            raise ImportRefused(
                Wording(
                    "XLSX 最多 {limit} 行。改用 CSV。", "XLSX holds at most {limit} rows. Use CSV."
                ).format(limit=MAX_ROWS)
            )
        return xlsx_pieces(_table(store, wish, now), _SHEET.text(Language(wish.language)), now)
    return _csv(_table(store, wish, now))


def _csv(rows: Iterator[list[str | float | bool]]) -> Iterator[bytes]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\ufeff")
    for number, row in enumerate(rows):
        writer.writerow([guarded(cell) if isinstance(cell, str) else as_text(cell) for cell in row])
        if number % MAX_PAGE == MAX_PAGE - 1:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _table(store: Store, wish: ExportWish, now: datetime) -> Iterator[list[str | float | bool]]:
    language = Language(wish.language)
    names = [one.name for one in store.read_now(attributes.definitions)]
    heading: list[str | Wording] = [_NUMBER, *names, _TAGS, _CONSENT, _BLACKLISTED, _JOINED]
    yield [one if isinstance(one, str) else one.text(language) for one in heading]
    after = ""
    while True:
        here = wish.chosen.with_changes(after=after, limit=MAX_PAGE)

        def query(
            connection: Connection, here: ListWish = here
        ) -> tuple[Sequence[ListedContact], str, dict[str, str]]:
            found = page(connection, store.numbers, here, now)
            numbers = _whole(connection, store, found.rows) if wish.full_numbers else {}
            return found.rows, found.next, numbers

        rows, after, numbers = store.read_now(query)
        for row in rows:
            yield _line(row, numbers.get(row.contact, row.number), names, language)
        if not after:
            return


def _line(row: ListedContact, number: str, names: list[str], language: Language) -> list[str | float | bool]:
    return [
        number.removeprefix("+86"),
        *(_value(row.attributes.get(name, ""), language) for name in names),
        "、".join(row.tags),
        CONSENT_WORDS[row.consent].text(language),
        (_YES if row.blacklisted else _NO).text(language),
        row.created_at.astimezone(_CHINA).strftime("%Y-%m-%d %H:%M"),
    ]


def _value(value: Any, language: Language) -> str | float:  # noqa: ANN401 (what JSON holds)
    if isinstance(value, bool):
        return (_YES if value else _NO).text(language)
    return float(value) if isinstance(value, int | float) else str(value)


def _whole(connection: Connection, store: Store, rows: Sequence[ListedContact]) -> dict[str, str]:
    sealed = contacts.sealed_numbers(connection, [row.contact for row in rows])
    found: dict[str, str] = {}
    for contact, number in sealed.items():
        try:
            found[contact] = store.numbers.number_of(contact, number)
        except NumberUnreadable:
            continue
    return found
