"""Publishing flows and counting what became of people in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from pydantic import ValidationError
from sqlalchemy import Connection

from runtime.delivery.errors import UnknownFlow
from runtime.delivery.forecast import Forecast
from runtime.delivery.publishing import Published
from runtime.flow.document import flow_json
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issue import Issue
from runtime.flow.issues.checker import check_flow
from runtime.insight import Happening, NodeCount, count_nodes, tell_sessions
from runtime.service.api.wishes import FlowWish, OfflineWish, PublishWish, PutBackWish
from runtime.service.errors import ApiRefusal
from runtime.service.service import Service
from runtime.service.telling import FlowShelf
from runtime.store import flows, reading, sessions, skips
from runtime.store.flows import MediaFile
from runtime.wording import Wording

_OFFLINE = OfflineWish()
_HAS_ERRORS = Wording(
    "场景有 {count} 个错误，没有发布", "The scenario has {count} errors and is not published"
)


def routes(service: Service) -> APIRouter:
    """The calls about flows."""
    router = APIRouter()
    _add_publishing(router, service)
    _add_versions(router, service)

    @router.get("/flows/{flow_id}/counts")
    async def counts(flow_id: str, version: int | None = None) -> dict[str, Any]:
        return await service.store.read(lambda connection: _counts(connection, flow_id, version))

    return router


def _add_publishing(router: APIRouter, service: Service) -> None:
    @router.post("/flows")
    async def publish(wish: PublishWish) -> dict[str, Any]:
        flow, files = _read(wish)
        issues = check_flow(flow, media={file.name for file in files})
        errors = [issue for issue in issues if issue.severity == "error"]
        if errors and wish.checked:
            sentence = _HAS_ERRORS.format(count=len(errors))
            raise ApiRefusal(422, "flow_has_errors", sentence, issues=[_issue(one) for one in errors])
        called = [_read(each) for each in wish.beside] if wish.trial else []
        beside = tuple((each, tuple(shown)) for each, shown in called)
        publication = replace(wish.publication(is_trial=wish.trial), beside=beside)
        done = await service.runtime.publish(flow, files, publication)
        return {
            **_done(flow.id, done),
            "beside": dict(done.beside),
            "issues": [_issue(one) for one in issues],
        }

    @router.post("/flows/forecast")
    async def foresee(wish: FlowWish) -> dict[str, Any]:
        flow, files = _read(wish)
        return _forecast(flow.id, await service.runtime.publishing.forecast(flow, files))

    @router.post("/flows/{flow_id}/online")
    async def put_back(flow_id: str, wish: PutBackWish) -> dict[str, Any]:
        done = await service.runtime.publishing.put_back(flow_id, wish.version, wish.publication())
        return _done(flow_id, done)

    @router.post("/flows/{flow_id}/offline")
    async def take_offline(flow_id: str, wish: OfflineWish = _OFFLINE) -> dict[str, Any]:
        was_online = await service.runtime.publishing.take_offline(
            flow_id, although_called=wish.although_called
        )
        return {"flow_id": flow_id, "was_online": was_online}


def _add_versions(router: APIRouter, service: Service) -> None:
    shelf = FlowShelf()

    @router.get("/flows")
    async def published() -> dict[str, Any]:
        return {"flows": await service.store.read(flows.listed)}

    @router.get("/flows/{flow_id}")
    async def one(flow_id: str) -> dict[str, Any]:
        return await service.store.read(lambda connection: _versions(connection, flow_id))

    @router.get("/flows/{flow_id}/waiting")
    async def waiting(flow_id: str) -> dict[str, Any]:
        def query(connection: Connection) -> list[dict[str, Any]]:
            places = sessions.waiting_by_node(connection, flow_id)
            return [_place(each, shelf.flow(connection, flow_id, each.version)) for each in places]

        return {"flow_id": flow_id, "waiting": await service.store.read(query)}

    @router.get("/flows/{flow_id}/versions/{version}")
    async def content(flow_id: str, version: int) -> dict[str, Any]:
        flow = await service.store.read(lambda connection: flows.load(connection, flow_id, version))
        if flow is None:
            raise UnknownFlow(flow_id, version)
        return {"flow": flow_json(flow)}


def _read(wish: FlowWish) -> tuple[Flow, list[MediaFile]]:
    try:
        return Flow.model_validate(wish.flow), [media.file() for media in wish.media]
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        words = Wording("场景内容有误：{place}，{why}", "The scenario is wrong at {place}: {why}")
        raise ApiRefusal(422, "bad_flow", words.format(place=place, why=first["msg"])) from error
    except ValueError as error:
        words = Wording("文件有误：{why}", "A file is wrong: {why}").format(why=error)
        raise ApiRefusal(422, "bad_media", words) from error


def _versions(connection: Connection, flow_id: str) -> dict[str, Any]:
    """Everything about a flow's versions; a flow that was never published has none."""
    waiting = sessions.waiting_by_version(connection, flow_id)
    present = flows.online(connection, flow_id)
    return {
        "flow_id": flow_id,
        "online": _online(present),
        "waiting": sum(waiting.values()),
        "versions": [
            {
                "version": each.version,
                "digest": each.digest,
                "media": each.media_digests,
                "note": each.note,
                "published_at": each.published_at.isoformat(),
                "waiting": waiting.get(each.version, 0),
            }
            for each in flows.versions(connection, flow_id)
        ],
    }


def _online(present: flows.Online | None) -> dict[str, Any] | None:
    return None if present is None else {"version": present.version, "since": present.since.isoformat()}


def _place(each: sessions.WaitingAt, flow: Flow | None) -> dict[str, Any]:
    node = None if flow is None else flow.nodes.get(NodeId(each.node))
    return {
        "name": None if node is None else _words(node.named()),
        "version": each.version,
        "node": each.node,
        "count": each.count,
        "oldest": each.oldest.isoformat(),
    }


def _done(flow_id: str, done: Published) -> dict[str, Any]:
    return {
        "flow_id": flow_id,
        "version": done.version,
        "is_new": done.is_new,
        "moved": done.moved,
        "ended": done.ended,
        "staying": done.staying,
    }


def _forecast(flow_id: str, found: Forecast) -> dict[str, Any]:
    return {
        "flow_id": flow_id,
        "version": found.version,
        "online": _online(found.online),
        "is_same": found.is_same,
        "waiting": [
            {
                "node": each.node,
                "name": _words(each.name),
                "versions": list(each.versions),
                "count": each.count,
                "oldest": each.oldest.isoformat(),
                "why_not_move": None if each.why_not_move is None else _words(each.why_not_move),
            }
            for each in found.waiting
        ],
        "taken": [
            {"flow_id": each.flow_id, "name": each.name, "word": each.word, "node": each.node}
            | _words(each.sentence)
            for each in found.taken
        ],
        "missing": [
            {"flow_id": each.flow_id, "name": each.name, "node": each.node} | _words(each.sentence)
            for each in found.missing
        ],
    }


def _words(words: Wording) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _counts(connection: Connection, flow_id: str, version: int | None) -> dict[str, Any]:
    happenings = [Happening.from_json(one) for one in reading.flow_events(connection, flow_id, version)]
    outcomes: dict[str, int] = {}
    tales = tell_sessions(happenings)
    for tale in tales.values():
        outcomes[tale.outcome or "waiting"] = outcomes.get(tale.outcome or "waiting", 0) + 1
    return {
        "flow_id": flow_id,
        "version": version,
        "started": len(tales),
        "outcomes": dict(sorted(outcomes.items())),
        "nodes": [_node(one) for one in count_nodes(happenings).values()],
        "deliveries": reading.delivery_counts(connection, flow_id, version),
        "skips": {
            one.code: {"dropped": one.dropped, "deferred": one.deferred}
            for one in skips.counts(connection, flow_id=flow_id, version=version)
        },
    }


def _node(count: NodeCount) -> dict[str, Any]:
    return {
        "node": count.node,
        "entered": count.entered,
        "moved_on": count.moved_on,
        "waiting": count.waiting,
        "timed_out": count.timed_out,
        "failed": count.failed,
        "people": count.people,
        "exits": dict(count.exits),
    }


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "severity": issue.severity,
        "code": issue.code,
        "zh": issue.sentence.zh,
        "en": issue.sentence.en,
        "node": issue.node,
        "path": list(issue.path),
        "exit": issue.exit,
    }
