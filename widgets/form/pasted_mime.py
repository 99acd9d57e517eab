"""What the clipboard offers, as a form takes it: the structure of a document, else its plain text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from widgets.form.pasted_text import pasted_text
from widgets.form.rich_text import plain_lines


def text_in(source: QMimeData, *, many_lines: bool) -> str:
    """The words of a clipboard or a drag, in lines where there may be several.

    Lists and tables of Word, Excel and pages become lines; letters and punctuation stay as they were.
    """
    has_html = source.hasHtml()
    if has_html and many_lines:
        lines = plain_lines(source.html())
        if lines:
            return pasted_text(lines, many_lines=True, is_from_page=False)
    return pasted_text(source.text(), many_lines=many_lines, is_from_page=has_html)
