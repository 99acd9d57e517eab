"""`xinliu message`: what other programs wrote is read, shown and written back, and the repairs are stated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

from runtime.messages.limits import profile_names
from runtime.messages.message import Message
from runtime.messages.reading import read_pasted
from tests.app.commands.conftest import ROOT, Run
from tests.support.golden import GOLDEN_DIR, Golden

FOLDER = GOLDEN_DIR / "exchange"
FIXTURES = sorted(file.name for file in FOLDER.iterdir() if file.suffix in (".json", ".xml"))


def _read(file: Path) -> Message:
    message = read_pasted(file.read_text("utf-8")).message
    assert message is not None
    return message


def _told(result: Any) -> dict[str, Any]:  # noqa: ANN401 - the result of a command
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", FIXTURES)
def test_what_a_platform_wrote_is_read_with_exactly_the_stated_repairs(
    name: str, xinliu: Run, golden: Golden
) -> None:
    told = _told(xinliu("message", FOLDER / name, "--json"))

    lines = [f"~ {words['en']}" for words in told["repaired"]]
    lines += [f"✗ {words['en']}" for words in told["not_understood"]]
    golden.check_text(f"exchange/{name}.repairs.txt", "".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize("profile", profile_names())
@pytest.mark.parametrize("name", FIXTURES)
def test_what_was_read_is_written_back_and_means_the_same(
    name: str, profile: str, xinliu: Run, tmp_path: Path
) -> None:
    target = tmp_path / "written"

    result = xinliu("message", FOLDER / name, "--profile", profile, "-o", target)

    assert result.exit_code in (0, 1), result.stderr
    again = _read(target)
    assert again.to_wire() == _read(FOLDER / name).to_wire()
    assert again.fallback_text() == _read(FOLDER / name).fallback_text()
    assert again.traffic == _read(FOLDER / name).traffic
    assert read_pasted(target.read_text("utf-8")).not_understood == ()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", FIXTURES)
def test_what_was_read_is_shown(name: str, theme: str, xinliu: Run, tmp_path: Path, qapp: object) -> None:
    target = tmp_path / "seen.png"

    xinliu("message", FOLDER / name, "--to", "png", "--theme", theme, "-o", target)

    image = QImage(str(target))
    ground = QColor(image.pixel(image.width() // 2, 420))
    assert not image.isNull()
    assert (ground.lightness() > 128) == (theme == "light")


def test_the_first_message_of_a_scenario_is_what_people_get_first(xinliu: Run, sample: Path) -> None:
    told = _told(xinliu("message", sample, "--json"))

    assert told["node"] == "carousel"
    assert told["problems"] == []
    assert "春日风衣" in told["text"]


def test_a_node_of_a_scenario_is_shown_by_its_id(xinliu: Run, sample: Path) -> None:
    ids = list(json.loads(sample.read_text("utf-8"))["flow"]["nodes"])
    speaking = [node for node in ids if xinliu("message", sample, "--node", node).exit_code != 2]

    assert len(speaking) > 2
    assert "carousel" in speaking
    assert "start" not in speaking


def test_the_sms_comes_with_its_parts(xinliu: Run, sample: Path) -> None:
    told = _told(xinliu("message", sample, "--to", "text", "--json"))

    assert told["text"].startswith("【示例生活馆】")
    assert (told["parts"], told["encoding"], told["units_per_part"]) == (1, "ucs2", 70)
    plain = xinliu("message", sample, "--to", "text")
    assert plain.stdout == told["text"]
    assert "1 parts · 55 units of 70 · UCS-2" in plain.stderr


def test_a_message_without_a_fallback_says_so(xinliu: Run) -> None:
    result = xinliu("message", FOLDER / "ctcu-file.json", "--to", "text")

    assert result.exit_code == 0
    assert result.stdout == ""
    assert "no SMS fallback" in result.stderr


def test_what_a_profile_refuses_is_listed_and_gives_status_1(xinliu: Run, tmp_path: Path) -> None:
    body = {"suggestions": [{"reply": {"displayText": "查看离我最近的门店", "postback": {"data": "x"}}}]}
    file = tmp_path / "a.json"
    file.write_text(json.dumps(body), "utf-8")

    strict, lenient = (xinliu("message", file, "--profile", name) for name in ("ctcu", "gsma"))

    assert (strict.exit_code, lenient.exit_code) == (1, 0)
    assert "China Telecom and Unicom refuses" in strict.stderr


def test_a_profile_that_is_misspelt_is_answered_with_the_nearest(xinliu: Run, sample: Path) -> None:
    result = xinliu("message", sample, "--profile", "ctuc")

    assert result.exit_code == 2
    assert "Did you mean ctcu?" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--to", "gif"), "--to is"),
        (("--to", "png"), "-o"),
        (("--node", "carusel"), "Did you mean carousel?"),
        (("--node", "start"), "sends no message"),
    ],
)
def test_wrong_usage_gives_status_2(arguments: tuple[str, ...], part: str, xinliu: Run, sample: Path) -> None:
    result = xinliu("message", sample, *arguments)

    assert result.exit_code == 2
    assert part in result.stderr


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"menu": {}}', b"<a>", b"[" * 500])
def test_what_is_no_message_gives_status_2_and_a_sentence(
    content: bytes, xinliu: Run, tmp_path: Path
) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(content)

    result = xinliu("message", file)

    assert result.exit_code == 2
    assert "Cannot read" in result.stderr


def test_several_messages_are_not_one(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    everything = tmp_path / "all.rcc07.json"
    xinliu("export", sample, "--to", "wire", "-o", everything)

    result = xinliu("message", everything)

    assert result.exit_code == 2
    assert "messages; this shows one" in result.stderr


def test_an_existing_file_is_not_replaced(xinliu: Run, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.json"
    target.write_text("mine", "utf-8")

    result = xinliu("message", sample, "-o", target)

    assert result.exit_code == 2
    assert target.read_text("utf-8") == "mine"


def test_the_fixtures_name_nobody_real() -> None:
    said = "".join((FOLDER / name).read_text("utf-8") for name in FIXTURES)

    assert "example" in said
    assert str(ROOT) not in said
