"""What a conflict says."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel

from editor.document.differing.naming import found_at, hint_at, value_words
from editor.document.differing.sentences import field_words
from editor.document.merging.conflict import Conflict, ConflictKind, Side, path_of
from editor.document.merging.values import Clash
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issues.naming import name_of, quoted, shortened
from runtime.flow.layout import Frame, Note
from runtime.flow.node import Node
from runtime.wording import Wording, same

_BOTH: Final = Wording("两边都改了{place}，改得不一样", "Both copies changed {place}, each in its own way")
_ITEM: Final = Wording(
    "{place}里的「{item}」：{gone}删除了，{stayed}改了",
    '"{item}" in {place}: {gone} removed it, {stayed} changed it',
)
_NODE: Final = Wording("{node}：{gone}删除了，{stayed}改了", "{node}: {gone} removed it, {stayed} changed it")
_WIRED: Final = Wording(
    "{node}：{gone}删除了，{stayed}新接到了这里", "{node}: {gone} removed it, {stayed} leads to it anew"
)
_EXIT: Final = Wording("两边把{exit}接到了不同的地方", "The copies lead {exit} to different places")
_SIDES: Final[dict[Side, Wording]] = {
    "ours": Wording("这一份", "this copy"),
    "theirs": Wording("另一份", "the other copy"),
}
_NOWHERE: Final = Wording("不接到任何地方", "nowhere")
_GONE: Final = Wording("（删除）", "(removed)")
_KEPT: Final = Wording("（保留）", "(kept)")


def worded(
    clash: Clash, kind: ConflictKind, name: str, record: BaseModel, nodes: dict[NodeId, Node]
) -> Conflict:
    """The conflict of a clash in *record*, which is the joined one; *nodes* name what exits lead to."""
    if clash.place[:1] == ("targets",) and isinstance(record, Node):
        return _made(clash, kind, name, *_exit_words(clash, record, nodes))
    path = path_of(record, clash.place) or ()
    owner = _owner(record)
    hint = hint_at(record, path)
    if clash.gone is not None and path and isinstance(path[-1], int):
        item = value_words(found_at(record, path), hint)
        place = field_words(record, path[:-1], owner)
        sentence = _ITEM.format(place=place, item=item, **_who(clash))
    else:
        sentence = _BOTH.format(place=field_words(record, path, owner))
    ours = _GONE if clash.gone == "ours" else value_words(clash.ours, hint)
    theirs = _GONE if clash.gone == "theirs" else value_words(clash.theirs, hint)
    return _made(clash, kind, name, sentence, ours, theirs)


def worded_node(clash: Clash, node: Node, is_wired: bool) -> Conflict:
    """The conflict of a node that one copy removed and the other changed, or led to anew."""
    sentence = (_WIRED if is_wired else _NODE).format(node=name_of(node), **_who(clash))
    ours = _GONE if clash.gone == "ours" else _KEPT
    theirs = _GONE if clash.gone == "theirs" else _KEPT
    return _made(clash, "node", node.id, sentence, ours, theirs)


def _made(
    clash: Clash, kind: ConflictKind, name: str, sentence: Wording, ours: Wording, theirs: Wording
) -> Conflict:
    return Conflict(
        id="/".join([kind, name, *map(str, clash.place)]),
        kind=kind,
        name=name,
        place=clash.place,
        base=clash.base,
        ours=clash.ours,
        theirs=clash.theirs,
        gone=clash.gone or "",
        kept=clash.kept,
        sentence=sentence,
        ours_words=ours,
        theirs_words=theirs,
    )


def _who(clash: Clash) -> dict[str, Wording]:
    gone: Side = clash.gone or "theirs"
    return {"gone": _SIDES[gone], "stayed": _SIDES["ours" if gone == "theirs" else "theirs"]}


def _owner(record: BaseModel) -> Wording:
    if isinstance(record, Node):
        return name_of(record)
    if isinstance(record, Note):
        return Wording("便签", "note") if not record.text else quoted(shortened(record.text))
    if isinstance(record, Frame):
        return quoted(shortened(record.title))
    assert isinstance(record, Flow)
    return same("")


def _exit_words(clash: Clash, node: Node, nodes: dict[NodeId, Node]) -> tuple[Wording, Wording, Wording]:
    name = ExitName(str(clash.place[1]))
    label = next((offer.label for offer in node.offers() if offer.name == name), same(name))
    owner = name_of(node)
    exit_words = Wording(f"{owner.zh}的{quoted(label).zh}", f"{quoted(label).en} of {owner.en}")

    def end(target: object) -> Wording:
        found = nodes.get(NodeId(target)) if isinstance(target, str) else None
        return _NOWHERE if found is None else name_of(found)

    return _EXIT.format(exit=exit_words), end(clash.ours), end(clash.theirs)
