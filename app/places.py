"""Where the program keeps its own files on this machine."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_dir, user_state_dir


def data_folder() -> Path:
    """The folder for the person's work; it need not exist yet."""
    return Path(user_data_dir("xinliu", appauthor=False))


def state_folder() -> Path:
    """The folder for what the program remembers about itself; it need not exist yet."""
    return Path(user_state_dir("xinliu", appauthor=False))


def workspace_folder() -> Path:
    """The folder of the person's scenarios and of their catalogue."""
    return data_folder() / "workspace"


def recovery_folder() -> Path:
    """The folder of recovery files."""
    return state_folder() / "recovery"


def runtime_folder() -> Path:
    """The workspace of the runtime service the program starts."""
    return data_folder() / "runtime"
