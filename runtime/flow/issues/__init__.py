"""What can be wrong with a flow, one check a file; `check_flow` runs them all."""

from runtime.flow.issues.checker import Checker, check_flow

__all__ = ["Checker", "check_flow"]
