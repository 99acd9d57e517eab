"""The machine of tests/conftest.py catches what it is meant to catch."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CASES = {
    "unexpected_warning": ("import logging\nlogging.getLogger('shop').warning('sold_out')", "unexpected log"),
    "announced_record_missing": ("expect_log('shop', 'sold_out')", "never came"),
    "python_warning": ("import warnings\nwarnings.warn('old')", "UserWarning: old"),
    "thread": (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(5,), daemon=True).start()",
        "threads left running",
    ),
    "qt_warning": ("from PySide6.QtCore import qWarning\nqWarning('odd')", "odd"),
}
FINE = {
    "announced_record": (
        "import logging\nexpect_log('shop', 'sold')\nlogging.getLogger('shop.till').warning('sold_out')"
    ),
    "caplog_at_its_logger": (
        "import logging\nwith caplog.at_level('WARNING', logger='shop'):\n"
        "    logging.getLogger('shop').warning('sold_out')"
    ),
    "own_directories": "import os\nassert 'home' in os.environ['XDG_CONFIG_HOME']",
}


@pytest.mark.slow
def test_each_kind_of_mess_fails_its_test_and_no_other(tmp_path: Path) -> None:
    write_tests(tmp_path, {name: code for name, (code, _) in CASES.items()} | FINE)

    outcome = run_pytest(tmp_path)

    at_fault = set(re.findall(r"^(?:FAILED|ERROR) \S+::test_(\w+)", outcome.stdout, re.MULTILINE))
    assert at_fault == set(CASES)
    assert [c for _, c in CASES.values() if c not in outcome.stdout] == []


def write_tests(folder: Path, cases: dict[str, str]) -> None:
    """Write one test per case beside a copy of the machine's wiring."""
    lines = []
    for name, code in cases.items():
        body = "\n".join("    " + line for line in code.splitlines())
        lines.append(f"def test_{name}(expect_log, caplog):\n{body}\n")
    (folder / "test_mess.py").write_text("\n".join(lines), encoding="utf-8")


def run_pytest(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the written tests with the project's configuration and conftest."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command += ["-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("CI", None)
    return subprocess.run(
        [*command, str(folder / "test_mess.py")],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
