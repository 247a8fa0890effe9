"""Brings a workspace file to the newest schema, after a backup, in one transaction. Imported only when that is due."""

from __future__ import annotations

from pathlib import Path

import pysqlite3
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from lazi_desktop.store.workspace.database import Database


def migration_config(migrations: Path) -> Config:
    """`migrations` is the folder of all histories; ours lies in `workspace`."""
    config = Config()
    config.set_main_option("script_location", str(migrations / "workspace").replace("%", "%%"))
    return config


def upgrade(database: Database, migrations: Path, *, revision: str = "head") -> None:
    """Runs on the open connection, inside a transaction that the caller began."""
    engine = create_engine(
        "sqlite://", module=pysqlite3, creator=lambda: _Borrowed(database.raw), poolclass=StaticPool
    )
    with engine.connect() as connection:
        config = migration_config(migrations)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def knows(revision: str, migrations: Path) -> bool:
    """Whether `revision` is part of our history: a newer program's is not."""
    scripts = ScriptDirectory.from_config(migration_config(migrations))
    return revision in {script.revision for script in scripts.walk_revisions()}


class _Borrowed:
    """A connection that SQLAlchemy may use but neither commit, roll back nor close."""

    def __init__(self, raw: object) -> None:
        self._raw = raw

    def __getattr__(self, name: str) -> object:
        return getattr(self._raw, name)

    def commit(self) -> None: ...

    def rollback(self) -> None: ...

    def close(self) -> None: ...
