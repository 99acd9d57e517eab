"""Records conversations of today's engine: `python -m tests.record_conversations RELEASE`.

Files that are there stay as they are: a release is recorded once and must replay for ever.
"""

import json
import sys

from resources.files import resource_path
from runtime.flow.file_format import read_document
from tests.runtime.delivery import flows
from tests.support.golden import GOLDEN_DIR
from tests.support.recorded import recorded

FOLDER = GOLDEN_DIR / "conversations"
OTHERS = {"nesting": (flows.asking(),)}
"""Scenarios that a recorded one calls."""


def main(release: str) -> None:
    """Writes what is not there yet."""
    sample = read_document(resource_path("scenarios/spring-sale.xinliu.json")).flow
    chosen = {
        "spring-sale": (sample, 12),
        "asking": (flows.asking(), 4),
        "calling": (flows.calling(), 4),
        "watching": (flows.watching(), 3),
        "nesting": (flows.nesting(), 6),
    }
    for name, (flow, seeds) in chosen.items():
        path = FOLDER / release / f"{name}.json"
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(
            recorded(flow, 1, seeds, OTHERS.get(name, ())), ensure_ascii=False, indent=1, sort_keys=True
        )
        path.write_text(text + "\n", encoding="utf-8")
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main(sys.argv[1])
