"""Numbers at rest: nobody reads them without the keys, moves them to another contact, or finds them twice."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, update

from runtime.messages.phone_numbers import is_contact_id, normalised, without_numbers
from runtime.store import Store, contacts, journal
from runtime.store.erasing import erase_contact
from runtime.store.keys import FixedKeys, NumberKeys, derived
from runtime.store.numbers import Numbers, NumberUnreadable
from runtime.store.sealing import NONCE_BYTES
from runtime.store.tables import contact
from tests.support.conversations import NOON

ANN, BOB = "+8613800138000", "+8618900000002"
NUMBERS = Numbers(NumberKeys.fixed(1))


@pytest.mark.parametrize(
    "written",
    [
        "13800138000",
        "8613800138000",
        "+86 138 0013 8000",
        "0086-138-0013-8000",
        "（+86）138－0013－8000",
        "１３８００１３８０００",
        "\u202a+86 13800138000\u202c",
        " 138\u00a00013\u30008000 ",
    ],
)
def test_every_way_of_writing_is_one_contact(written: str) -> None:
    assert NUMBERS.contact_of(written) == NUMBERS.contact_of(ANN)


@pytest.mark.parametrize(
    "written", ["", "12", "1380013800", "861380013800", "+86 1380013800", "王", "1.38E+10"]
)
def test_what_is_no_number_has_no_contact(written: str) -> None:
    with pytest.raises(ValueError, match="no phone number"):
        NUMBERS.contact_of(written)


def test_numbers_of_other_countries_keep_their_form() -> None:
    assert [normalised(one) for one in ("+1 202-555-0123", "0044 20 7946 0018")] == [
        "+12025550123",
        "+442079460018",
    ]


def test_an_id_is_no_number_and_tells_nothing_without_the_key() -> None:
    ids = {Numbers(NumberKeys.made()).contact_of(ANN) for _ in range(3)} | {NUMBERS.contact_of(ANN)}

    assert len(ids) == 4
    assert all(is_contact_id(one) and "138" not in one[:4] for one in ids)
    assert not is_contact_id(ANN)


def test_a_sealed_number_opens_for_its_contact_alone() -> None:
    ann, bob = NUMBERS.contact_of(ANN), NUMBERS.contact_of(BOB)
    sealed = NUMBERS.sealed(ANN, ann)
    changed = [
        sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :] for place in range(len(sealed))
    ]

    assert (NUMBERS.number_of(ann, sealed), ANN.encode() in sealed) == (ANN, False)
    for who, what in [(bob, sealed), *((ann, one) for one in (*changed, b"", sealed[:-1]))]:
        with pytest.raises(NumberUnreadable):
            NUMBERS.number_of(who, what)


def test_swapping_two_cells_shows_neither_number(tmp_path: Path) -> None:
    with Store(tmp_path, keys=FixedKeys()) as store:
        met = store.write_now(lambda c: contacts.meet(c, store.numbers, [ANN, BOB], NOON))
        ann, bob = met.values()
        sealed = store.read_now(lambda c: contacts.sealed_numbers(c, [ann, bob]))
        for one, other in ((ann, bob), (bob, ann)):
            store.write_now(partial(_put, contact_id=one, sealed=sealed[other]))

        shown = store.read_now(lambda c: contacts.masked_numbers(c, store.numbers, [ann, bob]))
    assert shown == {ann: "", bob: ""}


def _put(connection: Connection, contact_id: str, sealed: bytes) -> None:
    connection.execute(update(contact).where(contact.c.contact == contact_id).values(number=sealed))


def _nonces(count: int) -> int:
    ann = NUMBERS.contact_of(ANN)
    return len({NUMBERS.sealed(ANN, ann)[1 : 1 + NONCE_BYTES] for _ in range(count)})


def test_no_nonce_comes_twice_in_a_hundred_thousand() -> None:
    assert _nonces(100_000) == 100_000


@pytest.mark.slow
def test_no_nonce_comes_twice_in_a_million() -> None:
    assert _nonces(1_000_000) == 1_000_000


def test_every_purpose_has_a_key_of_its_own() -> None:
    key = bytes(32)

    assert (
        len({derived(key, purpose) for purpose in ("contact id", "contact number", "secrets", "copy")}) == 4
    )
    assert "0000" not in repr(NumberKeys(key, {1: key}))


def test_what_could_not_be_read_is_kept_without_numbers(tmp_path: Path) -> None:
    raw = '{"senderAddress": "tel:+8613800138000", "messageId": "m1", "code": 10086}'
    with Store(tmp_path, keys=FixedKeys()) as store:
        store.write_now(lambda c: journal.set_aside(c, "e", [("from 13800138000", raw)], NOON))

        rows = store.read_now(lambda c: c.exec_driver_sql("SELECT why, raw FROM quarantine").all())
    assert [tuple(row) for row in rows] == [
        ("from 138****8000", '{"senderAddress": "tel:138****8000", "messageId": "m1", "code": 10086}')
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("call +8613800138000 now", "call 138****8000 now"),
        ("138 0013 8000", "138****8000"),
        ("to=8613800138000&x=1", "to=138****8000&x=1"),
        ("order 2026112400001, 88 yuan", "order 2026112400001, 88 yuan"),
        ("+442079460018", "442****0018"),
        ("?to=%2B8613800138000&", "?to=%2B138****8000&"),
        ("打给13800138000。", "打给138****8000。"),
        ("digest=ab13800138000cd c13800138000", "digest=ab13800138000cd c13800138000"),
    ],
)
def test_numbers_in_texts_are_masked(text: str, left: str) -> None:
    assert without_numbers(text) == left


def test_a_number_is_kept_in_one_form_however_it_came(tmp_path: Path) -> None:
    with Store(tmp_path, keys=FixedKeys()) as store:
        ((_, ann),) = store.write_now(
            lambda c: contacts.meet(c, store.numbers, ["0086 138 0013 8000"], NOON)
        ).items()
        sealed = store.read_now(lambda c: contacts.sealed_numbers(c, [ann]))[ann]
        known = store.read_now(lambda c: contacts.known(c, [ann]))[ann]

    assert (store.numbers.number_of(ann, sealed), known.carrier) == (ANN, "mobile")


def test_who_was_deleted_stays_an_id_until_they_write_again(tmp_path: Path) -> None:
    with Store(tmp_path, keys=FixedKeys()) as store:
        ann = store.write_now(lambda c: contacts.meet(c, store.numbers, [ANN], NOON))[ANN]
        store.write_now(lambda c: erase_contact(c, ann, NOON))
        store.write_now(lambda c: contacts.meet(c, store.numbers, [ANN], NOON))
        met = store.read_now(lambda c: contacts.sealed_numbers(c, [ann]))
        refused = store.read_now(lambda c: contacts.known(c, [ann]))[ann].has_refused
        heard = store.write_now(lambda c: contacts.hear_from(c, store.numbers, ANN, NOON))
        again = store.read_now(lambda c: contacts.sealed_numbers(c, [ann]))

    assert (met, refused, heard, list(again)) == ({}, True, (ann, False), [ann])


def test_meeting_somebody_again_changes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path, keys=FixedKeys()) as store:
        first = store.write_now(lambda c: contacts.meet(c, store.numbers, [ANN], NOON))
        sealed = store.read_now(lambda c: contacts.sealed_numbers(c, first.values()))
        again = store.write_now(lambda c: contacts.meet(c, store.numbers, ["138 0013 8000"], NOON))

        assert list(first.values()) == list(again.values())
        assert sealed == store.read_now(lambda c: contacts.sealed_numbers(c, first.values()))
