"""Keeps requests to addresses of strangers' choosing on the public internet.

The name is resolved once; what was checked is what is connected to, so that a name whose answer changes
between check and connect gains nothing.
"""

from __future__ import annotations

import socket
from ipaddress import IPv6Address, ip_address

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


class PublicResolver(AbstractResolver):
    """Resolves names; refuses one with an inner address among its answers. Raises OSError then."""

    def __init__(self) -> None:
        self._inner = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The public addresses of *host*."""
        found = await self._inner.resolve(host, port, family)
        if not found or not all(is_public(one["host"]) for one in found):
            raise OSError("the name leads to an inner address")
        return found

    async def close(self) -> None:
        """Ends the resolver."""
        await self._inner.close()
