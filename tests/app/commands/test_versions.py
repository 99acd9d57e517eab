"""`xinliu diff` and `xinliu merge` alone and inside git."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.flow.document import Document
from runtime.flow.file_format import read_document, write_document
from runtime.records import FieldPath, value_at
from tests.app.commands.conftest import ROOT, Run
from tests.editor.document.test_difference import changed, without_node
from tests.support.flows import node_id, spring_sale

TITLE: FieldPath = ("message", "content", "cards", 1, "title")


def saved(folder: Path, name: str, document: Document) -> Path:
    """The file of a document."""
    path = folder / f"{name}.xinliu.json"
    write_document(document, path)
    return path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The version both copies began with."""
    return saved(tmp_path, "base", spring_sale())


def test_diff_says_what_differs_and_gives_status_1(tmp_path: Path, base: Path, xinliu: Run) -> None:
    new = saved(tmp_path, "new", without_node(changed(spring_sale(), "carousel", TITLE, "跑鞋"), "remind"))

    result = xinliu("diff", base, new)

    assert result.exit_code == 1
    assert '✎ Changed title of card 2 of "新品轮播"' in result.stdout
    assert "轻便跑鞋 → 跑鞋" in result.stdout
    assert '－ Removed: "提醒一次"' in result.stdout


def test_diff_of_one_version_gives_status_0(base: Path, xinliu: Run) -> None:
    result = xinliu("diff", base, base)

    assert result.exit_code == 0
    assert "Nothing differs" in result.stdout


def test_diff_tells_programs_and_people(tmp_path: Path, base: Path, xinliu: Run) -> None:
    new = saved(tmp_path, "new", changed(spring_sale(), "carousel", TITLE, "跑鞋"))

    found = json.loads(xinliu("diff", base, new, "--json").stdout)
    told = xinliu("diff", base, new, "--people")

    assert found["same"] is False
    assert found["entries"][0]["changes"] == [
        {
            "kind": "changed",
            "old_field": "message.content.cards.1.title",
            "field": "message.content.cards.1.title",
            "old": "轻便跑鞋",
            "new": "跑鞋",
        }
    ]
    assert '"新品轮播" says something else' in told.stdout


def test_a_version_that_does_not_exist_is_an_empty_one(base: Path, xinliu: Run) -> None:
    result = xinliu("diff", os.devnull, base)

    assert result.exit_code == 1
    assert '＋ New: "新品轮播"' in result.stdout


@pytest.mark.parametrize("command", ["diff", "merge"])
def test_an_unreadable_file_gives_status_2(tmp_path: Path, base: Path, xinliu: Run, command: str) -> None:
    bad = tmp_path / "bad.xinliu.json"
    bad.write_text("<<<<<<< ours", "utf-8")
    rest = [bad, "-o", tmp_path / "out.xinliu.json"] if command == "merge" else []

    result = xinliu(command, base, bad, *rest)

    assert result.exit_code == 2
    assert "Cannot open" in result.stderr


def test_merge_joins_what_each_copy_changed(tmp_path: Path, base: Path, xinliu: Run) -> None:
    ours = saved(tmp_path, "ours", changed(spring_sale(), "carousel", TITLE, "跑鞋"))
    theirs = saved(tmp_path, "theirs", changed(spring_sale(), "city", ("retries",), 5))
    joined = tmp_path / "joined.xinliu.json"

    result = xinliu("merge", base, ours, theirs, "-o", joined)

    assert result.exit_code == 0
    nodes = read_document(joined).flow.nodes
    assert value_at(nodes[node_id("carousel")], TITLE) == "跑鞋"
    assert value_at(nodes[node_id("city")], ("retries",)) == 5


def test_merge_lists_conflicts_and_writes_ours_unless_strict(tmp_path: Path, base: Path, xinliu: Run) -> None:
    ours = saved(tmp_path, "ours", changed(spring_sale(), "carousel", TITLE, "甲"))
    theirs = saved(tmp_path, "theirs", changed(spring_sale(), "carousel", TITLE, "乙"))
    joined = tmp_path / "joined.xinliu.json"

    strict = xinliu("merge", base, ours, theirs, "-o", joined, "--strict", "--json")
    is_written = joined.exists()
    result = xinliu("merge", base, ours, theirs, "-o", joined)

    assert strict.exit_code == result.exit_code == 1
    assert not is_written
    (conflict,) = json.loads(strict.stdout)["conflicts"]
    assert (conflict["base"], conflict["ours"], conflict["theirs"]) == ("轻便跑鞋", "甲", "乙")
    assert conflict["place"] == list(TITLE)
    assert "this copy: 甲  the other copy: 乙" in result.stdout
    assert value_at(read_document(joined).flow.nodes[node_id("carousel")], TITLE) == "甲"


def test_merge_replaces_a_copy_but_nothing_else_unasked(tmp_path: Path, base: Path, xinliu: Run) -> None:
    ours, theirs = saved(tmp_path, "ours", spring_sale()), saved(tmp_path, "theirs", spring_sale())
    other = saved(tmp_path, "other", spring_sale())

    assert xinliu("merge", base, ours, theirs, "-o", ours).exit_code == 0
    assert xinliu("merge", base, ours, theirs, "-o", other).exit_code == 2
    assert xinliu("merge", base, ours, theirs, "-o", other, "--force").exit_code == 0


def git(folder: Path, *arguments: str, status: int = 0) -> str:
    """Runs git in a folder, apart from the settings of the person and the machine."""
    environment = os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "甲",
        "GIT_AUTHOR_EMAIL": "a@example.cn",
        "GIT_COMMITTER_NAME": "甲",
        "GIT_COMMITTER_EMAIL": "a@example.cn",
        "XINLIU_LANGUAGE": "en",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
def test_git_merges_scenarios_by_meaning_and_shows_them_in_words(tmp_path: Path) -> None:
    program = shlex.join([sys.executable, "-m", "app"])
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "merge.xinliu.driver", f"{program} merge %O %A %B -o %A")
    git(tmp_path, "config", "difftool.xinliu.cmd", f'{program} diff "$LOCAL" "$REMOTE"')
    git(tmp_path, "config", "difftool.prompt", "false")
    (tmp_path / ".gitattributes").write_text("*.xinliu.json merge=xinliu\n", "utf-8")

    def commit(document: Document, message: str) -> None:
        saved(tmp_path, "sale", document)
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", message)

    commit(spring_sale(), "base")
    git(tmp_path, "switch", "-q", "-c", "theirs")
    commit(changed(spring_sale(), "city", ("retries",), 5), "theirs")
    git(tmp_path, "switch", "-q", "-c", "clash")
    commit(changed(changed(spring_sale(), "city", ("retries",), 5), "carousel", TITLE, "乙"), "clash")
    git(tmp_path, "switch", "-q", "main")
    commit(changed(spring_sale(), "carousel", TITLE, "甲"), "ours")

    git(tmp_path, "merge", "-q", "--no-edit", "theirs")
    shown = git(tmp_path, "difftool", "-t", "xinliu", "HEAD~1", "HEAD", "--", "sale.xinliu.json")
    refused = git(tmp_path, "merge", "--no-edit", "clash", status=1)

    nodes = read_document(tmp_path / "sale.xinliu.json").flow.nodes
    assert value_at(nodes[node_id("carousel")], TITLE) == "甲"
    assert value_at(nodes[node_id("city")], ("retries",)) == 5
    assert 'ask again of "询问城市"' in shown
    assert 'Both copies changed title of card 2 of "新品轮播"' in refused
    assert "sale.xinliu.json" in git(tmp_path, "diff", "--name-only", "--diff-filter=U")
