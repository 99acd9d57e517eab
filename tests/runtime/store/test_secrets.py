"""Secrets: sealed at rest, shown nowhere, refused where nothing protects them."""

import logging
import sys
import traceback
from pathlib import Path

import pytest
from pydantic import SecretStr

from runtime.service.redaction import RedactingFormatter
from runtime.store import SecretRefused
from runtime.store.key_file import KeyFile
from runtime.store.keys import FixedKeys, NumberKeys
from runtime.store.secrets import FILE_NAME, MOST_CHARS, Secrets

VALUE = "s3cr3t-of-the-carrier"
KEYS = NumberKeys.fixed(1)


def _secrets(folder: Path) -> Secrets:
    return Secrets(folder, KEYS, FixedKeys(1))


def test_a_secret_comes_back_and_rests_sealed(tmp_path: Path) -> None:
    _secrets(tmp_path).set("pay.key", SecretStr(VALUE))
    again = _secrets(tmp_path)
    found = again.get("pay.key")

    assert found is not None
    assert (found.get_secret_value(), again.names()) == (VALUE, ["pay.key"])
    assert VALUE.encode() not in (tmp_path / FILE_NAME).read_bytes()
    assert VALUE not in f"{again!r} {found!r} {found} {again.all()}"


def test_a_removed_secret_is_gone_from_the_file(tmp_path: Path) -> None:
    secrets = _secrets(tmp_path)
    secrets.set("a", SecretStr(VALUE))
    secrets.delete("a", "never")

    assert (secrets.names(), _secrets(tmp_path).get("a")) == ([], None)


def test_a_change_by_another_program_is_seen(tmp_path: Path) -> None:
    running, command_line = _secrets(tmp_path), _secrets(tmp_path)
    command_line.set("a", SecretStr("one"))
    seen = running.names()
    running.set("b", SecretStr("two"))

    assert (seen, command_line.names()) == (["a"], ["a", "b"])


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("bad name", VALUE, "letters"),
        ("", VALUE, "letters"),
        ("a", "", "empty"),
        ("a", "x" * (MOST_CHARS + 1), "8192"),
    ],
)
def test_what_cannot_be_a_secret_is_refused_in_words(
    tmp_path: Path, name: str, value: str, word: str
) -> None:
    with pytest.raises(SecretRefused, match=word) as refusal:
        _secrets(tmp_path).set(name, SecretStr(value))

    assert VALUE not in refusal.value.sentence.en
    assert not (tmp_path / FILE_NAME).exists()


def test_without_a_safe_place_a_passphrase_is_offered(tmp_path: Path) -> None:
    secrets = Secrets(tmp_path, KEYS, KeyFile(tmp_path))
    with pytest.raises(SecretRefused, match="XINLIU_PASSPHRASE"):
        secrets.set("a", SecretStr(VALUE))
    secrets.set("lab", SecretStr("made-up"), is_made_up=True)

    assert secrets.names() == ["lab"]


def test_secrets_of_another_workspace_are_refused(tmp_path: Path) -> None:
    _secrets(tmp_path).set("a", SecretStr(VALUE))

    with pytest.raises(SecretRefused, match="another workspace"):
        Secrets(tmp_path, NumberKeys.fixed(2), FixedKeys(2))


def test_neither_secrets_nor_numbers_reach_a_log(tmp_path: Path) -> None:
    secrets = _secrets(tmp_path)
    secrets.set("pay.key", SecretStr(VALUE))
    formatter = RedactingFormatter("%(message)s")
    formatter.secrets = secrets.all
    try:
        raise ValueError(f"https://pay.example.com/?key={VALUE}&to=+8613800138000")
    except ValueError:
        told = sys.exc_info()
    assert VALUE in "".join(traceback.format_exception(*told))
    record = logging.LogRecord("x", logging.ERROR, "", 1, "failed for %s", ("13800138000",), told)
    line = formatter.format(record)

    assert (VALUE in line, "13800138000" in line) == (False, False)
    assert "failed for 138****8000" in line
    assert "***pay.key***" in line
