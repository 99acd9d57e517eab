"""The outline: the scenario as a tree, the canvas's twin for keyboard and screen reader."""

from editor.outline.outline import Outline

__all__ = ["Outline"]
