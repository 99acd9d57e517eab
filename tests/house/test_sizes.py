"""Files stay under 400 lines and functions under 50, or their exception is listed with its reason."""

from tests.support.sources import sources

FILE_LINES = 400
FUNCTION_LINES = 50

# "path" or "path::function" → why it may be longer. An entry that is no longer needed fails too.
EXCEPTIONS: dict[str, str] = {
    "runtime/store/migrations/versions/0001_first.py::_make_outbox": "one table, one column a line",
}


def test_no_file_or_function_is_too_long_without_a_reason() -> None:
    too_long = long_files() | long_functions()

    unexplained = {name: lines for name, lines in too_long.items() if not EXCEPTIONS.get(name)}
    assert unexplained == {}


def test_every_listed_exception_is_still_needed() -> None:
    assert sorted(EXCEPTIONS.keys() - long_files().keys() - long_functions().keys()) == []


def long_files() -> dict[str, int]:
    """Give every file over the limit with its number of lines."""
    lengths = {source.name: len(source.text.splitlines()) for source in sources()}
    return {name: lines for name, lines in lengths.items() if lines > FILE_LINES}


def long_functions() -> dict[str, int]:
    """Give every function over the limit with its number of lines, decorators not counted."""
    lengths = {
        f"{source.name}::{name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for source in sources()
        for name, node in source.functions()
    }
    return {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES}
