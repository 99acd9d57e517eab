"""Packages carry scenarios and the media they show, and believe nothing they are told."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editor.exchange.format import ExportRefused
from editor.exchange.package.manifest import MANIFEST
from editor.exchange.package.reading import Package, read_package, unpack
from editor.exchange.package.writing import Packing, write_package
from editor.library.media_folder import MediaFolder
from runtime.flow.file_format import to_text
from runtime.spreadsheets.refusals import FileRefused
from tests.support.flows import greeting, spring_sale


def media_in(folder: Path, *names: str, data: bytes = b"picture") -> MediaFolder:
    home = folder / "media"
    home.mkdir(parents=True, exist_ok=True)
    for name in names:
        (home / name).write_bytes(data + name.encode())
    return MediaFolder(home)


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """春季促销 with three of its pictures, and one that it does not show."""
    return pack(tmp_path / "here", tmp_path / "春季促销.xinliu")


def pack(home: Path, target: Path) -> Path:
    media = media_in(home, "coat.png", "shoe.png", "bag.png", "unused.png")
    with target.open("wb") as stream:
        write_package((Packing(spring_sale(), media),), stream)
    return target


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The package with its entries changed; manifest and all."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def with_manifest(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    def inside(entries: dict[str, bytes]) -> None:
        manifest = json.loads(entries[MANIFEST])
        change(manifest)
        entries[MANIFEST] = json.dumps(manifest).encode()

    return rewritten(path, inside)


def test_a_package_gives_back_the_scenario_and_the_media_it_shows(packed: Path, tmp_path: Path) -> None:
    package = read_package(packed)
    folder = MediaFolder(tmp_path / "there" / "media")
    scenario = unpack(package, package.scenarios[0], folder)

    assert to_text(spring_sale()) == to_text(scenario)
    assert package.damaged == ()
    assert {"coat.png", "shoe.png", "bag.png"} <= {each.name for each in package.media}
    assert {each.name for each in folder.home.iterdir()} <= {each.name for each in package.media}
    assert not (folder.home / "unused.png").exists()


def test_the_same_scenario_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    first, second = pack(tmp_path / "a", tmp_path / "1.xinliu"), pack(tmp_path / "b", tmp_path / "2.xinliu")

    assert first.read_bytes() == second.read_bytes()


def test_another_picture_of_a_name_keeps_its_own(packed: Path, tmp_path: Path) -> None:
    folder = media_in(tmp_path / "there", "coat.png", data=b"another")
    package = read_package(packed)
    scenario = unpack(package, package.scenarios[0], folder)

    assert (folder.home / "coat.png").read_bytes() == b"anothercoat.png"
    assert "media:coat-" in to_text(scenario)
    assert '"media:coat.png"' not in to_text(scenario)


def test_media_that_are_nowhere_are_told(tmp_path: Path) -> None:
    out = io.BytesIO()
    missing = write_package((Packing(spring_sale(), MediaFolder(tmp_path / "none")),), out)

    assert "coat.png" in missing


def test_two_scenarios_share_a_package_unless_their_media_clash(tmp_path: Path) -> None:
    here = media_in(tmp_path / "a", "coat.png")
    there = media_in(tmp_path / "b", "coat.png", data=b"another")
    target = tmp_path / "two.xinliu"
    with target.open("wb") as stream:
        write_package((Packing(spring_sale(), here), Packing(greeting(), here)), stream)

    assert len(read_package(target).scenarios) == 2
    with pytest.raises(ExportRefused, match="same name"):
        write_package((Packing(spring_sale(), here), Packing(spring_sale(), there)), io.BytesIO())


def test_a_damaged_picture_is_named_with_its_number_and_can_be_left_out(packed: Path, tmp_path: Path) -> None:
    def damage(entries: dict[str, bytes]) -> None:
        entries["media/coat.png"] = b"x" * len(entries["media/coat.png"])

    package = read_package(rewritten(packed, damage))
    folder = MediaFolder(tmp_path / "there" / "media")
    unpack(package, package.scenarios[0], folder)

    (words,) = package.damaged
    assert words.zh.startswith("第 3 张图片「coat.png」与清单中的摘要不符，文件可能不完整。")
    assert words.zh.endswith("不带这张图片打开。")
    assert not (folder.home / "coat.png").exists()
    assert (folder.home / "shoe.png").exists()


def refuses(path: Path, words: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        read_package(path)
    assert words in refusal.value.sentence.zh


def test_a_scenario_that_was_changed_is_refused(packed: Path) -> None:
    def change(entries: dict[str, bytes]) -> None:
        name = next(name for name in entries if name.startswith("scenarios/"))
        entries[name] = entries[name].replace("春".encode(), "秋".encode())

    refuses(rewritten(packed, change), "与清单中的摘要不符")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda m: m.update(xinliu_package=2), "更新的版本"),
        (lambda m: m.update(xinliu_package=True), "没有清单"),
        (lambda m: m.update(xinliu_package="1"), "没有清单"),
        (lambda m: m.update(scenarios=[]), "清单有误"),
        (lambda m: m.update(unheard_of=1), "清单有误"),
        (lambda m: m["media"][0].update(name="../../evil.png"), "清单有误"),
        (lambda m: m["media"][0].update(name="/etc/passwd"), "清单有误"),
        (lambda m: m["media"][0].update(name="CON"), "清单有误"),
        (lambda m: m["media"][0].update(sha256="0"), "清单有误"),
        (lambda m: m["media"].append(m["media"][0]), "列了两次"),
        (lambda m: m["scenarios"].append(m["scenarios"][0]), "列了两次"),
        (lambda m: m["scenarios"][0].update(path="nowhere"), "与清单中的摘要不符"),
    ],
)
def test_a_list_of_contents_that_lies_is_refused(
    packed: Path, change: Callable[[dict[str, Any]], None], words: str
) -> None:
    refuses(with_manifest(packed, change), words)


def archive_with(path: Path, *entries: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in entries:
            archive.writestr(entry, data)
    return path


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/passwd", "a/../../evil", "C:/evil", "a\\..\\evil", "a//b", "./a", "x" * 401],
)
def test_names_that_lead_out_of_the_package_are_refused(tmp_path: Path, name: str) -> None:
    refuses(archive_with(tmp_path / "a.xinliu", (name, b"x")), "名称")


def test_links_twins_and_passwords_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("media/link.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    refuses(archive_with(tmp_path / "link.xinliu", (link, b"/etc/passwd")), "链接")

    refuses(archive_with(tmp_path / "twins.xinliu", ("media/a.png", b"1"), ("media/A.png", b"2")), "重复")

    locked = archive_with(tmp_path / "locked.xinliu", ("a", b"x"))
    data = bytearray(locked.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(data)
    refuses(locked, "密码")


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    bomb = archive_with(tmp_path / "bomb.xinliu", ("media/a.png", bytes(50 << 20)))

    refuses(bomb, "大得不正常")


def test_an_entry_that_says_it_is_smaller_than_it_is_comes_out_damaged(packed: Path) -> None:
    data = packed.read_bytes()
    with zipfile.ZipFile(packed) as archive:
        size = archive.getinfo("media/coat.png").file_size
    at = data.rindex(b"media/coat.png")  # in the directory at the end
    entry = data.rindex(b"PK\x01\x02", 0, at)
    forged = bytearray(data)
    forged[entry + 24 : entry + 28] = (size - 3).to_bytes(4, "little")
    packed.write_bytes(forged)

    assert len(read_package(packed).damaged) == 1


def test_too_many_entries_are_refused_before_they_are_read(tmp_path: Path) -> None:
    entries = [(f"media/{number}", b"") for number in range(2_300)]

    refuses(archive_with(tmp_path / "many.xinliu", *entries), "太多")


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + bytes(18), b"\0" * 1000, b'{"format": 1}'])
def test_what_is_no_zip_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xinliu"
    path.write_bytes(data)

    with pytest.raises(FileRefused):
        read_package(path)


def test_a_package_cut_short_anywhere_is_refused_or_told(packed: Path) -> None:
    data = packed.read_bytes()
    for cut in range(0, len(data), max(1, len(data) // 40)):
        packed.write_bytes(data[:cut])
        with pytest.raises(FileRefused):
            read_package(packed)


def test_a_manifest_that_nests_for_ever_is_refused(packed: Path) -> None:
    def deepen(entries: dict[str, bytes]) -> None:
        entries[MANIFEST] = b'{"xinliu_package": 1, "scenarios": ' + b"[" * 100_000

    refuses(rewritten(packed, deepen), "清单")


def test_a_package_that_changes_while_it_is_open_is_refused(packed: Path, tmp_path: Path) -> None:
    package: Package = read_package(packed)

    def damage(entries: dict[str, bytes]) -> None:
        entries["media/coat.png"] = b"y" * len(entries["media/coat.png"])

    rewritten(packed, damage)

    with pytest.raises(FileRefused):
        unpack(package, package.scenarios[0], MediaFolder(tmp_path / "there" / "media"))


def test_digests_are_those_of_the_files(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        media = {each["path"]: each["sha256"] for each in manifest["media"]}

        assert media == {name: hashlib.sha256(archive.read(name)).hexdigest() for name in media}
