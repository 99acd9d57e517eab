"""Counts, walks and comparisons: pure functions over what happened, for reports."""

from runtime.insight.happening import Happening
from runtime.insight.node_counts import NodeCount, count_nodes
from runtime.insight.proportions import Comparison, Share, compare
from runtime.insight.session_tale import SessionTale, tell_sessions

__all__ = [
    "Comparison",
    "Happening",
    "NodeCount",
    "SessionTale",
    "Share",
    "compare",
    "count_nodes",
    "tell_sessions",
]
