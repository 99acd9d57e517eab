"""Tracked files name no machine and no index, and the lock file pins every package by hash."""

import re

from tests.support.sources import ROOT, tracked_files

TEXT_KINDS = {
    ".py",
    ".md",
    ".toml",
    ".sh",
    ".json",
    ".txt",
    ".yml",
    ".ini",
    ".cfg",
    ".qss",
    ".svg",
    ".html",
    "",
}
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:work|root|home/[a-z]+|Users)/[\w.]")
INDEX_ADDRESSES = re.compile(r"--(?:extra-)?index[-]url|find[-]links|python[h]osted|/simpl[e]/")
LARGEST_KIB = 600


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert lines_with(MACHINE_PATHS) == []


def test_no_file_names_a_package_index() -> None:
    assert lines_with(INDEX_ADDRESSES) == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in tracked_files():
        if path.suffix == ".md":
            targets = re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))
            broken += [f"{path.relative_to(ROOT)}: {t}" for t in targets if not (path.parent / t).exists()]

    assert broken == []


def test_no_file_is_large() -> None:
    large = [
        f"{p.relative_to(ROOT)}: {p.stat().st_size // 1024} KiB"
        for p in tracked_files()
        if p.stat().st_size > LARGEST_KIB * 1024
    ]

    assert large == []


def test_the_lock_pins_every_package_by_hash_and_names_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=[A-Za-z])", lock.strip()) if not entry.startswith("#")]

    assert [e.split()[0] for e in entries if "==" not in e.split()[0] or "--hash=sha256:" not in e] == []
    assert "://" not in lock
    assert not re.search(r"^\s*-[^-]|^--", lock, re.MULTILINE)


def test_the_lock_follows_the_pinned_qt() -> None:
    pinned = re.search(
        r"^PySide6-Essentials==(\S+)", (ROOT / "deploy/constraints.txt").read_text(), re.MULTILINE
    )
    locked = re.search(r"^pyside6-essentials==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)

    assert pinned is not None
    assert locked is not None
    assert locked[1] == pinned[1]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Give every line of a tracked text file in which the pattern occurs."""
    found = []
    for path in tracked_files():
        if path.suffix not in TEXT_KINDS or path.name == "requirements.lock":
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if pattern.search(text):
            lines = enumerate(text.splitlines(), start=1)
            found += [f"{path.relative_to(ROOT)}:{n}" for n, line in lines if pattern.search(line)]
    return found
