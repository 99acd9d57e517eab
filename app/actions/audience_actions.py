"""The actions of the audience area, in the run menu; importing and segments begin from anywhere."""

from __future__ import annotations

from app.actions.spec import ActionSpec
from runtime.wording import Wording

AUDIENCE: tuple[ActionSpec, ...] = (
    ActionSpec(
        "import_contacts", Wording("导入联系人…", "Import contacts…"), "audience.import_contacts",
        "run", "Ctrl+Alt+I", "import", begins_group=True,
    ),
    ActionSpec(
        "new_segment", Wording("新建分群", "New segment"), "audience.new_segment",
        "run", "Ctrl+Alt+G", "filter",
    ),
    ActionSpec(
        "search_contacts", Wording("搜索联系人", "Search contacts"), "audience.search",
        "run", "Ctrl+Alt+N", "search",
    ),
    ActionSpec(
        "export_contacts", Wording("导出联系人…", "Export contacts…"), "audience.export",
        "run", icon="export", needs="audience",
    ),
)  # fmt: skip
