"""What the document refuses, each with the sentence people read.

DocumentRefusal
├── EditUnderway        a second edit while one is open
├── NodeMissing         no node has the id
├── IdTaken             an id that exists already
├── ConnectionRefused   an exit may not lead there
└── PasteRefused        the clipboard holds nothing that fits here
"""

from __future__ import annotations

from runtime.wording import Wording


class DocumentRefusal(Exception):
    """The document cannot do what was asked; *sentence* says why in both languages."""

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class EditUnderway(DocumentRefusal):
    """An edit was begun, or a change applied, while another edit is open."""

    def __init__(self) -> None:
        super().__init__(Wording("上一步修改还没有完成。", "The edit before this one is not finished."))


class NodeMissing(DocumentRefusal):
    """No node has the id asked for."""

    def __init__(self, node_id: str) -> None:
        super().__init__(Wording(f"没有节点 {node_id}。", f"There is no node {node_id}."))


class IdTaken(DocumentRefusal):
    """Something was added under an id that exists already."""

    def __init__(self, kept_id: str) -> None:
        super().__init__(Wording(f"已经有 {kept_id} 了。", f"{kept_id} exists already."))


class ConnectionRefused(DocumentRefusal):
    """An exit may not lead where it was sent; the sentence is the rule's."""


class PasteRefused(DocumentRefusal):
    """The clipboard's data are no part of a scenario, too large, or do not fit here."""
