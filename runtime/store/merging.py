"""Writes slices of an import into the store, and takes them out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from sqlalchemy import Connection

from runtime.store import imports, tag_starts
from runtime.store.staging import StagedRow
from runtime.store.store import shard_of


@dataclass(frozen=True, slots=True)
class MergeRule:
    """What becomes of an import's rows in the store."""

    import_id: int
    policy: Literal["update", "fill", "skip"]
    tags: tuple[str, ...]
    """For everyone."""
    consent_proof: str
    consent_at: int
    at: int
    """Moments are microseconds."""


@dataclass(slots=True)
class Merged:
    """How many rows of a slice were new, changed a contact, or changed nothing."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0


def merge(connection: Connection, rows: Sequence[StagedRow], rule: MergeRule) -> Merged:
    """Takes *rows*, each of another contact, over."""
    known = _known(connection, [row.contact for row in rows])
    fresh = [row for row in rows if row.contact not in known]
    familiar = [row for row in rows if row.contact in known]
    brought: list[tuple[str, str | None]] = [(row.contact, None) for row in fresh]
    _add_fresh(connection, fresh, rule.at)
    _add_tags(connection, [(row.contact, tag) for row in fresh for tag in _tags(row, rule)], rule)
    done = Merged(added=len(fresh))
    if rule.policy != "skip" and familiar:
        brought += _merge_known(connection, familiar, known, rule, done)
    else:
        brought += [(row.contact, "{}") for row in familiar]
        done.unchanged += len(familiar)
    if rule.consent_proof:
        _consent(connection, [row.contact for row in rows], known, rule)
    imports.keep_rows(connection, rule.import_id, brought)
    return done


def list_black(connection: Connection, rows: Sequence[StagedRow], rule: MergeRule, reason: str) -> Merged:
    """Puts everyone in *rows* on the blacklist; who stands there already keeps the older reason."""
    marks = ", ".join("?" * len(rows))
    found = connection.exec_driver_sql(
        f"SELECT contact FROM blacklist WHERE contact IN ({marks})",  # noqa: S608 - table and marks are our own
        tuple(row.contact for row in rows),
    )
    there = {row[0] for row in found}
    fresh = [row for row in rows if row.contact not in there]
    if fresh:
        connection.exec_driver_sql(
            "INSERT INTO blacklist (contact, shown, reason, import_id, at) VALUES (?, ?, ?, ?, ?)",
            [(row.contact, row.shown, reason, rule.import_id, rule.at) for row in fresh],
        )
        # "{}": undoing takes them off the list and leaves the contacts, if they are any, alone.
        imports.keep_rows(connection, rule.import_id, [(row.contact, "{}") for row in fresh])
    return Merged(added=len(fresh), unchanged=len(there))


def _add_fresh(connection: Connection, rows: list[StagedRow], at: int) -> None:
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO contact (contact, shard, attributes, created_at, number, carrier)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (row.contact, shard_of(row.contact), row.attributes, at, row.number, row.carrier)
                for row in rows
            ],
        )


@dataclass(frozen=True, slots=True)
class _Known:
    attributes: str
    has_number: bool
    has_refused: bool

    @property
    def is_erased(self) -> bool:
        """Whether only the id is left, so that nobody writes to them again."""
        return self.has_refused and not self.has_number


def _known(connection: Connection, contacts: list[str]) -> dict[str, _Known]:
    marks = ", ".join("?" * len(contacts))
    rows = connection.exec_driver_sql(
        "SELECT contact, attributes, number IS NOT NULL, refused_at IS NOT NULL"  # noqa: S608 - table and marks are our own
        f" FROM contact WHERE contact IN ({marks})",
        tuple(contacts),
    )
    return {row[0]: _Known(row[1], bool(row[2]), bool(row[3])) for row in rows}


def _merge_known(
    connection: Connection, rows: list[StagedRow], known: dict[str, _Known], rule: MergeRule, done: Merged
) -> list[tuple[str, str | None]]:
    """Changes contacts that are there; returns each with what undoing must restore."""
    tags = {row.contact: _tags(row, rule) for row in rows}
    has = _tags_there(connection, [contact for contact, wanted in tags.items() if wanted])
    updates: list[tuple[str, str]] = []
    new_tags: list[tuple[str, str]] = []
    numbers: list[tuple[bytes, str, str]] = []
    brought: list[tuple[str, str | None]] = []
    for row in rows:
        before = known[row.contact]
        if before.is_erased:
            # Whoever had their data deleted does not come back with the next file.
            done.unchanged += 1
            brought.append((row.contact, "{}"))
            continue
        changed, merged = _changed(before.attributes, row.attributes, fills=rule.policy == "fill")
        added = [tag for tag in tags[row.contact] if (row.contact, tag) not in has]
        if changed:
            updates.append((merged, row.contact))
        if not before.has_number:
            numbers.append((row.number, row.carrier, row.contact))
        new_tags += [(row.contact, tag) for tag in added]
        is_other = bool(changed or added or not before.has_number)
        done.updated += is_other
        done.unchanged += not is_other
        undo = {"values": changed, "tags": added} if is_other else {}
        brought.append((row.contact, orjson.dumps(undo).decode()))
    if updates:
        connection.exec_driver_sql("UPDATE contact SET attributes = ? WHERE contact = ?", updates)
    if numbers:
        connection.exec_driver_sql("UPDATE contact SET number = ?, carrier = ? WHERE contact = ?", numbers)
    _add_tags(connection, new_tags, rule)
    return brought


def _changed(before: str, given: str, *, fills: bool) -> tuple[dict[str, list[Any]], str]:
    """Name → old value (null for none) and new one, and all values afterwards as JSON."""
    if given in ("{}", before):
        return {}, before
    old, new = orjson.loads(before), orjson.loads(given)
    changed = {
        name: [old.get(name), value]
        for name, value in new.items()
        if (name not in old if fills else old.get(name) != value)
    }
    if not changed:
        return {}, before
    return changed, orjson.dumps({**old, **{name: pair[1] for name, pair in changed.items()}}).decode()


def _tags(row: StagedRow, rule: MergeRule) -> tuple[str, ...]:
    if not row.tags:
        return rule.tags
    return tuple(dict.fromkeys((*rule.tags, *orjson.loads(row.tags))))


def _tags_there(connection: Connection, contacts: list[str]) -> set[tuple[str, str]]:
    if not contacts:
        return set()
    marks = ", ".join("?" * len(contacts))
    rows = connection.exec_driver_sql(
        f"SELECT contact, tag FROM contact_tag WHERE contact IN ({marks})",  # noqa: S608 - table and marks are our own
        tuple(contacts),
    )
    return {(row[0], row[1]) for row in rows}


def _add_tags(connection: Connection, pairs: list[tuple[str, str]], rule: MergeRule) -> None:
    if pairs:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO contact_tag (contact, tag, at) VALUES (?, ?, ?)",
            [(contact, tag, rule.at) for contact, tag in pairs],
        )
        tag_starts.queue(connection, pairs, rule.at, rule.import_id)


def _consent(connection: Connection, contacts: list[str], known: dict[str, _Known], rule: MergeRule) -> None:
    """A file can say that people agreed, never that they take a refusal back."""
    agreed = [one for one in contacts if one not in known or not known[one].has_refused]
    rows = [
        (one, "granted", rule.consent_proof, f"import:{rule.import_id}", rule.consent_at) for one in agreed
    ]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO consent (contact, kind, proof, message_id, at) VALUES (?, ?, ?, ?, ?)", rows
        )
