"""The templates that ship: `resources/templates/templates.json` names them, one scenario file each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from resources.files import resource_path
from runtime.wording import Wording

if TYPE_CHECKING:
    from runtime.flow.document import Document


@dataclass(frozen=True, slots=True)
class Template:
    """One scenario to begin with."""

    id: str
    trade: Wording
    name: Wording
    summary: Wording
    """What it does, in a few words."""
    picture: Path
    nodes: int


@cache
def templates() -> tuple[Template, ...]:
    """Every template, in the order to show them."""
    listed = json.loads(resource_path("templates/templates.json").read_text(encoding="utf-8"))
    return tuple(
        Template(
            id=each["id"],
            trade=Wording(**each["trade"]),
            name=Wording(**each["name"]),
            summary=Wording(**each["summary"]),
            picture=resource_path(f"media/{each['picture']}"),
            nodes=each["nodes"],
        )
        for each in listed
    )


def document_from(template_id: str) -> Document:
    """A fresh scenario from a template, with an id of its own.

    Raises KeyError when there is no such template.
    """
    from runtime.flow.file_format import SUFFIX, read_document
    from runtime.flow.ids import FlowId

    if template_id not in {template.id for template in templates()}:
        raise KeyError(template_id)
    document = read_document(resource_path(f"templates/{template_id}{SUFFIX}"))
    own = FlowId(f"{template_id}-{uuid4().hex[:8]}")
    return document.model_copy(update={"flow": document.flow.model_copy(update={"id": own})})
