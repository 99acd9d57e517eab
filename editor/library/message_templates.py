"""Own messages and cards to begin with: one small JSON file each in the workspace, media beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias
from uuid import uuid4

from pydantic import ValidationError

from editor.library.media_folder import MediaFolder
from resources.files import resource_names, resource_path
from runtime.flow.file_format import write_whole
from runtime.messages.card import Card
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.media import LOCAL
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from runtime.wording import Wording, same

TemplateKind: TypeAlias = Literal["message", "card"]
FOLDER: Final = "templates"
SHIPPED: Final = "templates/messages"
FORMAT: Final = 1
MAX_BYTES: Final = 256 * 1024
"""A message is a few kilobytes; a larger file is no template."""
MAX_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """One template; a card's message is a rich card that shows it."""

    id: str
    name: Wording
    kind: TemplateKind
    message: Message
    is_shipped: bool = False

    @property
    def card(self) -> Card | None:
        """The card of a card template."""
        content = self.message.content
        return content.card if self.kind == "card" and isinstance(content, RichCard) else None


class MessageTemplates:
    """Reads and keeps templates in the workspace; those that ship come after one's own.

    Every method that writes raises OSError when the disk refuses.
    """

    def __init__(self, workspace: Path) -> None:
        self.folder = workspace / FOLDER
        self.media = MediaFolder(self.folder / "media")

    def own(self) -> tuple[MessageTemplate, ...]:
        """One's own, by name; files that are no templates are passed over."""
        if not self.folder.is_dir():
            return ()
        read = (_read(path, path.stem) for path in sorted(self.folder.glob("*.json")))
        found = [each for each in read if each is not None]
        return tuple(sorted(found, key=lambda each: each.name.zh.casefold()))

    def all(self) -> tuple[MessageTemplate, ...]:
        """One's own, then those that ship."""
        return (*self.own(), *shipped_templates())

    def save(self, name: str, content: Message | Card, media: MediaFolder) -> MessageTemplate:
        """Keep a message or a card under a name, its files with it; a name that is taken gets a number."""
        is_card = isinstance(content, Card)
        message = Message(content=RichCard(card=content)) if isinstance(content, Card) else content
        taken = {each.name.zh for each in self.own()}
        whole = name.strip()[:MAX_NAME] or "1"
        free = next(
            candidate
            for number in range(1, len(taken) + 2)
            if (candidate := whole if number == 1 else f"{whole} {number}") not in taken
        )
        made = MessageTemplate(
            uuid4().hex[:8],
            same(free),
            "card" if is_card else "message",
            brought(message, media, self.media),
        )
        self._write(made)
        return made

    def rename(self, template_id: str, name: str) -> None:
        """Give one of one's own another name; raises KeyError when it is gone."""
        old = self._find(template_id)
        self._write(MessageTemplate(old.id, same(name.strip()[:MAX_NAME]), old.kind, old.message))

    def delete(self, template_id: str) -> Callable[[], None]:
        """Take one away; gives what puts it back. Raises KeyError when it is gone."""
        old = self._find(template_id)
        (self.folder / f"{template_id}.json").unlink(missing_ok=True)

        def restore() -> None:
            self._write(old)

        return restore

    def message_for(self, template: MessageTemplate, media: MediaFolder) -> Message:
        """The message of a template with ids of its own, its files in *media*."""
        here = brought(template.message, self.media, media)
        return here.with_suggestions(_fresh)

    def _find(self, template_id: str) -> MessageTemplate:
        return {each.id: each for each in self.own()}[template_id]

    def _write(self, template: MessageTemplate) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        data = {
            "format": FORMAT,
            "name": {"zh": template.name.zh, "en": template.name.en},
            "kind": template.kind,
            "message": template.message.model_dump(mode="json", exclude_defaults=True)
            | {"content": template.message.content.model_dump(mode="json")},
        }
        text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)
        write_whole(self.folder / f"{template.id}.json", text.encode("utf-8", "surrogatepass"))


def shipped_templates() -> tuple[MessageTemplate, ...]:
    """Those that come with the program."""
    names = resource_names(SHIPPED, ".json")
    paths = [resource_path(f"{SHIPPED}/{name}") for name in names]
    read = (_read(path, f"shipped-{path.stem}", is_shipped=True) for path in paths)
    return tuple(each for each in read if each is not None)


def brought(message: Message, source: MediaFolder, target: MediaFolder) -> Message:
    """*message* with the files it shows taken from one folder into another; missing ones stay named.

    Raises OSError when one cannot be copied.
    """
    names: dict[str, str] = {}
    for each in message.media_sources():
        file = source.path_of(each) if each.startswith(LOCAL) else None
        if file is not None and file.parent == source.home and source.home != target.home:
            names[each] = target.take_in(file)
    if not any(old != new for old, new in names.items()):
        return message
    return Message.model_validate(_renamed(message.model_dump(mode="json"), names))


def _renamed(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, dict):
        return {
            key: names.get(each, each) if key == "source" and isinstance(each, str) else _renamed(each, names)
            for key, each in value.items()
        }
    return [_renamed(each, names) for each in value] if isinstance(value, list) else value


def _read(path: Path, template_id: str, *, is_shipped: bool = False) -> MessageTemplate | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            return None
        name, kind = data["name"], data["kind"]
        message = Message.model_validate(data["message"])
        words = Wording(str(name["zh"])[:MAX_NAME], str(name["en"])[:MAX_NAME])
    except (OSError, ValueError, LookupError, TypeError, RecursionError, ValidationError):
        return None
    found: TemplateKind = "card" if kind == "card" else "message"
    return MessageTemplate(template_id, words, found, message, is_shipped)


def _fresh(suggestion: Suggestion) -> Suggestion:
    own = SuggestionId(uuid4().hex[:8])
    return suggestion.model_copy(update={"id": own, "postback": ""})
