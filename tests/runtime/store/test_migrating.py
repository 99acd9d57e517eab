"""A migration that is killed leaves the old schema or the new one, and the copy from before it."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert

from runtime.store import Store
from runtime.store.schema import MIGRATIONS
from runtime.store.tables import audit

PROGRAM = """
import os, signal, sys
from pathlib import Path
from runtime.store import Store, schema, store

def dies():
    os.kill(os.getpid(), signal.SIGKILL)

keep_copy, point = schema.keep_copy, sys.argv[3]
def copied(path, copy):
    if point == "before the copy":
        dies()
    keep_copy(path, copy)
    if point == "after the copy":
        dies()

def migrated(engine, path, *more):
    reached = schema.migrate(engine, path, *more, migrations=Path(sys.argv[2]))
    dies()

schema.keep_copy, store.migrate = copied, migrated
Store(Path(sys.argv[1]))
"""


def _with_one_more(folder: Path, point: str) -> Path:
    """The migrations and one more with two steps; at *point* it kills its process."""
    migrations = folder / "migrations"
    shutil.copytree(MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    newest = max(path.name[:4] for path in (migrations / "versions").glob("[0-9]*.py"))
    end = "os.kill(os.getpid(), signal.SIGKILL)" if point == "between two steps" else "pass"
    (migrations / "versions" / "9999_more.py").write_text(
        "import os, signal\nfrom alembic import op\nimport sqlalchemy as sa\n"
        f"revision = '9999'\ndown_revision = '{newest}'\n"
        "def upgrade():\n    op.create_table('more', sa.Column('id', sa.Integer))\n"
        f"    op.execute(\"UPDATE audit SET action = 'migrated'\")\n    {end}\n"
        "    op.create_table('much_more', sa.Column('id', sa.Integer))\n"
    )
    return migrations


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by signal")
@pytest.mark.parametrize(
    ("point", "is_new", "has_copy"),
    [
        ("before the copy", False, False),
        ("after the copy", False, True),
        ("between two steps", False, True),
        ("after the last step", True, True),
    ],
)
def test_a_killed_migration_leaves_one_schema_whole(
    tmp_path: Path, point: str, is_new: bool, has_copy: bool
) -> None:
    folder = tmp_path / "workspace"
    with Store(folder) as store:
        store.write_now(lambda c: c.execute(insert(audit).values(action="kept", detail="", at=0)))
    migrations = _with_one_more(tmp_path, point)

    subprocess.run([sys.executable, "-c", PROGRAM, str(folder), str(migrations), point], check=False)

    with closing(sqlite3.connect(folder / "runtime.db")) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")} & {
            "more",
            "much_more",
        }
        (action,) = database.execute("SELECT action FROM audit").fetchone()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copies = [path.name for path in folder.glob("runtime.db.before-*") if not path.name.endswith(".part")]
    assert (tables, action) == (({"more", "much_more"}, "migrated") if is_new else (set(), "kept"))
    assert copies == (["runtime.db.before-9999"] if has_copy else [])
    if has_copy:
        with closing(sqlite3.connect(folder / copies[0])) as copy:
            assert copy.execute("SELECT action FROM audit").fetchone() == ("kept",)
    if not is_new:
        Store(folder).close()
