"""Says in words what people do not see of a message on a kind of client."""

from __future__ import annotations

from typing import Final

from runtime.wording import Wording
from widgets.handset.layout.loss import Loss, LossKind

_TEXT_MAX: Final = 16
_SHORT: Final[dict[LossKind, Wording]] = {
    "title_cut": Wording("标题被截断", "The title is cut"),
    "title_hidden": Wording("标题放不下", "No room for the title"),
    "description_cut": Wording("描述被截断", "The description is cut"),
    "description_hidden": Wording("描述放不下", "No room for the description"),
    "suggestion_cut": Wording("按钮文字被截断：{text}", "A button is cut: {text}"),
    "suggestions_hidden": Wording(
        "{count} 个按钮看不到：从「{text}」起", '{count} buttons hidden, from "{text}"'
    ),
    "suggestions_folded": Wording("{count} 个按钮收在一个列表里", "{count} buttons are behind one list"),
    "chips_hidden": Wording("{count} 条建议收在一个列表里", "{count} suggestions are behind one list"),
    "as_text": Wording("变成了文字和网址", "Became words and addresses"),
    "suggestions_dropped": Wording("{count} 条建议没有了", "{count} suggestions are gone"),
    "not_shown": Wording("整条消息不显示", "The message is not shown at all"),
}
ALWAYS: Final[frozenset[LossKind]] = frozenset(
    {"suggestions_folded", "chips_hidden", "as_text", "suggestions_dropped", "not_shown"}
)
"""What a client does to every such message, or what a check of its own says: shown, but no problem."""


def short_words(loss: Loss) -> Wording:
    """The finding under its phone."""
    text = loss.text if len(loss.text) <= _TEXT_MAX else loss.text[: _TEXT_MAX - 1] + "…"
    return _SHORT[loss.kind].format(count=str(loss.count), text=text)


def issue_words(loss: Loss, clients: tuple[Wording, ...]) -> Wording:
    """The finding as a problem: on which clients, what, and what to do."""
    names = Wording("、".join(each.zh for each in clients), ", ".join(each.en for each in clients))
    is_hidden = loss.kind == "suggestions_hidden"
    advice = (
        Wording("缩短标题和描述，或减少按钮。", "Shorten title and description, or use fewer buttons.")
        if is_hidden
        else Wording("缩短它，或把要紧的话放在前面。", "Shorten it, or say what matters first.")
    )
    found = short_words(loss)
    return Wording(f"{names.zh}：{found.zh}。{advice.zh}", f"{names.en}: {found.en}. {advice.en}")
