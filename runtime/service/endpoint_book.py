"""The endpoints of the last time: settings in a file, and what carriers gave us among the secrets."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import orjson
from pydantic import SecretStr, ValidationError

from runtime.carriers.protocols import KINDS, Endpoint, read_endpoint, secret_members
from runtime.flow.file_format import write_whole
from runtime.store.secrets import Secrets

log = logging.getLogger(__name__)

ENDPOINTS_FILE: Final = "endpoints.json"
_ALL_SECRETS: Final = frozenset(name for kind in KINDS.values() for name in secret_members(kind))


class EndpointBook:
    """Remembers endpoints; a secret of one is called `endpoint/NAME/MEMBER`."""

    def __init__(self, workspace: Path, secrets: Secrets) -> None:
        self._path = workspace / ENDPOINTS_FILE
        self._secrets = secrets

    def remembered(self) -> list[Endpoint]:
        """The endpoints; secrets that an older version wrote into the file are taken out of it."""
        if not self._path.exists():
            return []
        try:
            written: list[dict[str, Any]] = orjson.loads(self._path.read_bytes())
            found = [read_endpoint(self._whole(one)) for one in written]
        except (ValidationError, orjson.JSONDecodeError, TypeError, AttributeError):
            log.warning("endpoints file unreadable, configure them again")
            return []
        if any(name in one for one in written for name in _ALL_SECRETS):
            for endpoint in found:
                # They lay in plain so far, so that sealing them is better wherever the key is.
                self._secrets.set_together(_secrets_of(endpoint), is_made_up=True)
            self._write(found)
        return found

    def keep(self, endpoint: Endpoint, all_of_them: Iterable[Endpoint]) -> None:
        """Remembers *endpoint* with the others.

        Raises `SecretRefused` when nothing here protects secrets; those of a laboratory need no protection.
        """
        self._secrets.set_together(_secrets_of(endpoint), is_made_up=endpoint.is_simulated)
        self._write(all_of_them)

    def drop(self, endpoint: Endpoint, all_of_them: Iterable[Endpoint]) -> None:
        """Forgets *endpoint* and its secrets; the others stay."""
        self._write(all_of_them)
        self._secrets.delete(*_secrets_of(endpoint))

    def _whole(self, written: dict[str, Any]) -> dict[str, Any]:
        kept = {
            member: secret.get_secret_value()
            for member in _ALL_SECRETS
            if (secret := self._secrets.get(f"endpoint/{written.get('name')}/{member}")) is not None
        }
        return {**kept, **written}

    def _write(self, endpoints: Iterable[Endpoint]) -> None:
        data = [one.model_dump(mode="json", exclude=set(_ALL_SECRETS)) for one in endpoints]
        write_whole(self._path, orjson.dumps(data, option=orjson.OPT_INDENT_2), private=True)


def _secrets_of(endpoint: Endpoint) -> dict[str, SecretStr]:
    return {
        f"endpoint/{endpoint.name}/{name}": getattr(endpoint, name) for name in secret_members(type(endpoint))
    }
