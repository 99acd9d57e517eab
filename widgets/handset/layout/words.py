"""The words and suggestions of a card as one client shows them: what is cut, what is folded away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from runtime.messages.blocks import ButtonBlock, CardBlock
from widgets.handset.layout.loss import Loss, LossKind
from widgets.handset.measures import Measures
from widgets.handset.metrics import CARD_PADDING_Y, CARD_TEXT_GAP
from widgets.handset.paragraph import Paragraph, lay_out_text
from widgets.handset.typeface import line_height
from widgets.language import tr


@dataclass(frozen=True)
class CardWords:
    """What a card says; `fold` is the row behind which the hidden suggestions are, if any."""

    title: Paragraph | None
    description: Paragraph | None
    buttons: tuple[ButtonBlock, ...]
    hidden: tuple[ButtonBlock, ...] = ()
    fold: str = ""
    is_list: bool = False
    """The client always shows several suggestions as one list, whatever the card says."""

    @property
    def height(self) -> float:
        """Of title and description with their padding, 0 without both."""
        parts = [part.height for part in (self.title, self.description) if part is not None]
        return sum(parts) + CARD_TEXT_GAP * (len(parts) - 1) + 2 * CARD_PADDING_Y if parts else 0.0

    @property
    def rows(self) -> int:
        """Rows under the words."""
        return len(self.buttons) + bool(self.fold)

    def losses(self, block: CardBlock) -> Iterator[Loss]:
        """What of *block* is not said here; cut suggestions are found where they are laid out."""
        if block.title and (self.title is None or self.title.is_cut):
            title: LossKind = "title_hidden" if self.title is None else "title_cut"
            yield Loss(title, (*block.path, "title"), text=block.title)
        if block.description and (self.description is None or self.description.is_cut):
            said: LossKind = "description_hidden" if self.description is None else "description_cut"
            yield Loss(said, (*block.path, "description"), text=block.description)
        if self.hidden:
            first = self.hidden[0]
            kind: LossKind = "suggestions_folded" if self.is_list else "suggestions_hidden"
            yield Loss(kind, first.path, len(self.hidden), first.text)


def lay_out_words(block: CardBlock, width: float, room: float, measures: Measures) -> CardWords:
    """Say what fits into *width* and, with the suggestions, into the height *room*."""
    folded = _folded(block, measures)
    if measures.cut_order == "height":
        return _fitted(block, width, room, measures, folded)
    rest = room - folded.rows * measures.suggestion_height
    title, lines_left = _title(block, width, measures, measures.title_lines)
    if title is not None:
        rest -= title.height + CARD_TEXT_GAP
    step = line_height("description", measures.scale)
    fitting = max(int((rest - 2 * CARD_PADDING_Y) // step), 1)
    limits = [limit for limit in (measures.description_lines, lines_left) if limit]
    if folded.fold and _is_long(block, measures):
        limits.append(measures.folded_lines)
    return replace(
        folded, title=title, description=_description(block, width, measures, min(fitting, *limits, 99))
    )


def _folded(block: CardBlock, measures: Measures) -> CardWords:
    """The suggestions that show, and the row in place of the others."""
    buttons = block.buttons
    if buttons and _is_long(block, measures):
        return CardWords(None, None, (), buttons, tr("展开", "Unfold"))
    if measures.suggestions_shown and len(buttons) > measures.suggestions_shown:
        words = tr(f"选项（{len(buttons)}）", f"Options ({len(buttons)})")
        return CardWords(None, None, (), buttons, words, is_list=True)
    return CardWords(None, None, buttons)


def _fitted(block: CardBlock, width: float, room: float, measures: Measures, folded: CardWords) -> CardWords:
    """Shortened step by step until it is low enough: words first, then suggestions, then words at all."""
    title, lines_left = _title(block, width, measures, measures.title_lines)
    limits = [limit for limit in (measures.description_lines, lines_left) if limit]
    shown = replace(
        folded, title=title, description=_description(block, width, measures, min(limits, default=0))
    )

    def is_too_high(words: CardWords) -> bool:
        return words.height + words.rows * measures.suggestion_height > room

    if is_too_high(shown) and shown.description is not None:
        least = replace(shown, description=_description(block, width, measures, 1))
        shown = least if is_too_high(least) else _most_lines(block, width, room, measures, shown)
    if is_too_high(shown) and shown.title is not None:
        shown = replace(shown, title=_title(block, width, measures, 1)[0])
    while is_too_high(shown) and shown.buttons:
        shown = replace(shown, buttons=shown.buttons[:-1], hidden=(shown.buttons[-1], *shown.hidden))
    if is_too_high(shown):
        shown = replace(shown, description=None)
    if is_too_high(shown):
        shown = replace(shown, title=None)
    return shown


def _most_lines(
    block: CardBlock, width: float, room: float, measures: Measures, shown: CardWords
) -> CardWords:
    """As many lines of the description as fit."""
    assert shown.description is not None
    others = shown.height - shown.description.height + shown.rows * measures.suggestion_height
    lines = max(int((room - others) // line_height("description", measures.scale)), 1)
    return replace(shown, description=_description(block, width, measures, lines))


def _title(block: CardBlock, width: float, measures: Measures, lines: int) -> tuple[Paragraph | None, int]:
    """The title, and the lines it leaves to the description where both share a number; 0 is no limit."""
    if not block.title:
        return None, measures.text_lines
    limit = min(lines or measures.text_lines, measures.text_lines or lines)
    title = lay_out_text(block.title, "title", width, limit, block.title_styles, measures.scale)
    return title, max(measures.text_lines - title.lines, 1) if measures.text_lines else 0


def _description(block: CardBlock, width: float, measures: Measures, lines: int) -> Paragraph | None:
    if not block.description:
        return None
    styles = block.description_styles
    return lay_out_text(block.description, "description", width, lines, styles, measures.scale)


def _is_long(block: CardBlock, measures: Measures) -> bool:
    return 0 < measures.fold_characters < len(block.description)
