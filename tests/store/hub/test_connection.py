"""Getting to the hub, and what is said when that fails."""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from lazi_desktop.domain.errors import ConfigurationProblem, HubRefused, HubSchemaMismatch, HubUnavailable
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub import PostgresHub, check, session
from lazi_desktop.store.hub.connection import Database, hub_url
from lazi_desktop.store.hub.session import HubSession
from tests.store.hub.waiting import until_none_is_open


def me():
    return DeviceInfo(uuid4(), uuid4(), "PC")


async def connect(url, tenant_id=None):
    return await PostgresHub.connect(url, tenant_id or tenant_id_of(1, "none"), me())


@pytest.fixture
def nobody_there() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"postgresql://ann:secret@127.0.0.1:{probe.getsockname()[1]}/lazi"


async def test_a_hub_that_is_not_there(nobody_there):
    with pytest.raises(HubUnavailable) as told:
        await connect(nobody_there)
    assert told.value.may_retry
    assert str(told.value).startswith("The shared database cannot be reached. ")
    assert "secret" not in str(told.value)
    with pytest.raises(HubUnavailable):
        check(nobody_there)


async def test_a_wrong_password(team):
    url = make_url(team.url()).set(password="wrong").render_as_string(hide_password=False)
    with pytest.raises(HubRefused, match="Password authentication failed") as told:
        await connect(url, team.tenant_id)
    assert not told.value.may_retry
    assert "connection to server" not in told.value.detail


async def test_a_login_whose_password_is_kept_nowhere(team):
    url = make_url(team.url())._replace(password=None).render_as_string(hide_password=False)
    with pytest.raises(HubRefused, match=r"refused[.] No password supplied: this computer keeps none"):
        await connect(url, team.tenant_id)


async def test_a_login_that_was_switched_off(team):
    url = team.url()
    team.sql("alter role ann nologin")
    try:
        with pytest.raises(HubRefused) as told:
            await connect(url, team.tenant_id)
    finally:
        team.sql("alter role ann login")
    assert "An administrator has switched this login off" in told.value.detail
    assert "connection" not in told.value.detail


async def test_a_database_that_does_not_exist(team):
    url = make_url(team.url()).set(database="nothing").render_as_string(hide_password=False)
    with pytest.raises(HubRefused, match="does not exist"):
        await connect(url, team.tenant_id)


async def test_a_tenant_of_others(team):
    with pytest.raises(HubRefused, match="does not belong to this tenant"):
        await connect(team.url(), tenant_id_of(99, "elsewhere"))


async def test_a_connection_that_was_cut_is_made_again(team, hub):
    await hub.state()
    cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'ann'"
    team.sql(cut)
    with pytest.raises(HubUnavailable):
        await hub.state()
    assert (await hub.state()).feed_seq == 0


async def test_a_call_that_outlives_the_hub_leaves_no_connection_behind(team):
    login = f"late.{uuid4().hex[:8]}"
    url = team.server.member_url(team.tenant_id, login, level="viewer", label="Late")
    hub = await connect(url, team.tenant_id)
    async with hub.database.connection():
        await hub.close()
    await until_none_is_open(team, login)


async def test_a_function_that_is_missing_means_another_version(team, hub):
    with pytest.raises(HubSchemaMismatch, match="db upgrade"):
        await hub.call("paint", colour=("red", "text"))


@pytest.mark.parametrize(
    "state, words",
    [
        ("53300", "too many connections"),
        ("53100", "disk is full"),
        ("25006", "only allows reading"),
        ("57014", "took too long"),
        ("55P03", "busy"),
    ],
)
async def test_passing_troubles_are_named(hub, state, words):
    statement = f"do $$ begin raise exception 'x' using errcode = '{state}'; end $$"
    with pytest.raises(HubUnavailable, match=words):
        await hub.database.rows(statement)


@pytest.mark.parametrize(
    "given, query",
    [
        ("postgresql://a:b@db.example.com/x", {"sslmode": "verify-full", "sslrootcert": "system"}),
        (
            "postgres://a:b@db.example.com/x?sslmode=require",
            {"sslmode": "require", "require_auth": "!password"},
        ),
        ("postgres://a:b@db.example.com/x?sslmode=verify-ca", {"sslmode": "verify-ca"}),
        (
            "postgres://a:b@db.example.com/x?sslmode=disable&require_auth=password",
            {"sslmode": "disable", "require_auth": "password"},
        ),
        ("postgresql://a:b@127.0.0.1:5/x", {}),
        ("postgresql://a:b@localhost/x", {}),
        ("postgresql:///x?host=/run/postgresql", {"host": "/run/postgresql"}),
    ],
)
def test_tls_is_demanded_unless_the_server_is_this_machine(given, query):
    assert dict(hub_url(given).query) == query
    assert hub_url(given).drivername == "postgresql+psycopg"


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_public_authorities_are_named_where_postgresqls_library_finds_none(platform, monkeypatch):
    monkeypatch.setattr("sys.platform", platform)
    named = str(hub_url("postgresql://a:b@db.example.com/x").query["sslrootcert"])
    assert ssl.create_default_context(cafile=named).cert_store_stats()["x509_ca"] > 50
    given = hub_url("postgresql://a:b@db.example.com/x?sslrootcert=/own.pem").query
    assert given["sslrootcert"] == "/own.pem"


async def test_whoever_answers_in_the_servers_place_is_not_told_the_password():
    heard, gone = b"", asyncio.Event()

    async def ask_for_it(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal heard
        await reader.read(4096)
        writer.write(b"R" + (8).to_bytes(4) + (3).to_bytes(4))  # AuthenticationCleartextPassword
        await writer.drain()
        heard += await reader.read(4096)
        writer.close()
        gone.set()

    async with await asyncio.start_server(ask_for_it, "127.0.0.2", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(HubRefused, match="Authentication method"):
            await connect(f"postgresql://ann:hush-hush@127.0.0.2:{port}/lazi?sslmode=disable")
        await asyncio.wait_for(gone.wait(), 30)
    assert b"hush-hush" not in heard


@pytest.mark.parametrize("given", ["", "nonsense", "mysql://a@b/c", "https://example.com"])
def test_an_address_that_is_none(given):
    with pytest.raises(ConfigurationProblem):
        hub_url(given)


async def test_numbers_travel_exactly(hub):
    from decimal import Decimal

    value = {"price": Decimal("0.1"), "huge": 12345678901234567890, "tiny": Decimal("1E-7"), "whole": 3}
    from lazi_desktop.store.hub import wire

    assert await hub.database.value("select cast(:value as jsonb)", value=wire.encode(value)) == value


async def test_closing_twice_is_fine(team):
    database = Database(team.url())
    session = await database.value("select pg_backend_pid()")
    await database.close()
    await database.close()
    async with asyncio.timeout(10):
        while team.sql("select from pg_stat_activity where pid = %s", session):  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.01)


class HangingDatabase:
    """Telling the other desktops takes for ever, and whoever breaks it off gives back a connection."""

    def __init__(self) -> None:
        self.story: list[str] = []
        self.is_told = asyncio.Event()
        self.server_answers = asyncio.Event()

    async def notify(self, _channel):
        self.is_told.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            await self.server_answers.wait()
            self.story.append("connection given back")

    async def close(self):
        self.story.append("closed")


@pytest.fixture
async def hanging():
    """A session that tells the other desktops when it is to be closed."""
    database: Any = HangingDatabase()
    hanging = HubSession(database, tenant_id_of(1, "none"), me())
    hanging.feed_moved()
    await database.is_told.wait()
    database.server_answers.set()
    yield hanging
    database.server_answers.set()
    assert hanging._nudge_due is not None
    hanging._nudge_due.cancel()
    await asyncio.wait([hanging._nudge_due])


async def test_what_hangs_gives_its_connection_back_before_the_database_is_closed(hanging, monkeypatch):
    monkeypatch.setattr(session, "LAST_NUDGE_SECONDS", 0)
    await hanging.close()
    assert hanging.database.story == ["connection given back", "closed"]


async def test_closing_that_is_broken_off_closes(hanging):
    closing = asyncio.ensure_future(hanging.close())
    await asyncio.sleep(0)
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    assert hanging.database.story == ["connection given back", "closed"]


async def test_what_does_not_give_its_connection_back_keeps_nobody_from_closing(hanging, monkeypatch):
    monkeypatch.setattr(session, "LAST_NUDGE_SECONDS", 0)
    monkeypatch.setattr(session, "BREAKING_OFF_SECONDS", 0)
    hanging.database.server_answers.clear()
    await hanging.close()
    assert hanging.database.story == ["closed"]


def test_the_superuser_wants_a_password_too(hub_server):
    url = make_url(hub_server.admin_url).set(password=None).render_as_string()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
