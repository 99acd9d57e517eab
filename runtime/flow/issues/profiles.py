"""The profile a flow is checked by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.naming import quoted
from runtime.messages.limits import STRICTEST, profile, profile_names
from runtime.messages.targets import TARGETS
from runtime.wording import Wording


def check(subject: Subject) -> Iterator[Issue]:
    """Finds a flow that names a profile this version does not have; the strictest stood in for it."""
    name = subject.flow.profile
    if name in profile_names() or any(target in TARGETS for target in subject.flow.targets):
        return
    strictest = profile(STRICTEST)
    title = strictest.title
    yield Issue(
        "warning",
        "unknown_profile",
        Wording(
            "没有检查规格{name}，已按{title}检查。在场景设置里换一个规格。",
            "There is no profile {name}; {title} was used. Choose another in the scenario's settings.",
        ).format(name=quoted(name), title=quoted(title)),
        path=("profile",),
        fix=Fix(
            "set_profile", Wording("改成{title}", "Use {title}").format(title=title), {"profile": STRICTEST}
        ),
    )


CHECK: Final = FlowCheck(5, check)
