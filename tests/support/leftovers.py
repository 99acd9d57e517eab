"""Finds threads, processes and files that tests leave behind."""

import os
import subprocess
import threading
import time
from pathlib import Path

# pytest-timeout's own timer lives around each test.
_OF_THE_HARNESS = ("pytest_timeout",)


def living_threads() -> set[threading.Thread]:
    """List the threads Python started that still run; Qt's own are not among them."""
    return {
        thread
        for thread in threading.enumerate()
        if thread.is_alive()
        and not isinstance(thread, threading._DummyThread)
        and not thread.name.startswith(_OF_THE_HARNESS)
    }


def threads_still_alive(threads: set[threading.Thread], *, patience_s: float = 3.0) -> list[str]:
    """Give threads time to end and name those that did not."""
    deadline = time.monotonic() + patience_s
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    return sorted(thread.name for thread in threads if thread.is_alive())


def living_children() -> list[str]:
    """Name the child processes of this process that still run; empty where the system cannot tell."""
    children = []
    for listing in Path("/proc/self/task").glob("*/children"):
        for pid in listing.read_text(encoding="ascii").split():
            process = Path("/proc", pid)
            try:
                state = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if state != "Z":
                children.append(f"{pid} {command.strip()[:120]}")
    return children


def changed_files(root: Path) -> list[str] | None:
    """List what git sees as changed under a folder, or None outside a checkout."""
    command = ["git", "-C", os.fspath(root), "status", "--porcelain", "--untracked-files=all"]
    try:
        finished = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return finished.stdout.splitlines()
