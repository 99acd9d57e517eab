"""Where the data files of the program lie, installed or in a source tree."""

from importlib.resources import files
from pathlib import Path


def resource_path(name: str) -> Path:
    """Give the path of a data file, `icons/search.svg` for instance.

    Raises FileNotFoundError when there is no such file.
    """
    path = Path(str(files("resources"))).joinpath(*name.split("/"))
    if not path.exists():
        raise FileNotFoundError(f"no data file {name!r} in the package 'resources'")
    return path


def resource_names(folder: str, suffix: str = "") -> list[str]:
    """List the names of the files in a folder of data, in order, without the folder."""
    return sorted(each.name for each in resource_path(folder).iterdir() if each.name.endswith(suffix))
