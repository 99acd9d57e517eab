"""Publishing flows and counting what became of people in them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import ValidationError
from sqlalchemy import Connection

from runtime.flow.flow import Flow
from runtime.flow.issue import Issue
from runtime.flow.issues.checker import check_flow
from runtime.insight import Happening, NodeCount, count_nodes, tell_sessions
from runtime.service.api.wishes import PublishWish
from runtime.service.errors import ApiRefusal
from runtime.service.service import Service
from runtime.store import flows, reading
from runtime.wording import Wording

_HAS_ERRORS = Wording(
    "场景有 {count} 个错误，没有发布", "The scenario has {count} errors and is not published"
)


def routes(service: Service) -> APIRouter:
    """The calls about flows."""
    router = APIRouter()

    @router.post("/flows")
    async def publish(wish: PublishWish) -> dict[str, Any]:
        try:
            flow = Flow.model_validate(wish.flow)
            files = [media.file() for media in wish.media]
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(str(step) for step in first["loc"])
            words = Wording("场景内容有误：{place}，{why}", "The scenario is wrong at {place}: {why}")
            raise ApiRefusal(422, "bad_flow", words.format(place=place, why=first["msg"])) from error
        except ValueError as error:
            words = Wording("文件有误：{why}", "A file is wrong: {why}").format(why=error)
            raise ApiRefusal(422, "bad_media", words) from error
        issues = check_flow(flow, media={file.name for file in files})
        errors = [issue for issue in issues if issue.severity == "error"]
        if errors and wish.checked:
            sentence = _HAS_ERRORS.format(count=len(errors))
            raise ApiRefusal(422, "flow_has_errors", sentence, issues=[_issue(one) for one in errors])
        version, is_new = await service.runtime.publish(flow, files)
        return {
            "flow_id": flow.id,
            "version": version,
            "is_new": is_new,
            "issues": [_issue(one) for one in issues],
        }

    @router.get("/flows")
    async def published() -> dict[str, Any]:
        return {"flows": await service.store.read(flows.listed)}

    @router.get("/flows/{flow_id}/counts")
    async def counts(flow_id: str, version: int | None = None) -> dict[str, Any]:
        return await service.store.read(lambda connection: _counts(connection, flow_id, version))

    return router


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
