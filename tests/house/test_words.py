"""Names use the words of the glossary in docs/architecture.md, and every public name says what it is."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.sources import FunctionNode, Source, breaches, product_sources, sources

# Word → the word to use instead.
BANNED = {
    "bot": "chatbot",
    "bots": "chatbots",
    "agents": "chatbots, or people who take over",
    "agent": "chatbot, or person who takes over",
    "customer": "contact",
    "customers": "contacts",
    "subscriber": "contact",
    "util": "the noun it is about",
    "utils": "the noun it is about",
    "helper": "the noun it is about",
    "helpers": "the noun it is about",
    "manager": "what it does",
    "managers": "what they do",
    "misc": "the noun it is about",
}
# Names that a library or a standard gives.
GIVEN_NAMES = {"contextmanager", "asynccontextmanager", "pluginmanager", "user_agent"}
QT_OVERRIDE = re.compile(r"[a-z]+(?:[A-Z][a-z]*)+")

QT_OVERRIDES_OF_ONE_WORD = {
    "data",
    "event",
    "flags",
    "index",
    "paint",
    "parent",
    "redo",
    "shape",
    "type",
    "undo",
}


def test_names_use_the_words_of_the_glossary() -> None:
    assert breaches(strange_words, sources()) == {}


def test_every_module_is_documented() -> None:
    assert [source.name for source in product_sources() if not ast.get_docstring(source.tree)] == []


def test_every_public_name_is_documented() -> None:
    assert breaches(silent_names, product_sources()) == {}


@pytest.mark.parametrize(
    ("code", "strange"),
    [
        ("class ChatbotRegistry: pass", []),
        ("class BotRegistry: pass", ["BotRegistry"]),
        ("def read(customer_id): pass", ["customer_id"]),
        ("self.agents = 1\nAGENT = 1", ["AGENT", "agents"]),
        ("from x import Manager\nrobot = bottom = 1", []),
    ],
)
def test_a_strange_word_is_seen(code: str, strange: list[str], tmp_path: Path) -> None:
    path = tmp_path / "planted.py"
    path.write_text(code, encoding="utf-8")

    assert sorted(strange_words(Source(path))) == strange


def test_a_silent_public_name_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "planted.py"
    path.write_text(
        '"""M."""\nclass A:\n    """A."""\n    def b(self): pass\n    def _c(self): pass', encoding="utf-8"
    )

    assert silent_names(Source(path)) == ["A.b"]


def strange_words(source: Source) -> dict[str, str]:
    """Give every name with a banned word, and the word to use."""
    names = set(defined_names(source)) | {source.path.stem}
    return {name: BANNED[word] for name in names - GIVEN_NAMES for word in words(name) if word in BANNED}


def silent_names(source: Source) -> list[str]:
    """Give the public names that say nowhere what they are."""
    return [
        name
        for name, node in source.definitions()
        if is_public(name) and not says_what_it_is(node) and not is_known_override(name, node)
    ]


def words(name: str) -> list[str]:
    """Split a name at underscores and capitals: `ChatbotHelper` → chatbot, helper."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def defined_names(source: Source) -> Iterator[str]:
    """Give the names a file introduces: classes, functions, parameters, variables and fields."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef | FunctionNode):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr


def is_public(name: str) -> bool:
    """Tell whether no part of a dotted name is private; special methods are documented by Python."""
    return not any(part.startswith("_") for part in name.split("."))


def says_what_it_is(node: ast.ClassDef | FunctionNode) -> bool:
    """Tell whether a definition has a docstring, or is an overload of one that has."""
    return bool(ast.get_docstring(node)) or "overload" in decorators(node)


def is_known_override(name: str, node: ast.ClassDef | FunctionNode) -> bool:
    """Tell whether a method is documented where it comes from: in Qt, in a base class, at its property."""
    if isinstance(node, ast.ClassDef):
        return False
    if decorators(node) & {"override", "setter"}:
        return True
    owner, _, method = name.rpartition(".")
    bases = list(bases_of(owner.rpartition(".")[2]))
    if any(re.match(r"Q[A-Z]", base) for base in bases) and (
        QT_OVERRIDE.fullmatch(method) or method in QT_OVERRIDES_OF_ONE_WORD
    ):
        return True
    return any(method in documented_methods().get(base, ()) for base in bases)


def bases_of(name: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Give the names of every class a class of ours derives from, near ones first."""
    for base in base_names().get(name, ()):
        if base not in seen:
            yield base
            yield from bases_of(base, seen | {base})


@cache
def base_names() -> dict[str, set[str]]:
    """Give the bases of every class of ours by their last name."""
    names: dict[str, set[str]] = {}
    for _, node in classes():
        bases = {ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in node.bases}
        names.setdefault(node.name, set()).update(bases)
    return names


@cache
def documented_methods() -> dict[str, set[str]]:
    """Give the documented methods of every class of ours."""
    methods: dict[str, set[str]] = {}
    for _, node in classes():
        documented = {
            child.name for child in node.body if isinstance(child, FunctionNode) and ast.get_docstring(child)
        }
        methods.setdefault(node.name, set()).update(documented)
    return methods


def classes() -> Iterator[tuple[Source, ast.ClassDef]]:
    """Give every class of the packages with its file."""
    for source in product_sources():
        for _, node in source.definitions():
            if isinstance(node, ast.ClassDef):
                yield source, node


def decorators(node: ast.ClassDef | FunctionNode) -> set[str]:
    """Name the decorators of a definition by their last part."""
    return {ast.unparse(decorator).split("(")[0].rpartition(".")[2] for decorator in node.decorator_list}
