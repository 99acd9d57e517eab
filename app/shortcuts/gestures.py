"""What keys, mouse and touchpad do where no menu says it: data of the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from runtime.wording import Wording

Drawing: TypeAlias = Literal[
    "click",
    "double_click",
    "right_click",
    "drag",
    "right_drag",
    "middle_drag",
    "wheel",
    "pinch",
    "two_fingers",
]


@dataclass(frozen=True, slots=True)
class Keys:
    """What is done, and the keys for it as Qt writes them, alternatives split by a space."""

    done: Wording
    keys: str


@dataclass(frozen=True, slots=True)
class Gesture:
    """What is done, what the hand does, and the key that is held meanwhile."""

    done: Wording
    drawing: Drawing
    held: str = ""


ON_THE_CANVAS: Final[tuple[Keys, ...]] = (
    Keys(Wording("下一个节点", "Next node"), "Tab"),
    Keys(Wording("上一个节点", "Previous node"), "Shift+Tab"),
    Keys(Wording("沿连接走", "Along a connection"), "Ctrl+← Ctrl+→"),
    Keys(Wording("编辑节点", "Edit the node"), "Enter"),
    Keys(Wording("拉连接：↑↓ 选出口，←→ 选去处", "Connect: ↑↓ exit, ←→ target"), "C"),
    Keys(Wording("划线断开连接", "Cut connections by a stroke"), "K"),
    Keys(Wording("移动所选", "Move the selection"), "← ↑ ↓ →"),
    Keys(Wording("大步移动所选", "Move it further"), "Shift+← Shift+→"),
    Keys(Wording("放弃拖动；不选了", "Give up a drag; select nothing"), "Esc"),
    Keys(Wording("此处的菜单", "Menu for what is here"), "Menu Shift+F10"),
    Keys(Wording("搜索元素", "Search the elements"), "/"),
)
IN_THE_OUTLINE: Final[tuple[Keys, ...]] = (
    Keys(Wording("编辑节点，或沿出口走", "Edit the node, or along the exit"), "Enter"),
    Keys(Wording("在出口后添加", "Add behind the exit"), "Ins Ctrl+Enter"),
    Keys(Wording("接到另一个节点", "Lead to another node"), "C"),
    Keys(Wording("断开出口，或删除节点", "Cut the exit, or delete the node"), "Del"),
    Keys(Wording("改名", "Rename"), "F2"),
    Keys(Wording("调顺序：情况、分组、建议", "Reorder cases, arms, suggestions"), "Alt+↑ Alt+↓"),
    Keys(Wording("展开、折叠", "Open, fold"), "→ ←"),
)
IN_THE_SEARCH: Final[tuple[Keys, ...]] = (
    Keys(Wording("下一处，上一处", "Next, previous place"), "Enter Shift+Enter"),
    Keys(Wording("去改这段文字", "Edit the text there"), "Ctrl+Enter"),
)
ON_THE_PHONE: Final[tuple[Keys, ...]] = (
    Keys(Wording("下一个能点的", "Next thing to tap"), "Tab"),
    Keys(Wording("点它", "Tap it"), "Enter Space"),
    Keys(Wording("翻轮播", "Turn the carousel"), "← →"),
    Keys(Wording("滚动对话", "Scroll the conversation"), "↑ ↓ PgUp PgDn"),
)
WITH_THE_MOUSE: Final[tuple[Gesture, ...]] = (
    Gesture(Wording("从出口拉连接；松在空白处可添加", "Connect an exit; on nothing: add"), "drag"),
    Gesture(Wording("从空白处拖：框选", "From nothing: select by a band"), "drag"),
    Gesture(Wording("再制", "Duplicate"), "drag", "Ctrl"),
    Gesture(
        Wording("取出节点；移动中：不吸附", "Take out; while moving: no snap"),
        "drag",
        "Alt",
    ),
    Gesture(Wording("断开划到的连接", "Cut what the stroke crosses"), "right_drag", "Ctrl"),
    Gesture(Wording("拖动画布", "Drag the canvas"), "drag", "Space"),
    Gesture(Wording("拖动画布", "Drag the canvas"), "middle_drag"),
    Gesture(Wording("在指针处放大、缩小", "Zoom at the pointer"), "wheel"),
    Gesture(Wording("左右移动画布", "Scroll sideways"), "wheel", "Shift"),
    Gesture(Wording("空白处：添加；节点：编辑", "On nothing: add; on a node: edit"), "double_click"),
    Gesture(Wording("加选或减选", "Add to the selection, or take out"), "click", "Shift"),
    Gesture(Wording("看这里能做什么", "See what can be done here"), "right_click"),
)
WITH_THE_TOUCHPAD: Final[tuple[Gesture, ...]] = (
    Gesture(Wording("放大、缩小", "Zoom"), "pinch"),
    Gesture(Wording("移动画布", "Move the canvas"), "two_fingers"),
)

FIXED_KEYS: Final[dict[str, Wording]] = {
    "Tab": Wording("去下一个控件", "going to the next control"),
    "Shift+Tab": Wording("去上一个控件", "going to the control before"),
    "Esc": Wording("取消和关闭", "cancelling and closing"),
    "Return": Wording("确定和编辑", "confirming and editing"),
    "Enter": Wording("确定和编辑", "confirming and editing"),
    "Space": Wording("按下按钮、拖动画布", "pressing buttons, dragging the canvas"),
    "Left": Wording("移动", "moving"),
    "Right": Wording("移动", "moving"),
    "Up": Wording("移动", "moving"),
    "Down": Wording("移动", "moving"),
    "C": Wording("在画布和大纲里拉连接", "connecting on the canvas and in the outline"),
    "K": Wording("在画布上划线断开", "cutting on the canvas"),
    "F2": Wording("在大纲里改名", "renaming in the outline"),
    "Ins": Wording("在大纲里添加", "adding in the outline"),
}
"""Keys that stay what they are everywhere → what for."""
