"""What is selected, as forms; what is wrong, as a list; what there is, as an outline."""

from editor.inspector.fixes import apply_fix, can_fix
from editor.inspector.inspector import Inspector, variable_offers
from editor.inspector.problems import ProblemsPanel

__all__ = ["Inspector", "ProblemsPanel", "apply_fix", "can_fix", "variable_offers"]
