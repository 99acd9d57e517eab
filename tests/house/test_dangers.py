"""No code runs what it reads, trusts any server, hides errors or silences a check without a reason."""

import ast
import re

import pytest

from tests.support.sources import Source, product_sources, sources

FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "yaml"}
SILENCER = re.compile(
    r"#\s*(?:type:\s*ignore|noqa)\b(?P<codes>\[[\w, -]+\]|:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?(?P<rest>.*)"
)
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
PAINTED = ("app/", "editor/", "widgets/")
COLOUR_PLACES = ("widgets/theme", "widgets/handset/palette")


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_nothing_runs_what_it_reads(source: Source) -> None:
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.split(".")[0] in FORBIDDEN_MODULES]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            found += [module] if module.split(".")[0] in FORBIDDEN_MODULES else []
        elif isinstance(node, ast.Call):
            found += (
                [node.func.id] if isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS else []
            )
            found += ["verify=False"] if any(is_off(word, "verify") for word in node.keywords) else []
            found += ["shell=True"] if any(is_on(word, "shell") for word in node.keywords) else []

    assert found == []


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_a_silenced_check_names_its_rule_and_its_reason(source: Source) -> None:
    comments = dict(source.comments)
    unexplained = []
    explained = {line for line, comment in comments.items() if not SILENCER.search(comment)}
    for line, comment in comments.items():
        match = SILENCER.search(comment)
        if match is None:
            continue
        # One reason serves a run of lines; it stands on the first or above it.
        if match["codes"] and (has_words(match["rest"]) or line - 1 in explained):
            explained.add(line)
        else:
            unexplained.append(line)

    assert unexplained == []


@pytest.mark.parametrize("source", product_sources(), ids=lambda source: source.name)
def test_blind_excepts_stand_only_at_borders_and_say_which(source: Source) -> None:
    comments = dict(source.comments)
    blind = [
        node.lineno
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and catches_all(node)
        and "border" not in comments.get(node.lineno, "")
    ]

    assert blind == []


@pytest.mark.parametrize("source", product_sources(), ids=lambda source: source.name)
def test_colours_stand_only_in_the_theme(source: Source) -> None:
    if source.name.startswith(COLOUR_PLACES) or not source.name.startswith(PAINTED):
        return
    literals = [
        node.lineno
        for node in ast.walk(source.tree)
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and COLOUR.fullmatch(node.value.strip())
        )
        or (isinstance(node, ast.Call) and makes_a_fixed_colour(node))
    ]

    assert literals == []


@pytest.mark.parametrize(
    "source", [s for s in product_sources() if s.path.name == "__init__.py"], ids=lambda source: source.name
)
def test_package_files_only_re_export(source: Source) -> None:
    allowed = (ast.Import, ast.ImportFrom, ast.Expr, ast.Assign, ast.AnnAssign)
    others = [type(node).__name__ for node in source.tree.body if not isinstance(node, allowed)]
    names = [
        ast.unparse(target)
        for node in source.tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
    ]

    assert others == []
    assert [name for name in names if name not in ("__all__", "__version__")] == []


def is_off(word: ast.keyword, name: str) -> bool:
    """Tell whether a call says `name=False`."""
    return word.arg == name and isinstance(word.value, ast.Constant) and word.value.value is False


def is_on(word: ast.keyword, name: str) -> bool:
    """Tell whether a call says `name=True`."""
    return word.arg == name and isinstance(word.value, ast.Constant) and word.value.value is True


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
