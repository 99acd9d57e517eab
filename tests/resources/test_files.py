"""Finding data files."""

import pytest

from resources.files import resource_names, resource_path


def test_known_files_are_found() -> None:
    assert resource_path("icons/search.svg").is_file()
    assert "search.svg" in resource_names("icons", ".svg")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/nothing\.svg"):
        resource_path("icons/nothing.svg")
