"""What stands between us and the hub: a connection must be the person's own, for as long as it lasts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from lazi_desktop.domain.errors import HubRefused, HubUnavailable
from lazi_desktop.store.hub.connection import Database

_PER_TRANSACTION = (
    "A connection pooler in transaction mode stands in front of it. Use its session mode or the direct address"
    " (on Supabase: port 5432, not 6543)."
)
_FULL = (
    "A connection pooler stands in front of it and has no connection to spare. Use its session mode with enough"
    " connections for everybody, or the direct address."
)
WAIT_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Backend:
    """Who serves a connection, and as whom."""

    pid: int
    login: str
    asked_as: str

    @property
    def is_own_login(self) -> bool:
        # Supabase's pooler is asked as "login.project".
        return self.asked_as == self.login or self.asked_as.startswith(f"{self.login}.")


async def check_pooler(database: Database) -> None:
    """Refuses a pooler that hands out server connections per transaction, or that logs in as somebody else.

    Behind the first leases, LISTEN and settings do not hold: shown by two connections, of which the first must keep its
    backend while the second is inside a transaction. Behind the second nobody can be told from anybody.
    """
    in_vain = False
    try:
        async with database.connection() as first, database.connection() as second:
            before = await _backend(first)
            _demand_own_login(before)
            await second.execution_options(isolation_level="READ COMMITTED")
            async with second.begin():
                other = await _backend(second)
                try:  # what has a backend of its own waits for nothing
                    async with asyncio.timeout(WAIT_SECONDS):
                        after = await _backend(first)
                except TimeoutError:
                    in_vain = True  # how the connections end after that says less
                    raise
    except HubUnavailable as error:
        if "transaction blocks not allowed" in error.detail:  # not even that long
            raise HubRefused(_PER_TRANSACTION) from error
        if in_vain or "query_wait_timeout" in error.detail:
            raise HubUnavailable(_FULL) from error
        raise
    _demand_own_login(other)
    if before.pid == other.pid or before.pid != after.pid:
        raise HubRefused(_PER_TRANSACTION)


def _demand_own_login(backend: Backend) -> None:
    if not backend.is_own_login:
        raise HubRefused(
            f"A connection pooler in front of it logs everybody in as “{backend.login}”, so that it cannot tell who is"
            " who. Let the pooler use each person's own login, or use the direct address."
        )


async def _backend(connection: AsyncConnection) -> Backend:
    pid, login = (await connection.execute(text("select pg_backend_pid(), session_user::text"))).one()
    driver = (await connection.get_raw_connection()).driver_connection
    assert isinstance(driver, psycopg.AsyncConnection)
    return Backend(pid, login, driver.info.user)
