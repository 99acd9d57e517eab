"""The targets of a flow: those it names, else those its profile stands for."""

from __future__ import annotations

from runtime.flow.flow import Flow
from runtime.messages.limits import STRICTEST, profile_names
from runtime.messages.targets import TARGETS, Targets, targets_named, targets_of_profile


def targets_of(flow: Flow) -> Targets:
    """What the messages of *flow* are held to."""
    return held_to(flow.profile, flow.targets)


def held_to(profile: str, targets: tuple[str, ...]) -> Targets:
    """Those named by *targets*, else by *profile*; the strictest where both name nothing that is known."""
    if any(name in TARGETS for name in targets):
        return targets_named(targets)
    return targets_of_profile(profile if profile in profile_names() else STRICTEST)
