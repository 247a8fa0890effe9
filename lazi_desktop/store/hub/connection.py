"""Connections to the hub: how they are made, and what their failures mean to a person."""

from __future__ import annotations

import asyncio
import builtins
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import psycopg
from sqlalchemy import URL, Row, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, TimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from lazi_desktop.domain.errors import (
    ConfigurationProblem,
    HubRefused,
    HubSchemaMismatch,
    HubStopped,
    HubUnavailable,
    LaziError,
    LeaseHeld,
    LeaseLost,
    MayNotDoThat,
)
from lazi_desktop.ports.hub_feed import DeviceCopied, OpGap
from lazi_desktop.store.hub import wire

AnyRow = Row[*tuple[Any, ...]]

CALL_SECONDS = 60.0
"""For one answer, connecting included. The hub ends a statement after 30 s; the rest is for a thin line. Behind a proxy
that swallows everything no setting of TCP ever notices."""
LONG_CALL_SECONDS = 600.0
"""Where megabytes go along: the hub counts from when the first of them arrive."""

# The second one is of PostgreSQL 17 and later, and once it runs it can only be stopped.
_PATIENCE = """
    select set_config(name, case name when 'statement_timeout' then :patience else '0' end, true)
    from pg_catalog.pg_settings where name in ('statement_timeout', 'transaction_timeout')
"""

_LOCAL_HOSTS = {"", "localhost", "127.0.0.1", "::1"}

_UNAVAILABLE = {
    "53100": "Its disk is full.",
    "53300": "It has too many connections.",
    "25006": "It only allows reading at the moment.",
    "55P03": "It is busy: another program holds what is needed.",
    "57014": "It took too long to answer.",
    "25P03": "It closed the connection, which was idle for too long.",
    "25P04": "It took too long to answer.",
    "40001": "It is busy.",
    "40P01": "It is busy.",
    "57P01": "It is being stopped or started again.",
    "57P02": "It stopped in the middle of its work.",
    "57P03": "It is starting or being stopped.",
}
_SILENT = "It does not answer."
_WITHOUT_A_CODE = (  # what is said before or after there is a connection that carries codes
    (r"connection slots|too many (clients|connections)", _UNAVAILABLE["53300"]),
    (r"database system is (starting up|shutting down|not yet|in recovery)", _UNAVAILABLE["57P03"]),
    (r"Connection refused", "Nobody answers at its address."),
    (r"timeout expired|timed out", _SILENT),
    (r"closed the connection unexpectedly|connection reset|Broken pipe", "The connection broke off."),
)
_IT_RUNS = {_SILENT, *(words for code, words in _UNAVAILABLE.items() if not code.startswith("57P0"))}
_SCHEMA = {"42883", "42P01", "42703", "3F000", "42704"}
_NOT_LET_IN = re.compile(
    r"password authentication failed|no pg_hba.conf entry|role .* does not exist|not permitted to log in"
    r"|no password supplied|database .* does not exist|certificate verify failed|permission denied for database"
)


def hub_url(url: str) -> URL:
    """The address as SQLAlchemy wants it, with TLS demanded unless the server is this machine."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigurationProblem("The address of the shared database cannot be read.") from error
    if parsed.drivername.partition("+")[0] not in ("postgresql", "postgres"):
        raise ConfigurationProblem("The address of the shared database must begin with postgresql://")
    parsed = parsed.set(drivername="postgresql+psycopg")
    host = str(parsed.query.get("host", parsed.host or ""))
    if host not in _LOCAL_HOSTS and not host.startswith("/") and "sslmode" not in parsed.query:
        parsed = parsed.update_query_dict({"sslmode": "verify-full"})
        if "sslrootcert" not in parsed.query:
            parsed = parsed.update_query_dict({"sslrootcert": "system"})
    return parsed


CONNECT_ARGUMENTS: Mapping[str, Any] = {
    "connect_timeout": 10,
    "application_name": "lazi-desktop",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


class Database:
    """A pool of connections in which every statement is a transaction of its own."""

    def __init__(self, url: str, *, connections: int = 4, built_in: bool = False) -> None:
        self._built_in = built_in
        self.engine: AsyncEngine = create_async_engine(
            hub_url(url),
            isolation_level="AUTOCOMMIT",
            pool_size=connections,
            max_overflow=connections,
            use_native_hstore=False,
            hide_parameters=True,  # prices and names stay out of tracebacks
            json_serializer=wire.encode,
            json_deserializer=wire.decode,
            connect_args=dict(CONNECT_ARGUMENTS),
        )

    async def rows(self, statement: str, **values: Any) -> Sequence[AnyRow]:
        async with self.connection() as connection:
            return (await connection.execute(text(statement), values)).all()

    async def value(self, statement: str, **values: Any) -> Any:
        async with self.connection() as connection:
            return (await connection.execute(text(statement), values)).scalar()

    async def value_at_length(self, statement: str, **values: Any) -> Any:
        """As `value`, for what is long on its way over a thin line."""
        async with self.connection(LONG_CALL_SECONDS) as connection:
            await connection.execution_options(isolation_level="READ COMMITTED")
            async with connection.begin():
                await connection.execute(text(_PATIENCE), {"patience": f"{LONG_CALL_SECONDS:.0f}s"})
                return (await connection.execute(text(statement), values)).scalar()

    async def notify(self, channel: str) -> None:
        # Not `async with`, which closes in a task of its own that this one, a task in the background, may leave behind.
        async with asyncio.timeout(CALL_SECONDS):
            connection = await self.engine.connect()
            try:
                await connection.execute(text("select pg_notify(:channel, '')"), {"channel": channel})
            finally:
                await connection.close()

    @asynccontextmanager
    async def connection(self, seconds: float = CALL_SECONDS) -> AsyncIterator[AsyncConnection]:
        try:
            with translated():
                async with asyncio.timeout(seconds), self.engine.connect() as connection:
                    yield connection
        except HubUnavailable as error:
            if self._built_in and error.detail not in _IT_RUNS:
                raise HubStopped("It is started again.") from error
            raise

    async def close(self) -> None:
        await self.engine.dispose()


@contextmanager
def translated() -> Iterator[None]:
    """Turns the driver's errors into ours."""
    try:
        yield
    except DBAPIError as error:
        original = error.orig
        raise _ours(original if isinstance(original, psycopg.Error) else None, error) from error
    except psycopg.Error as error:
        raise _ours(error, error) from error
    except builtins.TimeoutError as error:
        raise HubUnavailable(_SILENT) from error
    except (TimeoutError, OSError, InterfaceError) as error:
        raise HubUnavailable(_first_line(error)) from error


def _ours(error: psycopg.Error | None, outer: Exception) -> LaziError | OpGap:
    state = error.sqlstate if error is not None else None
    message = _first_line(error or outer)
    if error is None or state is None:
        if _NOT_LET_IN.search(message):
            return HubRefused(message)
        known = (words for pattern, words in _WITHOUT_A_CODE if re.search(pattern, message, re.IGNORECASE))
        return HubUnavailable(next(known, message))
    match state:
        case "LZ001":
            return OpGap(int(error.diag.message_detail or 0))
        case "LZ002":
            return DeviceCopied(message)
        case "42501":
            return MayNotDoThat(message)
        case "LZ010":
            return LeaseHeld(f"It is being done on {error.diag.message_detail}.")
        case "LZ011":
            return LeaseLost(message)
    if state.startswith("28") or state == "3D000":
        return HubRefused(message)
    if state in _SCHEMA:
        return HubSchemaMismatch(f"{message}. The shared database must be updated: lazi-desktop db upgrade")
    if state in _UNAVAILABLE:
        return HubUnavailable(_UNAVAILABLE[state])
    if state[:2] in ("08", "53", "57", "58", "40"):
        return HubUnavailable(message)
    return HubRefused(f"{message} ({state})")


def _first_line(error: BaseException) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[0].strip() if lines else type(error).__name__
