"""Text from other programs as a form takes it."""

from __future__ import annotations

from typing import Final

from widgets.form.template_tokens import OBJECT

_PASTED: Final = str.maketrans(
    {
        "\t": " ",
        "\v": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        **{chr(code): " " for code in (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F)},
        **dict.fromkeys("\xad\u200b\u2060\ufeff", ""),
        OBJECT: "",
    }
)
"""What other programs put on the clipboard → what a handset can show; cells, soft line ends, odd spaces.

Joiners (U+200C, U+200D) stay: scripts and emoji need them. So does the wide space of Chinese texts.
"""


def pasted_text(text: str, *, many_lines: bool, is_from_page: bool) -> str:
    """Plain text; tabs between cells, and in one line the line ends, become spaces.

    What comes *from a page* or a document ends with a line end of its own, which is left out.
    """
    plain = text.translate(_PASTED).replace("\r\n", "\n").replace("\r", "\n")
    plain = plain.removesuffix("\n") if is_from_page else plain
    if many_lines:
        return plain
    return " ".join(line.strip() for line in plain.split("\n") if line.strip())
