"""How a file is to be taken over: which column is what, and what becomes of contacts that are known."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import Field, field_validator, model_validator

from runtime.delivery.audience.condition import AttributeType, is_attribute_name
from runtime.delivery.audience.importing.attribute_cells import MAX_TAG
from runtime.records import Record
from runtime.spreadsheets.csv_reading import Encoding
from runtime.wording import Wording

MAX_COLUMNS: Final = 60

Policy: TypeAlias = Literal["update", "fill", "skip"]
POLICIES: Final[dict[Policy, Wording]] = {
    "update": Wording("用文件里的值更新", "Update with the values in the file"),
    "fill": Wording("只补上空着的", "Fill in only what is missing"),
    "skip": Wording("保持不变", "Leave them as they are"),
}
"""What becomes of contacts that are known already, in the order to offer them."""


class ReadingWish(Record):
    """How the file is read; what is not given is found out."""

    encoding: Encoding | None = None
    delimiter: Annotated[str, Field(max_length=1)] = ""
    sheet: Annotated[int, Field(ge=0, le=500)] = 0
    has_heading: bool | None = None


class ColumnUse(Record):
    """What the cells of one column become."""

    column: Annotated[int, Field(ge=0, lt=MAX_COLUMNS)]
    use: Literal["attribute", "tags"] = "attribute"
    name: Annotated[str, Field(max_length=40)] = ""
    type: AttributeType = "text"
    """For attributes that are not defined yet; a defined one keeps its type."""

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if self.use == "attribute" and not is_attribute_name(self.name):
            raise ValueError("an attribute is called by letters, digits and underscores")
        return self


class ImportWish(Record):
    """A whole mapping."""

    reading: ReadingWish = ReadingWish()
    number_column: Annotated[int, Field(ge=0, lt=MAX_COLUMNS)]
    columns: Annotated[tuple[ColumnUse, ...], Field(max_length=MAX_COLUMNS)] = ()
    tags: Annotated[tuple[str, ...], Field(max_length=20)] = ()
    """For everyone in the file."""
    policy: Policy = "update"
    target: Literal["contacts", "blacklist"] = "contacts"
    reason: Annotated[str, Field(max_length=200)] = ""
    """Why they go on the blacklist."""
    consent_proof: Annotated[str, Field(max_length=500)] = ""
    """With it everyone in the file who has not refused is recorded as having agreed."""
    consent_at: datetime | None = None
    """When they agreed; now when it is not given."""

    @field_validator("tags")
    @classmethod
    def _are_tags(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        kept = tuple(dict.fromkeys(tag.strip() for tag in value if tag.strip()))
        if any(len(tag) > MAX_TAG for tag in kept):
            raise ValueError(f"a tag has at most {MAX_TAG} characters")
        return kept

    @model_validator(mode="after")
    def _are_different(self) -> Self:
        names = [use.name for use in self.columns if use.use == "attribute"]
        if len(set(names)) < len(names):
            raise ValueError("two columns go into the same attribute")
        if any(use.column == self.number_column for use in self.columns):
            raise ValueError("the column of numbers is nothing else")
        if self.consent_at is not None and self.consent_at.tzinfo is None:
            raise ValueError("a moment has a time zone")
        return self
