"""No code runs what it reads, trusts any server, hides errors or silences a check without a reason."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.sources import Source, breaches, product_sources, sources

FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "yaml"}
SILENCER = re.compile(
    r"#\s*(?:type:\s*ignore|noqa)\b(?P<codes>\[[\w, -]+\]|:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?(?P<rest>.*)"
)
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
PAINTED = ("app/", "editor/", "widgets/")
COLOUR_PLACES = ("widgets/theme", "widgets/handset/palette")


def test_nothing_runs_what_it_reads() -> None:
    assert breaches(dangerous_calls, sources()) == {}


def test_a_silenced_check_names_its_rule_and_its_reason() -> None:
    assert breaches(unexplained_silence, sources()) == {}


def test_blind_excepts_stand_only_at_borders_and_say_which() -> None:
    assert breaches(blind_excepts, product_sources()) == {}


def test_colours_stand_only_in_the_theme() -> None:
    painted = [source for source in product_sources() if source.name.startswith(PAINTED)]

    assert breaches(fixed_colours, [s for s in painted if not s.name.startswith(COLOUR_PLACES)]) == {}


def test_package_files_only_re_export() -> None:
    package_files = [source for source in product_sources() if source.path.name == "__init__.py"]

    assert breaches(more_than_re_exports, package_files) == {}


@pytest.mark.parametrize(
    ("rule", "code", "lines"),
    [
        ("dangerous_calls", "import pickle", [1]),
        ("dangerous_calls", "from yaml import load", [1]),
        ("dangerous_calls", "eval('1')", [1]),
        ("dangerous_calls", "get(url, verify=False)", [1]),
        ("dangerous_calls", "run('ls', shell=True)", [1]),
        ("dangerous_calls", "pattern.compile('x', verify=True)", []),
        ("unexplained_silence", "a = 1  # noqa", [1]),
        ("unexplained_silence", "a = 1  # noqa: E501", [1]),
        ("unexplained_silence", "a = 1  # noqa: E501 - a table", []),
        ("unexplained_silence", "a = 1  # type: ignore  # stubs are wrong", [1]),
        ("unexplained_silence", "a = 1  # type: ignore[misc]  # stubs are wrong", []),
        ("unexplained_silence", "# The stubs are wrong.\na = 1  # type: ignore[misc]", []),
        ("blind_excepts", "try:\n    pass\nexcept Exception:\n    pass", [3]),
        ("blind_excepts", "try:\n    pass\nexcept (KeyError, BaseException):\n    pass", [3]),
        ("blind_excepts", "try:\n    pass\nexcept:\n    pass", [3]),
        ("blind_excepts", "try:\n    pass\nexcept Exception:\n    raise", []),
        ("blind_excepts", "try:\n    pass\nexcept Exception:  # border of the thread\n    pass", []),
        ("fixed_colours", "INK = '#1A2029'", [1]),
        ("fixed_colours", "ink = QColor(1, 2, 3)", [1]),
        ("fixed_colours", "ink = QColor('red')", [1]),
        ("fixed_colours", "ink = QColor(theme.ink)", []),
        ("more_than_re_exports", "import a\n__all__ = ['a']", []),
        ("more_than_re_exports", "LIMIT = 3", [1]),
        ("more_than_re_exports", "def f():\n    pass", [1]),
    ],
)
def test_each_rule_sees_its_breach(rule: str, code: str, lines: list[int], tmp_path: Path) -> None:
    path = tmp_path / "planted.py"
    path.write_text(code + "\n", encoding="utf-8")

    found = RULES[rule](Source(path))

    assert found == lines


def dangerous_calls(source: Source) -> list[int]:
    """Give the lines that run what they read or switch a protection off."""
    found = []
    for node in ast.walk(source.tree):
        match node:
            case ast.Import(names=names):
                dangerous = any(alias.name.split(".")[0] in FORBIDDEN_MODULES for alias in names)
            case ast.ImportFrom(module=str(module)):
                dangerous = module.split(".")[0] in FORBIDDEN_MODULES
            case ast.Call(func=ast.Name(id=name), keywords=keywords):
                dangerous = name in FORBIDDEN_CALLS or any(map(switches_off, keywords))
            case ast.Call(keywords=keywords):
                dangerous = any(map(switches_off, keywords))
            case _:
                continue
        if dangerous:
            found.append(node.lineno)
    return found


def unexplained_silence(source: Source) -> list[int]:
    """Give the lines that silence a check without naming its rule and a reason.

    One reason serves a run of lines; it stands on the first or above it.
    """
    comments = dict(source.comments)
    explained = {line for line, comment in comments.items() if not SILENCER.search(comment)}
    unexplained = []
    for line, comment in comments.items():
        match = SILENCER.search(comment)
        if match is None:
            continue
        if match["codes"] and (has_words(match["rest"]) or line - 1 in explained):
            explained.add(line)
        else:
            unexplained.append(line)
    return unexplained


def blind_excepts(source: Source) -> list[int]:
    """Give the lines that catch everything and keep it, unless they say which border they are."""
    comments = dict(source.comments)
    handlers = [node for node in ast.walk(source.tree) if isinstance(node, ast.ExceptHandler)]
    return [
        handler.lineno
        for handler in handlers
        if catches_all(handler) and "border" not in comments.get(handler.lineno, "")
    ]


def fixed_colours(source: Source) -> list[int]:
    """Give the lines that hold a colour written out."""
    found = []
    for node in ast.walk(source.tree):
        match node:
            case ast.Constant(value=str(text)) if COLOUR.fullmatch(text.strip()):
                found.append(node.lineno)
            case ast.Call() if makes_a_fixed_colour(node):
                found.append(node.lineno)
    return sorted(set(found))


def more_than_re_exports(source: Source) -> list[int]:
    """Give the lines of a package file that do more than import, document and list names."""
    allowed = (ast.Import, ast.ImportFrom, ast.Expr)
    return [
        node.lineno for node in source.tree.body if not isinstance(node, allowed) and not lists_names(node)
    ]


def lists_names(node: ast.stmt) -> bool:
    """Tell whether a statement sets `__all__` or `__version__`."""
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("__all__", "__version__")


def switches_off(word: ast.keyword) -> bool:
    """Tell whether a call says `verify=False` or `shell=True`."""
    value = word.value.value if isinstance(word.value, ast.Constant) else None
    return (word.arg, value) in (("verify", False), ("shell", True))


def has_words(rest: str) -> bool:
    """Tell whether something readable follows the rule's name."""
    return bool(re.search(r"[^\W\d]{3,}", rest))


def catches_all(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler catches everything and keeps it to itself."""
    caught = ast.unparse(handler.type) if handler.type else "BaseException"
    passes_on = any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))
    return bool(re.search(r"\b(?:Base)?Exception\b", caught)) and not passes_on


def makes_a_fixed_colour(call: ast.Call) -> bool:
    """Tell whether a call is `QColor` with numbers written out."""
    name = ast.unparse(call.func).rpartition(".")[2]
    numbers = [arg for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, int | str)]
    return (
        name in ("QColor", "qRgb", "qRgba", "fromRgb")
        and len(call.args) > 0
        and len(numbers) == len(call.args)
    )


RULES: dict[str, Callable[[Source], list[int]]] = {
    rule.__name__: rule
    for rule in (dangerous_calls, unexplained_silence, blind_excepts, fixed_colours, more_than_re_exports)
}
