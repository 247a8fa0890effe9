"""Connections to the hub: how they are made, and what their failures mean to a person."""

from __future__ import annotations

import asyncio
import builtins
import re
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, Dialect, Row, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, TimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

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
from lazi_desktop.store.hub.logins import verifier_of

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

_PROVEN = {"verify-full", "verify-ca"}
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
    (
        r"failed to resolve host|could not translate host name",
        "There is no server of its name. Check the address, and whether this computer is online.",
    ),
    (r"Connection refused", "Nobody answers at its address."),
    (r"timeout expired|timed out", _SILENT),
    (
        r"closed the connection unexpectedly|connection reset|Broken pipe|unexpected eof",
        "The connection broke off.",
    ),
)
_IT_RUNS = {_SILENT, *(words for code, words in _UNAVAILABLE.items() if not code.startswith("57P0"))}
_SCHEMA = {"42883", "42P01", "42703", "3F000", "42704"}
_NOT_LET_IN = re.compile(
    r"password authentication failed|no pg_hba.conf entry|role .* does not exist|not permitted to log in"
    r"|no password supplied|database .* does not exist|certificate verify failed|permission denied for database"
    r"|authentication method requirement"
    r"|does not match host name|does not support SSL|^connection failed: .* SSL error: (?!unexpected eof)"
)
# What libpq puts before the reason: the address, which whoever is told knows.
_WAY_THERE = re.compile(r"^connection failed: connection to server at .*? failed: (?:FATAL:\s+)?")
_NONE_KEPT = "No password supplied: this computer keeps none for your login there."
_BY_TLS = "SSL error: "
_UNPROVEN = re.compile(r"certificate verify failed|does not match host name")
_SWITCHED_OFF = "An administrator has switched this login off: it is not permitted to log in. Ask them why."


def _public_authorities() -> str:
    """PostgreSQL's library brings an OpenSSL that knows Linux's places; on Windows and macOS it looks in a folder that
    nobody has, so there it is given the authorities that browsers trust."""
    if sys.platform != "linux":
        import certifi  # httpx needs it too

        return certifi.where()
    return "system"


def hub_url(url: str) -> URL:
    """The address as SQLAlchemy wants it, with TLS demanded unless the server is this machine. One that need not prove
    itself is told no password, only that we know it."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigurationProblem("The address of the shared database cannot be read.") from error
    if parsed.drivername.partition("+")[0] not in ("postgresql", "postgres"):
        raise ConfigurationProblem("The address of the shared database must begin with postgresql://")
    parsed = parsed.set(drivername="postgresql+psycopg")
    host = str(parsed.query.get("host", parsed.host or ""))
    if host in _LOCAL_HOSTS or host.startswith("/"):
        return parsed
    if "sslmode" not in parsed.query:
        parsed = parsed.update_query_dict({"sslmode": "verify-full"})
        if "sslrootcert" not in parsed.query:
            parsed = parsed.update_query_dict({"sslrootcert": _public_authorities()})
    elif parsed.query["sslmode"] not in _PROVEN and "require_auth" not in parsed.query:
        # Whoever may answer in the server's place need only ask for the password itself.
        parsed = parsed.update_query_dict({"require_auth": "!password"})
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
        self._closed = False
        self._password = hub_url(url).password
        self.engine = self._engine(hub_url(url), connections)

    def _engine(self, url: URL, connections: int) -> AsyncEngine:
        engine = create_async_engine(
            url,
            isolation_level="AUTOCOMMIT",
            pool_size=connections,
            max_overflow=connections,
            use_native_hstore=False,
            hide_parameters=True,  # prices and names stay out of tracebacks
            json_serializer=wire.encode,
            json_deserializer=wire.decode,
            connect_args=dict(CONNECT_ARGUMENTS),
        )
        event.listen(engine.sync_engine, "do_connect", self._use_password)
        event.listen(engine.sync_engine, "checkin", self._keep_none_when_closed)
        return engine

    def _use_password(
        self, _dialect: Dialect, _entry: ConnectionPoolEntry, _given: object, named: dict[str, Any]
    ) -> None:
        if self._password is not None:
            named["password"] = self._password

    def _keep_none_when_closed(self, connection: object | None, entry: ConnectionPoolEntry) -> None:
        """SQLAlchemy would leave what comes back after the end open, for the garbage collector."""
        if self._closed and connection is not None:
            entry.invalidate()

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

    async def verifier(self, login: str, password: str) -> str:
        async with self.connection() as connection:
            return verifier_of((await driver_of(connection)).pgconn, login, password)

    async def change_password(self, password: str, noted_by: str, **values: Any) -> None:
        """Of the login that is connected, together with the statement `noted_by`; what is connected stays so."""
        if self._built_in:
            raise MayNotDoThat("The built-in database looks after its own passwords.")
        async with self.connection() as connection:
            await connection.execution_options(isolation_level="READ COMMITTED")
            async with connection.begin():
                await connection.execute(text(noted_by), values)
                driver = await driver_of(connection)
                verifier = verifier_of(driver.pgconn, driver.info.user, password)
                # Not by its name: what a pooler is asked for is called something else than the role.
                await driver.execute(
                    sql.SQL("alter role session_user password {}").format(sql.Literal(verifier))
                )
            self._password = password  # it holds, however this connection ends

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
        self._closed = True
        await self.engine.dispose()


async def driver_of(connection: AsyncConnection) -> psycopg.AsyncConnection[Any]:
    driver = (await connection.get_raw_connection()).driver_connection
    assert isinstance(driver, psycopg.AsyncConnection)
    return driver


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
            return HubRefused(_why_not_let_in(message))
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
            return _lease_held(error.diag.message_detail, error.diag.message_hint)
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


def _lease_held(label: str | None, seconds: str | None) -> LeaseHeld:
    """`seconds`: until when at the latest, where the holder is this device under another incarnation."""
    if not seconds:
        return LeaseHeld(f"It is being done on {label}.")
    return LeaseHeld(
        f"If it was killed, its turn ends by itself in {seconds} s at the latest.",
        title="Another session of this computer is syncing",
    )


def _why_not_let_in(message: str) -> str:
    if "not permitted to log in" in message:
        return _SWITCHED_OFF
    if "no password supplied" in message:
        return _NONE_KEPT
    why = _WAY_THERE.sub("", message).rstrip(".")
    if _UNPROVEN.search(why):
        return f"Its certificate is not good: {why.removeprefix(_BY_TLS)}."
    if why.startswith(_BY_TLS):
        return f"The connection cannot be secured: {why.removeprefix(_BY_TLS)}."
    return f"{why[:1].upper()}{why[1:]}."


def _first_line(error: BaseException) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[0].strip() if lines else type(error).__name__
