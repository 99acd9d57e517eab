"""What importers refuse, each with the sentence people read.

UnreadableDocument
└── FileRefused          a package, table or zip file that cannot be read or is not safe to read
"""

from __future__ import annotations

from runtime.flow.errors import UnreadableDocument


class FileRefused(UnreadableDocument):
    """A file that is no scenario cannot be read; *sentence* says what is wrong and what to do."""
