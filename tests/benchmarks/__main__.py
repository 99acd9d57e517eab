"""`make bench`: runs every benchmark in a process of its own and prints each figure beside its budget.

A benchmark is a module of this folder with a function `run` that gives its figures. Names on the command line
choose some of them. The status is 1 when a benchmark could not run; a missed budget is shown, not punished,
because the machine may be busy.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
from types import ModuleType

import tests.benchmarks
from tests.benchmarks.figure import Figure

INSIDE = "--inside"


def main(arguments: list[str]) -> int:
    """Run the named benchmarks, or all of them."""
    if arguments[:1] == [INSIDE]:
        show(arguments[1])
        return 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(f"{'':44} {'measured':>10} {'budget':>10} {'limit':>10}", flush=True)
    failed = []
    for name in arguments or benchmark_names():
        command = [sys.executable, "-m", "tests.benchmarks", INSIDE, name]
        if subprocess.run(command, check=False).returncode != 0:
            failed.append(name)
    if failed:
        print(f"could not run: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def benchmark_names() -> list[str]:
    """Name the modules of this folder that measure something, without those that want to be named."""
    names = (module.name for module in pkgutil.iter_modules(tests.benchmarks.__path__))
    return [name for name in sorted(names) if not name.startswith("__") and _is_usual(loaded(name))]


def _is_usual(module: ModuleType) -> bool:
    return hasattr(module, "run") and not getattr(module, "ONLY_WHEN_NAMED", False)


def show(name: str) -> None:
    """Run one benchmark and print its figures."""
    for figure in loaded(name).run():
        print(line(figure), flush=True)


def line(figure: Figure) -> str:
    """Lay one figure out: value, budget, the limit measured beside it, and whether it is kept."""
    kept = figure.value <= figure.budget if figure.better == "lower" else figure.value >= figure.budget
    limit = "" if figure.limit is None else number(figure.limit)
    figures = f"{number(figure.value):>10} {number(figure.budget):>10} {limit:>10}"
    return f"{figure.name:44} {figures} {figure.unit}{'' if kept else '  missed'}"


def number(value: float) -> str:
    """Write a figure with as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def loaded(name: str) -> ModuleType:
    """Import a benchmark by name."""
    return importlib.import_module(f"tests.benchmarks.{name}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
