"""What a node says in further languages: translations keyed by the source text, as in gettext.

A key that is the text itself survives what a place does not: cards that change their order, copies, merges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Final, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, Field

from runtime.records import FieldPath, Hint, Record, hints_of
from runtime.wording import Wording

_TAG: Final = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)


def language_tag(text: str) -> str:
    """The language tag a person or another system wrote, in its usual spelling: `en`, `zh-Hant`, `pt-BR`.

    Language, script and region of BCP 47 (RFC 5646 §2.1); `_` is taken for `-`. Raises ValueError for
    anything else.
    """
    found = _TAG.fullmatch(text.strip().replace("_", "-"))
    if found is None:
        raise ValueError(f"{text!r} is no language tag; write one such as en, zh-Hant or pt-BR")
    language, script, region = found.groups()
    parts = (language.lower(), script.title() if script else "", region.upper() if region else "")
    return "-".join(part for part in parts if part)


def _spelt(value: object) -> object:
    return language_tag(value) if isinstance(value, str) else value


LanguageTag: TypeAlias = Annotated[str, BeforeValidator(_spelt)]
"""The tag of a language that people are spoken to in, never one of the program's own words."""

_NAMES: Final = {
    "zh": Wording("中文", "Chinese"),
    "en": Wording("英文", "English"),
    "zh-Hant": Wording("繁體中文", "Traditional Chinese"),
    "zh-HK": Wording("香港中文", "Chinese (Hong Kong)"),
    "yue": Wording("粤语", "Cantonese"),
    "ja": Wording("日文", "Japanese"),
    "ko": Wording("韩文", "Korean"),
    "bo": Wording("藏文", "Tibetan"),
    "ug": Wording("维吾尔文", "Uyghur"),
    "mn": Wording("蒙古文", "Mongolian"),
    "kk": Wording("哈萨克文", "Kazakh"),
    "za": Wording("壮文", "Zhuang"),
    "ru": Wording("俄文", "Russian"),
    "fr": Wording("法文", "French"),
    "de": Wording("德文", "German"),
    "es": Wording("西班牙文", "Spanish"),
    "pt": Wording("葡萄牙文", "Portuguese"),
    "ar": Wording("阿拉伯文", "Arabic"),
    "th": Wording("泰文", "Thai"),
    "vi": Wording("越南文", "Vietnamese"),
    "id": Wording("印尼文", "Indonesian"),
    "ms": Wording("马来文", "Malay"),
    "zh-Hans": Wording("简体中文", "Simplified Chinese"),
}


def known_languages() -> Mapping[str, Wording]:
    """The languages a list offers: tag → name; any other tag may be written."""
    return _NAMES


def language_name(tag: str) -> Wording:
    """The name of a language: `英文`, `葡萄牙文（BR）`, or the tag itself when it is not a known one."""
    known = _NAMES.get(tag)
    if known is not None:
        return known
    language, _, rest = tag.partition("-")
    wide = _NAMES.get(language)
    if wide is None:
        return Wording(tag, tag)
    return Wording(f"{wide.zh}（{rest}）", f"{wide.en} ({rest})")


def best_language(wanted: str, base: str, others: Iterable[str]) -> str:
    """The language among *base* and *others* to speak with someone who wants *wanted*; *base* if none fits.

    Lookup of RFC 4647 §3.4, then any region or script of the same language.
    """
    offered = (base, *others)
    try:
        range_ = language_tag(wanted)
    except ValueError:
        return base
    parts = range_.split("-")
    for length in range(len(parts), 0, -1):
        if "-".join(parts[:length]) in offered:
            return "-".join(parts[:length])
    return next((tag for tag in offered if tag.partition("-")[0] == parts[0]), base)


class Translation(Record):
    """One text in one further language; its key is the text it translates."""

    text: str
    was: Annotated[str, Field(exclude_if=lambda value: not value)] = ""
    """What it was made from, where that has been reworded since; empty while it is up to date."""

    @property
    def outdated(self) -> bool:
        """Whether the text it translates was reworded and nobody has looked at it since."""
        return bool(self.was)


class Spoken(Record):
    """A record that says things to people and owns what its texts are in further languages.

    `translations` maps a language to source text → translation. It stands in a file only when there is one.
    """

    translations: Annotated[
        dict[LanguageTag, dict[str, Translation]], Field(exclude_if=lambda value: not value)
    ] = {}


S = TypeVar("S", bound=Spoken)
SpokenText: TypeAlias = tuple[FieldPath, Hint, str]
"""Where a text stands, its hint, and the text as it was written in the base language."""


def spoken_texts(record: BaseModel) -> Iterator[SpokenText]:
    """Every text of *record* that people read and that means something as it is configured, in form order."""
    return iter(_spoken(record, only_counting=True))


def _spoken(record: BaseModel, *, only_counting: bool) -> list[SpokenText]:
    found: list[SpokenText] = []
    _collect(record, (), found, only_counting)
    return found


@cache
def _fields_of(record_type: type[BaseModel]) -> tuple[tuple[str, Hint | None], ...]:
    hints = hints_of(record_type)
    return tuple((name, hints.get(name)) for name in record_type.model_fields)


def _collect(record: BaseModel, path: FieldPath, found: list[SpokenText], only_counting: bool) -> None:
    """Appends to one list: every check of a flow asks every node, and nested generators cost most of it."""
    values = record.__dict__
    for name, hint in _fields_of(type(record)):
        value = values[name]
        if isinstance(value, str):
            if hint is None or not hint.spoken or not value.strip():
                continue
            if not only_counting or not hint.only_if or hint.counts_in(record):
                found.append(((*path, name), hint, value))
        elif isinstance(value, BaseModel | tuple) and value != ():
            if only_counting and hint is not None and hint.only_if and not hint.counts_in(record):
                continue
            if isinstance(value, BaseModel):
                _collect(value, (*path, name), found, only_counting)
                continue
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    _collect(item, (*path, name, index), found, only_counting)


def missing_in(record: Spoken, language: str) -> tuple[SpokenText, ...]:
    """The texts people read that have no translation into *language*, in form order."""
    known = record.translations.get(language, {})
    return tuple(found for found in spoken_texts(record) if not _has_text(known.get(found[2])))


def outdated_in(record: Spoken, language: str) -> tuple[SpokenText, ...]:
    """The texts people read that were reworded after they were translated into *language*."""
    known = record.translations.get(language, {})
    found = ((spoken, known.get(spoken[2])) for spoken in spoken_texts(record))
    return tuple(spoken for spoken, kept in found if kept is not None and kept.text and kept.outdated)


def translated_texts(record: Spoken, language: str) -> Iterator[tuple[FieldPath, Hint, str, str]]:
    """What is translated: path, hint, source and its text in *language*, in form order."""
    known = record.translations.get(language, {})
    if known:
        for path, hint, source in spoken_texts(record):
            kept = known.get(source)
            if kept is not None and _has_text(kept):
                yield path, hint, source, kept.text


def in_language(record: S, language: str) -> S:
    """*record* as it speaks *language*: the same object when nothing is translated.

    A text without a translation stays as it was written. Never written back: it is what is sent and shown.
    """
    known = {
        source: kept.text
        for source, kept in record.translations.get(language, {}).items()
        if kept.text.strip()
    }
    return _in_words(record, known) if known else record


R = TypeVar("R", bound=BaseModel)


def _in_words(record: R, known: Mapping[str, str]) -> R:
    hints = hints_of(type(record))
    updates: dict[str, object] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, str):
            hint = hints.get(name)
            new: object = known.get(value, value) if hint is not None and hint.spoken else value
        else:
            new = _value_in_words(value, known)
        if new is not value:
            updates[name] = new
    return record.model_copy(update=updates) if updates else record


def _value_in_words(value: object, known: Mapping[str, str]) -> object:
    if isinstance(value, BaseModel):
        return _in_words(value, known)
    if isinstance(value, tuple):
        items = tuple(_value_in_words(item, known) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    return value


def with_translation(record: S, language: str, source: str, text: str) -> S:
    """*record* with *text* as what *source* is in *language*, up to date; an empty *text* takes it away."""
    table = {key: kept for key, kept in record.translations.get(language, {}).items() if key != source}
    if text:
        table[source] = Translation(text=text)
    return _with_table(record, language, table)


def confirmed(record: S, language: str, source: str) -> S:
    """*record* with the translation of *source* said to be right for the text as it is now."""
    kept = record.translations.get(language, {}).get(source)
    return record if kept is None else with_translation(record, language, source, kept.text)


def without_language(record: S, language: str) -> S:
    """*record* without anything in *language*."""
    return _with_table(record, language, {})


def _with_table(record: S, language: str, table: dict[str, Translation]) -> S:
    tables = {tag: known for tag, known in record.translations.items() if tag != language}
    if table:
        tables[language] = table
    return record.model_copy(update={"translations": tables})


def carried(before: Spoken, after: S) -> S:
    """*after* with the translations of reworded texts moved to their new words and marked outdated.

    A text is reworded when it stood at a place whose text is now one the record did not have, and nowhere
    else. Translations of texts that are gone altogether go too. Anything in order comes back as it is.
    """
    if not after.translations:
        return after
    texts = {text for _, _, text in _spoken(after, only_counting=False)}
    tables: dict[str, dict[str, Translation]] = {}
    is_same = True
    reworded: dict[str, str] | None = None
    for language, table in after.translations.items():
        if table and texts.issuperset(table):
            tables[language] = table
            continue
        is_same = False
        if reworded is None:
            reworded = _reworded(before, after)
        if moved := _moved(table, texts, reworded):
            tables[language] = moved
    return after if is_same else after.model_copy(update={"translations": tables})


def _reworded(before: Spoken, after: Spoken) -> dict[str, str]:
    """Old text → what stands in its place; only texts that are gone, only words that are new."""
    old = {path: text for path, _, text in _spoken(before, only_counting=False)}
    new = {path: text for path, _, text in _spoken(after, only_counting=False)}
    were, are = set(old.values()), set(new.values())
    found: dict[str, str] = {}
    for path, text in old.items():
        if text not in are and path in new and new[path] not in were:
            found.setdefault(text, new[path])
    return found


def _moved(
    table: Mapping[str, Translation], texts: set[str], reworded: Mapping[str, str]
) -> dict[str, Translation]:
    moved = {source: kept for source, kept in table.items() if source in texts}
    for source, kept in table.items():
        now = reworded.get(source)
        if source not in texts and now is not None and now not in moved:
            first = kept.was or source
            moved[now] = kept.model_copy(update={"was": "" if first == now else first})
    return moved


def _has_text(kept: Translation | None) -> bool:
    return kept is not None and bool(kept.text.strip())
