"""Keeps requests to addresses of strangers' choosing on the public internet.

The name is resolved once; what was checked is what is connected to, so that a name whose answer changes
between check and connect gains nothing.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver


def is_public(address: str) -> bool:
    """Whether *address*, a number, belongs to the public internet and not to some inner network."""
    try:
        number = ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    if isinstance(number, IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        # NAT64 hides an IPv4 address in the last 32 bits.
        if number.packed[:12] == bytes.fromhex("0064ff9b0000000000000000"):
            return is_public(socket.inet_ntoa(number.packed[12:]))
    return number.is_global and not number.is_multicast


@dataclass(frozen=True, slots=True)
class Inner:
    """Inner systems that may be asked all the same: networks by number, hosts by name."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    hosts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, written: Iterable[str]) -> Self:
        """Of entries like `10.1.0.0/16`, `10.1.2.3` or `crm.lan`; raises ValueError for anything else."""
        networks: list[IPv4Network | IPv6Network] = []
        hosts: set[str] = set()
        for entry in written:
            try:
                networks.append(ip_network(entry.strip()))
            except ValueError:
                name = _plain(entry.strip())
                if not _HOST.fullmatch(name):
                    raise ValueError(f"{entry!r} is neither a network nor a host") from None
                hosts.add(name)
        return cls(tuple(networks), frozenset(hosts))

    def allows(self, host: str) -> bool:
        """Whether a host, by name or number, may be asked, and without TLS."""
        try:
            number = ip_address(host.strip("[]").partition("%")[0])
        except ValueError:
            return _plain(host) in self.hosts
        return any(number in network for network in self.networks)


NO_INNER = Inner()
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def _plain(host: str) -> str:
    return host.lower().removesuffix(".")


class PublicResolver(AbstractResolver):
    """Resolves names; refuses one with an inner address among its answers. Raises OSError then."""

    def __init__(self, allowed: Inner = NO_INNER) -> None:
        self._inner = ThreadedResolver()
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The public addresses of *host*."""
        found = await self._inner.resolve(host, port, family)
        if self._allowed.allows(host):
            return found
        if not found or not all(is_public(one["host"]) or self._allowed.allows(one["host"]) for one in found):
            raise OSError("the name leads to an inner address")
        return found

    async def close(self) -> None:
        """Ends the resolver."""
        await self._inner.close()
