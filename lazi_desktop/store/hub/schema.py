"""The hub's schema: bringing it up to date, and telling whether program and database fit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import psycopg

from lazi_desktop.domain.errors import HubSchemaMismatch
from lazi_desktop.domain.secrecy import keep_secret
from lazi_desktop.store.hub.connection import CONNECT_ARGUMENTS, hub_url, translated

EXPECTED_REVISION = "0001"
"""The head of migrations/hub; a test compares the two. Revisions are numbers of four digits."""


class SchemaState(StrEnum):
    FITS = "fits"
    EMPTY = "empty"  # no schema of ours yet
    OLDER = "older"  # the database must be updated
    NEWER = "newer"  # the program must be updated


@dataclass(frozen=True, slots=True)
class SchemaCheck:
    state: SchemaState
    found: str
    expected: str = EXPECTED_REVISION

    @property
    def sentence(self) -> str:
        match self.state:
            case SchemaState.FITS:
                return f"The shared database fits this program (revision {self.found})."
            case SchemaState.NEWER:
                return (
                    f"The shared database is newer ({self.found}) than this program ({self.expected}):"
                    " update LAZI Desktop."
                )
            case SchemaState.EMPTY:
                return "The shared database is not set up yet. It must be updated: lazi-desktop db upgrade"
            case SchemaState.OLDER:
                return (
                    f"The shared database is older ({self.found}) than this program ({self.expected})."
                    " It must be updated: lazi-desktop db upgrade"
                )

    def demand(self) -> None:
        if self.state is not SchemaState.FITS:
            newer = self.found if self.state is SchemaState.NEWER else ""
            raise HubSchemaMismatch(self.sentence, newer=newer)


READ_REVISION = """
select s.version_num, h.least_program from sync.schema_version s cross join sync.handshake h
"""


def judge(found: str | None, least_program: str | None) -> SchemaCheck:
    """A newer database goes on with an older program for as long as it says so itself."""
    if not found:
        return SchemaCheck(SchemaState.EMPTY, "")
    if found < EXPECTED_REVISION:
        return SchemaCheck(SchemaState.OLDER, found)
    if found > EXPECTED_REVISION and (least_program or found) > EXPECTED_REVISION:
        return SchemaCheck(SchemaState.NEWER, found)
    return SchemaCheck(SchemaState.FITS, found)


def check(url: str) -> SchemaCheck:
    """Looks without changing anything, with any login that can read the schema."""
    with admin_connection(url) as connection:
        if connection.execute("select to_regclass('sync.schema_version')").fetchone() == (None,):
            return judge(None, None)
        return judge(*(connection.execute(READ_REVISION).fetchone() or (None, None)))


def upgrade(url: str, migrations: Path) -> SchemaCheck:
    """Brings the hub to this program's revision.

    `url` logs in as a superuser, or as the database's owner with CREATEROLE. `migrations` is the
    folder that holds `hub/`. Two at once wait for each other. Alembic is loaded only when needed.
    """
    before = check(url)
    if before.state is SchemaState.NEWER:
        before.demand()
    if before.state is not SchemaState.FITS or before.found < EXPECTED_REVISION:
        _migrate(url, migrations)
    return check(url)


def _migrate(url: str, migrations: Path) -> None:
    from alembic.command import upgrade as run_history
    from alembic.config import Config
    from sqlalchemy import create_engine

    config = Config()
    config.set_main_option("script_location", str(migrations / "hub").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = create_engine(
        hub_url(url), connect_args=dict(CONNECT_ARGUMENTS), use_native_hstore=False, hide_parameters=True
    )
    try:
        with translated(), engine.begin() as connection:
            connection.exec_driver_sql("select pg_advisory_xact_lock(hashtext('lazi hub upgrade'))")
            driver = connection.connection.driver_connection
            assert isinstance(driver, psycopg.Connection)
            driver.execute((migrations / "hub" / "sql" / "prepare.sql").read_bytes())
            config.attributes["connection"] = connection
            run_history(config, "head")
    finally:
        engine.dispose()


@contextmanager
def admin_connection(url: str) -> Iterator[psycopg.Connection]:
    """A connection for setting things up: one transaction, committed at the end of the block."""
    address = hub_url(url)
    keep_secret(str(address.password or ""))
    where: dict[str, Any] = address.translate_connect_args(username="user", database="dbname")
    with translated(), psycopg.connect(**{**CONNECT_ARGUMENTS, **where, **address.query}) as connection:
        yield connection
