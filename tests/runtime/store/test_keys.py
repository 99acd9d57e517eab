"""The keys: where they may rest, that no database is ever opened with others, and changing them."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from runtime.store import Store, StoreKeysLocked, StoreKeysLost, StoreKeysWrong, contacts, rotation
from runtime.store.key_file import KeyFile
from runtime.store.key_places import BY_DESCRIPTOR, BY_NAME, move_keys, place_of
from runtime.store.key_system import SystemKeys, real_keyring
from runtime.store.keys import FixedKeys, NumberKeys
from runtime.store.sealed_copy import open_copy, seal_copy
from runtime.store.sealing import Unsealable
from tests.support.conversations import NOON

WORDS = "correct horse battery staple"
PEOPLE = [f"+86138{number:08d}" for number in range(30)]


class _Ring(KeyringBackend):
    """A keyring in memory that passes for the one of a desktop."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library has no types here
        self.entries: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise KeyringLocked
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> _Ring:
    """The system's keyring."""
    made = _Ring()
    monkeypatch.setattr(_Ring, "__module__", "keyring.backends.SecretService")
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


def _people(store: Store) -> list[str]:
    ids = store.numbers.contacts_of(PEOPLE)
    sealed = store.read_now(lambda c: contacts.sealed_numbers(c, ids.values()))
    return [store.numbers.number_of(one, sealed[one]) for one in ids.values()]


def _meet(store: Store) -> None:
    store.write_now(lambda c: contacts.meet(c, store.numbers, PEOPLE, NOON))


def test_without_a_keyring_and_a_passphrase_the_keys_are_a_file_of_their_owner(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        place = store.key_place

    kept = tmp_path / "keys" / "numbers.json"
    assert (place.name, place.is_protected) == ("file", False)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [one.name for one in kept.parent.iterdir()] == ["numbers.json"]


@pytest.mark.parametrize("kind", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring])
def test_a_keyring_that_keeps_nothing_is_not_used(
    kind: type[KeyringBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", kind)

    assert real_keyring() is None


def test_a_keyring_that_keeps_in_plain_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Ring, "__module__", "keyrings.alt.file")
    monkeypatch.setattr(keyring, "get_keyring", _Ring)

    assert real_keyring() is None


def test_where_there_is_a_keyring_the_keys_are_in_it(tmp_path: Path, ring: _Ring) -> None:
    with Store(tmp_path) as store:
        _meet(store)
    with Store(tmp_path) as store:
        found = _people(store)

    assert (found, store.key_place.name, len(ring.entries)) == (PEOPLE, "keyring", 1)
    assert [one.name for one in (tmp_path / "keys").iterdir()] == ["keyring.json"]


def test_a_locked_or_missing_keyring_is_said_and_no_new_key_made(
    tmp_path: Path, ring: _Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(tmp_path).close()
    ring.is_locked = True
    with pytest.raises(StoreKeysLocked, match="Unlock"):
        Store(tmp_path)
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.fail.Keyring)
    with pytest.raises(StoreKeysLocked, match="none that can be used"):
        Store(tmp_path)
    ring.is_locked = False
    ring.entries.clear()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    with pytest.raises(StoreKeysLost):
        Store(tmp_path)

    assert ring.entries == {}


def test_a_passphrase_seals_the_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BY_NAME, WORDS)
    with Store(tmp_path) as store:
        place = store.key_place
    refusals = []
    for given in ("", "short", "another long passphrase"):
        monkeypatch.setenv(BY_NAME, given)
        with pytest.raises(StoreKeysLocked) as refusal:
            Store(tmp_path)
        refusals.append(refusal.value.sentence.en)

    assert (place.name, WORDS in repr(place)) == ("passphrase", False)
    assert [one[:16] for one in refusals] == ["A passphrase is ", "The passphrase m", "The passphrase i"]
    assert [one.name for one in (tmp_path / "keys").iterdir()] == ["numbers.sealed"]


def test_a_passphrase_may_come_through_a_descriptor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{WORDS}\n".encode())
    os.close(writing)
    monkeypatch.setenv(BY_DESCRIPTOR, str(reading))
    Store(tmp_path).close()
    monkeypatch.delenv(BY_DESCRIPTOR)
    monkeypatch.setenv(BY_NAME, WORDS)

    Store(tmp_path).close()


def test_lost_keys_are_never_replaced(tmp_path: Path) -> None:
    Store(tmp_path).close()
    KeyFile(tmp_path).forget()
    with pytest.raises(StoreKeysLost, match="no new ones"):
        Store(tmp_path)

    assert not KeyFile.is_in(tmp_path)


def test_keys_of_another_database_are_refused(tmp_path: Path) -> None:
    Store(tmp_path).close()
    KeyFile(tmp_path).keep(NumberKeys.made())

    with pytest.raises(StoreKeysWrong, match="nothing was changed"):
        Store(tmp_path)


def test_keys_move_and_every_number_stays_readable(
    tmp_path: Path, ring: _Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(BY_NAME, WORDS)
    KeyFile(tmp_path).keep(NumberKeys.made())
    with Store(tmp_path) as store:
        _meet(store)
    places = []
    for name in ("keyring", "passphrase", "file", "passphrase"):
        move_keys(tmp_path, name)
        with Store(tmp_path) as store:
            assert _people(store) == PEOPLE
            places.append(store.key_place.name)

    assert places == ["keyring", "passphrase", "file", "passphrase"]
    assert ring.entries == {}
    assert [one.name for one in (tmp_path / "keys").iterdir()] == ["numbers.sealed"]


def test_keys_stay_where_they_are_when_they_cannot_move(tmp_path: Path) -> None:
    Store(tmp_path).close()
    for name in ("keyring", "passphrase"):
        with pytest.raises(StoreKeysLocked):
            move_keys(tmp_path, name)

    assert place_of(tmp_path).name == "file"


def test_too_many_keys_for_the_keyring_are_refused(tmp_path: Path, ring: _Ring) -> None:
    keys = NumberKeys.made()
    for _ in range(30):
        keys = keys.renewed()

    with pytest.raises(StoreKeysLocked, match="too long"):
        SystemKeys(tmp_path).keep(keys)
    assert ring.entries == {}


def test_changing_the_key_reaches_every_number_and_keeps_every_id(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        _meet(store)
        ids = store.numbers.contacts_of(PEOPLE)
        done = rotation.renew(store)
        sealed = store.read_now(lambda c: contacts.sealed_numbers(c, ids.values()))

        assert (done, rotation.left(store), ids) == (len(PEOPLE), 0, store.numbers.contacts_of(PEOPLE))
        assert {one[0] for one in sealed.values()} == {2}
        assert rotation.forget_old(store)
    with Store(tmp_path) as store:
        assert (_people(store), list(store.keys.sealing)) == (PEOPLE, [2])


def test_a_change_of_keys_killed_in_the_middle_goes_on(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        _meet(store)
    program = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom runtime.store import Store, rotation\n"
        "rotation.SLICE = 7\nstore = Store(Path(sys.argv[1]))\n"
        "rotation.renew(store, lambda done: done > 10 and os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    with Store(tmp_path) as store:
        half = rotation.left(store)
        readable = _people(store)
        is_too_early = rotation.forget_old(store)
        rest = rotation.renew(store)

        assert (killed.returncode, 0 < half < len(PEOPLE), is_too_early) == (-signal.SIGKILL, True, False)
        assert (readable, rest, rotation.left(store), store.numbers.newest) == (PEOPLE, half, 0, 2)


def test_a_sealed_copy_opens_whole_or_not_at_all(tmp_path: Path) -> None:
    keys = NumberKeys.fixed(1)
    content = os.urandom(2 * 1024 * 1024 + 5)
    plain = tmp_path / "runtime.db.before-0005"
    plain.write_bytes(content)
    sealed = seal_copy(plain, keys)
    opened = tmp_path / "opened"
    open_copy(sealed, opened, keys)
    written = sealed.read_bytes()

    assert (opened.read_bytes() == content, plain.exists()) == (True, False)
    for broken in (written[:-1], written[: 1024 * 1024 + 60], written[:-3] + b"abc", b"x" + written):
        sealed.write_bytes(broken)
        with pytest.raises(Unsealable):
            open_copy(sealed, tmp_path / "never", keys)
        assert not (tmp_path / "never").exists()


def test_a_rehearsal_has_the_same_ids_every_time(tmp_path: Path) -> None:
    ids = []
    for turn in ("a", "b"):
        with Store(tmp_path / turn, keys=FixedKeys(7)) as store:
            ids.append(store.numbers.contacts_of(PEOPLE))

    assert ids[0] == ids[1]
    assert not (tmp_path / "a" / "keys").exists()
