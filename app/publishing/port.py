"""What publishing needs of a runtime, as its client offers it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from runtime.flow.flow import Flow
    from runtime.store.flows import MediaFile


class PublishingPort(Protocol):
    """A runtime at some address. Fulfilled by `runtime.service.client.RuntimeClient`.

    Every call raises what that client raises.
    """

    async def versions(self, flow_id: str) -> dict[str, Any]:
        """A flow's released versions and which is online."""

    async def forecast(self, flow: Flow, media: Iterable[MediaFile] = ()) -> dict[str, Any]:
        """What publishing would do."""

    async def waiting(self, flow_id: str) -> list[dict[str, Any]]:
        """How many people wait at each node of each version."""

    async def published_flow(self, flow_id: str, version: int) -> Flow:
        """What a version is."""

    async def publish(
        self,
        flow: Flow,
        media: Iterable[MediaFile] = (),
        *,
        checked: bool = True,
        trial: bool = False,
        beside: Iterable[tuple[Flow, Iterable[MediaFile]]] = (),
        **members: object,
    ) -> dict[str, Any]:
        """Publishes a flow with its files."""

    async def take_offline(self, flow_id: str, *, although_called: bool = False) -> bool:
        """Lets nothing of a flow begin any more; one that others call only if that is wanted."""

    async def close(self) -> None:
        """Ends the connections."""
