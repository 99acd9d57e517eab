"""The project's own files, read once, for the tests that hold the house rules."""

import ast
import io
import subprocess
import tokenize
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("app", "editor", "resources", "runtime", "widgets")
_NOT_OURS = {".git", ".venv", "__pycache__", "out", "build", "dist"}

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file of ours."""

    path: Path

    @property
    def name(self) -> str:
        """The path from the root, with forward slashes."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        """The file's text."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, str(self.path))

    @cached_property
    def comments(self) -> list[tuple[int, str]]:
        """Every comment with its line."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]

    def functions(self) -> Iterator[tuple[str, FunctionNode]]:
        """Give every function with its dotted name inside the file."""
        yield from _functions_in(self.tree, "")

    def definitions(self) -> Iterator[tuple[str, ast.ClassDef | FunctionNode]]:
        """Give every class and function that is not inside a function, with its dotted name."""
        yield from _definitions_in(self.tree, "")


@cache
def tracked_files() -> tuple[Path, ...]:
    """List the files of the project: what git knows or would take, else what lies in the folders."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
        paths = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not _NOT_OURS & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def sources() -> tuple[Source, ...]:
    """List every Python file of the project, tests too."""
    return tuple(Source(path) for path in tracked_files() if path.suffix == ".py")


def product_sources() -> tuple[Source, ...]:
    """List the Python files of the packages that ship."""
    return tuple(source for source in sources() if source.name.split("/")[0] in PACKAGES)


def breaches(rule: Callable[[Source], Sized], among: Iterable[Source]) -> dict[str, Sized]:
    """Give what a rule finds in each file in which it finds something."""
    found = {source.name: rule(source) for source in among}
    return {name: places for name, places in found.items() if len(places)}


def _functions_in(node: ast.AST, prefix: str) -> Iterator[tuple[str, FunctionNode]]:
    for child in ast.iter_child_nodes(node):
        inside = prefix
        if isinstance(child, FunctionNode | ast.ClassDef):
            inside = f"{prefix}{child.name}."
            if not isinstance(child, ast.ClassDef):
                yield prefix + child.name, child
        yield from _functions_in(child, inside)


def _definitions_in(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.ClassDef | FunctionNode]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FunctionNode | ast.ClassDef):
            yield prefix + child.name, child
            if isinstance(child, ast.ClassDef):
                yield from _definitions_in(child, f"{prefix}{child.name}.")
        elif isinstance(child, (ast.If, ast.Try, ast.With)):
            yield from _definitions_in(child, prefix)
