from __future__ import annotations

import json
from pathlib import Path

import pytest

from editor.library.canonical import canonical
from resources.files import resource_path
from runtime.flow.document import Document, digest
from runtime.flow.file_format import from_text, read_document, to_text
from tests.support.flows import greeting, spring_sale

SCENARIOS = [
    *sorted(resource_path("scenarios").glob("*.xinliu.json")),
    *sorted(resource_path("templates").glob("*.xinliu.json")),
]


@pytest.mark.parametrize("document", [greeting(), spring_sale()], ids=["greeting", "spring sale"])
def test_the_text_reads_back_and_the_digest_is_the_runtimes_own(document: Document) -> None:
    written = canonical(document)

    assert digest(document.flow) == written.digest
    assert document == from_text(written.data.decode())


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.name.split(".")[0])
def test_whatever_is_shipped_has_the_same_digest(file: Path) -> None:
    document = read_document(file)

    assert canonical(document).digest == digest(document.flow)


def test_a_node_of_a_newer_version_is_kept_as_it_came() -> None:
    data = json.loads(to_text(greeting()))
    data.pop("digest")
    data["flow"]["nodes"]["new"] = {"id": "new", "type": "from_tomorrow", "z": [1, {"b": 1, "a": "\ud800"}]}
    document = from_text(json.dumps(data))

    written = canonical(document)

    assert digest(document.flow) == written.digest
    assert document == from_text(written.data.decode("utf-8", "surrogatepass"))
