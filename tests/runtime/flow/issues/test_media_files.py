"""What the checks say about media whose files were looked at."""

from __future__ import annotations

from dataclasses import replace

from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.issue import Issue
from runtime.flow.issues.checker import check_flow
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.card import Card
from runtime.messages.elements.element import Element
from runtime.messages.elements.file import File
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.media import CardMedia
from runtime.messages.media_facts import MediaFacts
from runtime.messages.message import Message
from runtime.wording import Wording

PICTURE = MediaFacts("media:shoe.png", "shoe.png", "image/png", 5_000, 640, 360)
FILM = MediaFacts("media:film.mp4", "film.mp4", "video/mp4", 9_000, 640, 360, 75.0)


def found(content: Element, *files: MediaFacts) -> list[Issue]:
    node = SendMessage(id=NodeId("n"), title="新品", message=Message(content=content))
    flow = Flow(id=FlowId("f"), nodes={node.id: node})
    issues = check_flow(flow, "strict_cn", {file.name: file for file in files})
    return [each for each in issues if "media" in each.code or each.code == "limit"]


def card(**values: object) -> RichCard:
    media = CardMedia.model_validate(
        {"source": PICTURE.source, "content_type": "image/png", "size_bytes": 5_000, **values}
    )
    return RichCard(card=Card(media=media, title="新品"))


def test_a_picture_that_is_what_the_card_says_has_no_issue() -> None:
    assert found(card(), PICTURE) == []


def test_two_names_of_one_type_are_the_same() -> None:
    photo = replace(PICTURE, content_type="image/jpeg")

    assert found(card(content_type="image/jpg"), photo) == []


def test_a_file_of_another_type_is_an_error_with_the_type_as_its_repair() -> None:
    (issue,) = found(card(content_type="image/jpeg"), PICTURE)

    assert (issue.code, issue.severity) == ("media_type_differs", "error")
    assert issue.fix is not None
    assert issue.fix.data["value"] == "image/png"


def test_a_file_that_was_changed_is_told_with_its_size_now() -> None:
    (issue,) = found(card(), replace(PICTURE, size_bytes=6_000))

    assert (issue.code, issue.severity) == ("media_size_differs", "warning")
    assert issue.fix is not None
    assert issue.fix.data["value"] == 6_000


def test_a_file_that_cannot_be_used_says_why_and_offers_to_choose_another() -> None:
    why = Wording("文件不完整。", "The file is incomplete.")

    (issue,) = found(card(), replace(PICTURE, problem=why))

    assert why.zh in issue.sentence.zh
    assert issue.fix is not None
    assert issue.fix.name == "choose_media"


def test_a_film_in_a_card_is_held_to_the_length_of_films() -> None:
    content = card(source=FILM.source, content_type="video/mp4", size_bytes=9_000)

    (issue,) = found(content, FILM)

    assert issue.code == "media_too_long"
    assert "75" in issue.sentence.zh
    assert issue.carriers


def test_a_length_that_the_file_message_tells_itself_is_counted_once() -> None:
    content = File(
        source=FILM.source, name="film", content_type="video/mp4", size_bytes=9_000, duration_s=75.0
    )

    assert [issue.code for issue in found(content, FILM)] == ["limit"]


def test_a_picture_over_the_limit_can_be_compressed() -> None:
    large = replace(PICTURE, size_bytes=3_000_000)

    (issue,) = found(card(size_bytes=3_000_000), large)

    assert issue.fix is not None
    assert issue.fix.name == "shrink_media"
    assert "2 MB" in issue.fix.label.zh


def test_nothing_is_said_of_files_nobody_looked_at() -> None:
    assert [issue.code for issue in found(card(content_type="image/jpeg"))] == ["missing_media"]
