"""deploy/setup.sh installs what it may, and otherwise names what is missing and how to get it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sources import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Give a folder with only what setup reads, and a PATH in it that holds a few tools."""
    for name in ("deploy/setup.sh", "app/doctor.py", "requirements.lock", "pyproject.toml"):
        target = tmp_path / "checkout" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("dirname", "sh", "id"):
        (tools / tool).symlink_to(f"/usr/bin/{tool}")
    return tmp_path


def test_without_python_and_root_it_names_python_and_the_command(checkout: Path) -> None:
    stub(checkout, "id", "echo 1000")

    outcome = run_setup(checkout)

    assert outcome.returncode == 3
    assert "missing: python3.11" in outcome.stdout
    assert "apt-get install --no-install-recommends python3 python3-venv" in outcome.stdout


def test_with_an_old_python_it_says_which_version_it_found(checkout: Path) -> None:
    stub(checkout, "id", "echo 1000")
    stub(checkout, "python3", 'case "$1" in -c) exit 1;; *) echo "missing: this is 3.8."; exit 1;; esac')

    outcome = run_setup(checkout)

    assert outcome.returncode == 3
    assert "3.8" in outcome.stdout


def test_as_root_on_debian_it_installs_missing_packages_first(checkout: Path) -> None:
    stub(checkout, "id", "echo 0")
    stub(checkout, "apt-get", 'echo "apt-get $*" >> "$CALLS"')
    python_that_lacks(checkout, "libegl1")

    outcome = run_setup(checkout)

    calls = (checkout / "calls").read_text(encoding="utf-8").splitlines()
    assert calls == ["apt-get update -qq", "apt-get install -y -qq --no-install-recommends libegl1"]
    assert outcome.returncode == 3


def test_a_failing_installer_leaves_the_verdict_to_the_doctor(checkout: Path) -> None:
    stub(checkout, "id", "echo 0")
    stub(checkout, "apt-get", "exit 100")
    python_that_lacks(checkout, "libegl1")

    outcome = run_setup(checkout)

    assert outcome.returncode == 3
    assert "apt-get could not install them." in outcome.stdout
    assert "missing: libegl1" in outcome.stdout


def test_without_root_it_reports_and_installs_nothing(checkout: Path) -> None:
    stub(checkout, "id", "echo 1000")
    stub(checkout, "apt-get", 'echo "apt-get $*" >> "$CALLS"')
    python_that_lacks(checkout, "libegl1")

    outcome = run_setup(checkout)

    assert outcome.returncode == 3
    assert not (checkout / "calls").exists()
    assert "missing: libegl1" in outcome.stdout
    assert not (checkout / "checkout" / ".venv").exists()


def stub(checkout: Path, name: str, body: str) -> None:
    """Put a command into the PATH of setup."""
    path = checkout / "tools" / name
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def python_that_lacks(checkout: Path, package: str) -> None:
    """Put a new enough Python into the PATH whose doctor misses one system package."""
    stub(
        checkout,
        "python3.11",
        f'case "$*" in *--packages) echo {package}; exit 1;; *--system) echo "missing: {package}"; exit 1;;'
        f' *) exec {sys.executable} "$@";; esac',
    )


def run_setup(checkout: Path) -> subprocess.CompletedProcess[str]:
    """Run setup with nothing but the prepared tools."""
    environment = {"PATH": str(checkout / "tools"), "CALLS": str(checkout / "calls"), "LC_ALL": "C"}
    environment |= {name: os.environ[name] for name in ("HOME",) if name in os.environ}
    script = checkout / "checkout" / "deploy" / "setup.sh"
    return subprocess.run(
        ["/bin/sh", str(script)], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
