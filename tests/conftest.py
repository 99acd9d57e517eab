"""One machine for all tests: no window system, own directories, a clean log and nothing left behind."""

import gc
import itertools
import logging
import os
import sys
import tempfile
import threading
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.golden import golden
from tests.support.leftovers import changed_files, living_children, living_threads, threads_still_alive
from tests.support.logs import LOG_WATCH, expect_log

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

__all__ = ["expect_log", "golden"]

_OF_THE_DESKTOP = ("LANGUAGE", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "DISPLAY", "WAYLAND_DISPLAY")
_ROOT = Path(__file__).parent.parent
_TEST_NUMBER = itertools.count()
_THREADS_AT_START = pytest.StashKey[set[threading.Thread]]()
_LEFT_BEHIND = "left_behind"
_FOUND_BY_WORKERS = pytest.StashKey[list[str]]()
_FILES_AT_START = pytest.StashKey[list[str] | None]()
_THREADS_BEFORE_CALL = pytest.StashKey[set[threading.Thread]]()


def _leave_the_desktop() -> None:
    """Make the environment the same everywhere; Qt reads it when the first application is made."""
    for name in [n for n in os.environ if n in _OF_THE_DESKTOP or n.startswith("XINLIU_")]:
        del os.environ[name]
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1", "LC_ALL": "C.UTF-8"}
    # Nothing of a test may reach the keyring of whoever runs it.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


_leave_the_desktop()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files."""
    parser.addoption("--golden-update", action="store_true", help="rewrite the files under tests/golden")


def pytest_configure() -> None:
    """Let property tests take their time and leave no database; for continuous integration they repeat."""
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "house",
        deadline=None,
        database=None,
        derandomize=bool(os.environ.get("CI")),
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under `--golden-update` run only the tests that have golden files."""
    if config.getoption("--golden-update"):
        items[:] = [item for item in items if "golden" in getattr(item, "fixturenames", ())]


def pytest_sessionstart(session: pytest.Session) -> None:
    """Remember what was there before the first test."""
    logging.getLogger().addHandler(LOG_WATCH)
    session.stash[_THREADS_AT_START] = living_threads()
    # While people edit, the tree changes under the tests; in continuous integration nothing else may.
    watches_files = bool(os.environ.get("CI")) and not hasattr(session.config, "workerinput")
    session.stash[_FILES_AT_START] = changed_files(_ROOT) if watches_files else None


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when threads, processes or files stayed."""
    _empty_the_clipboard()
    from_before = session.stash[_THREADS_AT_START]
    complaints = [f"thread {name}" for name in threads_still_alive(living_threads() - from_before)]
    if not session.config.pluginmanager.hasplugin("dsession"):
        complaints += [f"process {child}" for child in living_children()]
    before = session.stash.get(_FILES_AT_START, None)
    if before is not None:
        complaints += [f"file {line}" for line in changed_files(_ROOT) or [] if line not in before]
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput[_LEFT_BEHIND] = complaints
        return
    by_workers = session.config.stash.get(_FOUND_BY_WORKERS, [])
    complaints += by_workers
    if complaints:
        sys.stderr.write("\nleft behind by tests:\n  " + "\n  ".join(complaints) + "\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: "WorkerController") -> None:
    """Collect what a worker process of pytest-xdist found; its own verdict is not heard."""
    found = getattr(node, "workeroutput", {}).get(_LEFT_BEHIND, [])
    node.config.stash.setdefault(_FOUND_BY_WORKERS, []).extend(found)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool, bool]:
    """Keep the garbage collector out of tests with Qt, as the program does; app/garbage.py says why."""
    if "qapp" in getattr(item, "fixturenames", ()):
        gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Watch the log while fixtures are built."""
    LOG_WATCH.start(item)
    with LOG_WATCH.watching():
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Watch the log while the test runs, and see that what it announced came."""
    item.stash[_THREADS_BEFORE_CALL] = living_threads()
    with LOG_WATCH.watching():
        yield
    LOG_WATCH.fail_for_missing()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Watch the log while fixtures go, delete what Qt put off, and see that no thread stayed."""
    threads = living_threads()
    from_before = item.stash.get(_THREADS_BEFORE_CALL, threads)
    with LOG_WATCH.watching():
        yield
        if "qapp" in getattr(item, "fixturenames", ()):
            _delete_what_qt_put_off()
    if names := threads_still_alive(threads - from_before):
        pytest.fail(f"threads left running: {', '.join(names)}", pytrace=False)


def _empty_the_clipboard() -> None:
    """Leave nothing of Python's there: Qt's offscreen clipboard outlives Python and would crash then."""
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()


def _delete_what_qt_put_off() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def _directories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session", autouse=True)
def _runtime_directory() -> Generator[None]:
    """Give Qt a private runtime directory; it warns about one that others may read."""
    with tempfile.TemporaryDirectory(prefix="xinliu-tests-") as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder
        yield


@pytest.fixture(autouse=True)
def _own_directories(_directories: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point every place for settings, data and caches into a folder of this test's own."""
    home = _directories / str(next(_TEST_NUMBER))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings

        for settings_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(settings_format, QSettings.Scope.UserScope, str(home / "config"))
