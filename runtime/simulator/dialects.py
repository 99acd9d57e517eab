"""Which dialect the platform of an account speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from runtime.simulator.accounts import Account
from runtime.simulator.cmcc.letters import CmccDialect
from runtime.simulator.fnw11.letters import Fnw11Dialect
from runtime.simulator.letters import CtcuDialect, Dialect

_DIALECTS: Final[Mapping[str, Dialect]] = {
    "ctcu": CtcuDialect(),
    "cmcc": CmccDialect(),
    "fnw11": Fnw11Dialect(),
}


def dialect_of(account: Account) -> Dialect:
    """How callbacks to *account* are written."""
    return _DIALECTS[account.protocol]
