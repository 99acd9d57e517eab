"""What a changed card shows: the old text struck through above the new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF

from editor.canvas import measures as m
from editor.canvas.card_plan import CardPlan, Fits
from editor.canvas.text_fit import TextFit
from editor.document.differing.entries import Entry
from editor.document.differing.texts import Span, texts_of_change
from widgets.language import tr

TEXTS_MAX: Final = 2
"""More changes of one node are told by the list."""
_NEW_LINES: Final = 2
_LONGEST_CHOICE: Final = 24
"""A value that is shown in other words is the key of a choice; keys are short."""


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One line of an old or new text; the pieces, joined, are what is drawn."""

    pieces: tuple[Span, ...]
    at: QPointF
    is_old: bool


def compared_plan(
    plan: CardPlan, entries: Sequence[Entry], fits: Fits
) -> tuple[CardPlan, tuple[ComparedLine, ...]]:
    """The plan of a changed card with room for its old and new texts, and these texts.

    A card whose texts are the same keeps its plan.
    """
    changes = _texts(entries)
    if not changes:
        return plan, ()
    first, line_height = _top_of_lines(plan), m.LINE
    lines: list[ComparedLine] = []
    y = first
    room = plan.width - 2 * m.PADDING
    for old, new in changes:
        found = texts_of_change(old, new)
        for spans, is_old, most in ((found.old, True, 1), (found.new, False, _NEW_LINES)):
            for pieces in _wrapped(spans, fits.body, room, most):
                lines.append(
                    ComparedLine(pieces, QPointF(m.PADDING, fits.body.baseline(y, line_height)), is_old)
                )
                y += line_height
    bottom = y + m.PREVIEW_BOTTOM
    return _grown(plan, bottom - (plan.divider if plan.divider is not None else plan.height)), tuple(lines)


def _texts(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in entries:
        change = entry.changes[0] if entry.changes else None
        if change is None or change.kind != "changed" or change.path[:1] == ("title",):
            continue
        if isinstance(change.old, str) and isinstance(change.new, str) and entry.was and entry.now:
            is_choice = change.old != "" and tr(entry.was) != change.old and len(change.old) < _LONGEST_CHOICE
            found.append((tr(entry.was), tr(entry.now)) if is_choice else _joined(change.old, change.new))
        elif entry.was is not None and entry.now is not None:
            found.append((tr(entry.was), tr(entry.now)))
    return found[:TEXTS_MAX]


def _joined(old: str, new: str) -> tuple[str, str]:
    return " ".join(old[: m.TEXT_READ_MAX].split()), " ".join(new[: m.TEXT_READ_MAX].split())


def _top_of_lines(plan: CardPlan) -> float:
    bottoms = [frame.bottom() for frame, _ in plan.thumbs]
    if plan.map_frame is not None:
        bottoms.append(plan.map_frame.bottom())
    return bottoms[0] + m.PREVIEW_BOTTOM - 1 if bottoms else m.HEADER + m.PREVIEW_BOTTOM


def _grown(plan: CardPlan, more: float) -> CardPlan:
    """The plan without lines of its own and everything below them moved down."""
    return replace(
        plan,
        lines=(),
        height=plan.height + more,
        divider=None if plan.divider is None else plan.divider + more,
        rows=tuple(replace(row, y=row.y + more, baseline=row.baseline + more) for row in plan.rows),
        fold=None if plan.fold is None else (plan.fold[0] + more, plan.fold[1]),
        exits={name: y + more for name, y in plan.exits.items()},
    )


def _wrapped(spans: tuple[Span, ...], fit: TextFit, room: float, most: int) -> list[tuple[Span, ...]]:
    """Pieces of the text in lines; where it does not fit it begins near the first difference."""
    text = "".join(span.text for span in spans)
    marks = [span.differs for span in spans for _ in span.text]
    begin = _begin(text, marks, fit, room * most)
    shown, marks = text[begin:], marks[begin:]
    if begin:
        shown, marks = "…" + shown, [False, *marks]
    lines: list[tuple[Span, ...]] = []
    for line in fit.wrapped(shown, room, most):
        at = shown.find(line.rstrip("…")) if line.rstrip("…") else 0
        flags = marks[at : at + len(line)]
        flags += [False] * (len(line) - len(flags))
        lines.append(_pieces(line, flags))
        shown, marks = shown[at + len(line) :], marks[at + len(line) :]
    return lines


def _begin(text: str, marks: list[bool], fit: TextFit, room: float) -> int:
    """Where to begin so that the first difference shows; the beginning where all of it fits."""
    first = next((index for index, differs in enumerate(marks) if differs), 0)
    if fit.width(text) <= room or fit.width(text[:first]) <= room * 0.6:
        return 0
    return max(0, first - 4)


def _pieces(line: str, flags: Sequence[bool]) -> tuple[Span, ...]:
    found: list[Span] = []
    for character, differs in zip(line, flags, strict=True):
        if found and found[-1].differs == differs:
            found[-1] = Span(found[-1].text + character, differs)
        else:
            found.append(Span(character, differs))
    return tuple(found)
