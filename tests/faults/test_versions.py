"""Program and database of different ages: the ledger stays whole, editing goes on, and after the update all is sent."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from lazi_desktop.config.places import migrations_folder
from lazi_desktop.domain.errors import HubSchemaMismatch
from lazi_desktop.ports.engine import ActivityFailed, ConnectionChanged
from lazi_desktop.store.hub import schema
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.schema import SchemaState
from lazi_desktop.store.workspace import opening
from lazi_desktop.store.workspace.database import open_writer
from tests.conftest import ROOT
from tests.faults.conftest import admin
from tests.faults.desktops import Desktop, Stage, until
from tests.faults.held_calls import Unanswered
from tests.faults.test_network_in_pull_and_push import check_pushed, push_to_the_end

OLDER, NEWER = "0000", "9999"


@pytest.fixture
def aged(hub_server: EmbeddedPostgres) -> Iterator[EmbeddedPostgres]:
    """The server, whose schema is its own again after the test."""
    with admin(hub_server) as connection:
        before = connection.execute(schema.READ_REVISION).fetchone()
        assert before is not None
        yield hub_server
        set_versions(hub_server, *before)


def set_versions(server: EmbeddedPostgres, revision: str, least_program: str) -> None:
    with admin(server) as connection:
        connection.execute("update sync.schema_version set version_num = %s", (revision,))
        connection.execute("update sync.handshake set least_program = %s", (least_program,))


def edits_while_it_does_not_fit(stage: Stage, desk: Desktop, *, says: str) -> dict[int, str]:
    """Starts a program that does not fit, which works on all the same."""
    desk.stop()
    desk.listener.heard.clear()
    [[ops]] = stage.sql("select count(*) from sync.op_log where tenant_id = %(t)s")
    desk.start()
    told = desk.listener.wait(ConnectionChanged, lambda event: event.error is not None)
    assert isinstance(told.error, HubSchemaMismatch)
    assert says in told.detail
    assert not told.error.may_retry
    names = {remote_id: f"Meanwhile {remote_id}" for remote_id in stage.materials()[:5]}
    for remote_id, name in names.items():
        desk.edit(remote_id, "display_name", name)
        assert desk.shown(remote_id, "display_name") == name
    desk.submit()
    assert desk.engine is not None
    for activity, start in (("pull", desk.engine.pull), ("push", desk.engine.push)):
        heard = len(desk.listener.heard)
        start()
        failed = desk.listener.wait(ActivityFailed, after=heard)
        assert failed.activity == activity
        assert isinstance(failed.error, HubSchemaMismatch)
    assert stage.sql("select count(*) from sync.op_log where tenant_id = %(t)s") == [(ops,)]
    assert len(desk.unsent()) >= 5
    return names


def works_again(stage: Stage, desk: Desktop, names: dict[int, str]) -> None:
    desk.stop()
    desk.listener.heard.clear()
    desk.start()
    desk.wait_level()
    desk.check_nothing_lost()
    push_to_the_end(desk)
    check_pushed(stage, names)


def test_a_database_that_needs_a_newer_program(stage: Stage, aged: EmbeddedPostgres):
    desk = stage.desktop("desk")
    desk.wait_level()
    set_versions(aged, NEWER, NEWER)
    names = edits_while_it_does_not_fit(stage, desk, says="update LAZI Desktop")
    set_versions(aged, schema.EXPECTED_REVISION, schema.EXPECTED_REVISION)
    works_again(stage, desk, names)


def test_a_program_newer_than_the_database(stage: Stage, aged: EmbeddedPostgres):
    desk = stage.desktop("desk")
    desk.wait_level()
    set_versions(aged, OLDER, OLDER)
    names = edits_while_it_does_not_fit(stage, desk, says="lazi-desktop db upgrade")
    set_versions(aged, schema.EXPECTED_REVISION, schema.EXPECTED_REVISION)
    works_again(stage, desk, names)


def test_a_newer_database_that_still_works_with_this_program(stage: Stage, aged: EmbeddedPostgres):
    desk = stage.desktop("desk")
    desk.wait_level()
    desk.stop()
    set_versions(aged, NEWER, schema.EXPECTED_REVISION)
    desk.start()
    desk.edit(stage.materials()[0], "display_name", "Meanwhile")
    desk.wait_level()
    desk.check_nothing_lost()


UPGRADE = """
import sys
from pathlib import Path
from lazi_desktop.store.hub.schema import upgrade
upgrade(sys.argv[1], Path(sys.argv[2]))
"""
GATE = """
create function public.wait_there() returns event_trigger language plpgsql as $$
begin
    if exists (select from pg_event_trigger_ddl_commands() where split_part(object_identity, '(', 1) = '%s') then
        perform pg_advisory_xact_lock(1);
    end if;
end $$;
create event trigger wait_there on ddl_command_end execute function public.wait_there();
select pg_advisory_lock(1);
"""
NO_GATE = "drop event trigger wait_there; drop function public.wait_there()"
OURS = """
select count(*) from pg_namespace where nspname in ('sync', 'crm', 'master', 'raw', 'audit', 'pricing', 'people')
"""
WORKING = """
select coalesce(wait_event, '') from pg_stat_activity where datname = %s and application_name = 'lazi-desktop'
"""


@pytest.fixture
def new_database(hub_server: EmbeddedPostgres) -> Iterator[str]:
    """Its address, for the superuser."""
    name = f"upgraded_{uuid4().hex[:8]}"
    with admin(hub_server) as connection:
        connection.execute(f"create database {name}".encode())
        yield make_url(hub_server.admin_url).set(database=name).render_as_string(hide_password=False)
        connection.execute(f"drop database {name} with (force)".encode())


def working(connection: psycopg.Connection, url: str) -> list[str]:
    """What each that works at this database waits for."""
    rows = connection.execute(WORKING.encode(), (make_url(url).database,)).fetchall()
    return [wait_event for (wait_event,) in rows]


def kill_the_upgrade(server: EmbeddedPostgres, url: str, *, at: str) -> None:
    """Starts one, and kills it while its transaction waits for what it is made to wait for."""
    process = subprocess.Popen([sys.executable, "-c", UPGRADE, url, str(migrations_folder())], cwd=ROOT)
    try:
        with admin(server) as connection:
            until(lambda: at in working(connection, url), "the upgrade is held")
            assert process.poll() is None
            process.kill()
            process.wait()
            assert working(connection, url) == [at]
    finally:
        process.kill()
        process.wait()


def until_nobody_works(server: EmbeddedPostgres, url: str) -> None:
    """What it was told, the server does to its end, and only then finds nobody there."""
    with admin(server) as connection:
        until(lambda: not working(connection, url), "the server has noticed")


@pytest.mark.parametrize("place", ["sync.tenants", "audit.append", "installer on sync.devices"])
def test_an_upgrade_that_is_killed_leaves_the_old_schema(
    hub_server: EmbeddedPostgres, new_database: str, place: str
):
    """With the first table, in the middle and towards the end."""
    with psycopg.connect(new_database, autocommit=True) as gate:
        gate.execute((GATE % place).encode())
        kill_the_upgrade(hub_server, new_database, at="advisory")
    until_nobody_works(hub_server, new_database)
    assert schema.check(new_database).state is SchemaState.EMPTY
    with psycopg.connect(new_database, autocommit=True) as gate:
        assert gate.execute(OURS.encode()).fetchone() == (0,)
        gate.execute(NO_GATE.encode())
    assert schema.upgrade(new_database, migrations_folder()).state is SchemaState.FITS


def test_an_upgrade_that_is_killed_before_it_hears_that_it_is_done_leaves_the_new_schema(
    hub_server: EmbeddedPostgres, new_database: str
):
    with Unanswered(hub_server):
        kill_the_upgrade(hub_server, new_database, at="SyncRep")
    until_nobody_works(hub_server, new_database)
    assert schema.check(new_database).state is SchemaState.FITS
    assert schema.upgrade(new_database, migrations_folder()).state is SchemaState.FITS


UPGRADE_WORKSPACE = """
import sys, time
from pathlib import Path
from uuid import UUID
from sqlalchemy import Engine, event
from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.store.workspace.opening import open_workspace

folder, tenant, device, migrations, place = sys.argv[1:]

@event.listens_for(Engine, "before_cursor_execute")
def stop(connection, cursor, statement, *rest):
    if place in statement:
        print("inside", flush=True)
        time.sleep(600)

open_workspace(
    Path(folder), tenant_id=UUID(tenant), device_id=UUID(device), ids=OrderedIds(), clock=SystemClock(),
    migrations=Path(migrations))
"""
NEW_TABLES = ("picture", "picture_kin", "picture_piece", "sku_picture", "category_picture")
SCHEMA = "SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema ORDER BY name)"
ROWS = "SELECT (SELECT count(*) FROM sku), (SELECT count(*) FROM op), (SELECT sum(marks) FROM sku)"


def put_back_to_0008(path: Path) -> None:
    """As the program before had it, with the rows that it had."""
    with closing(open_writer(path)) as writer, writer.writing():
        for table in NEW_TABLES:
            writer.run(f"DROP TABLE {table}")
        writer.run("UPDATE sku SET marks = marks & 15")
        writer.run("CREATE TABLE blob (sha256 BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID")
        writer.run("UPDATE alembic_version SET version_num = '0008'")


def looked_at(path: Path) -> tuple[object, ...]:
    with closing(open_writer(path)) as writer:
        version = writer.value("SELECT version_num FROM alembic_version")
        return version, writer.value(SCHEMA), writer.all(ROWS)


@pytest.mark.parametrize(
    "place", ["CREATE TABLE picture_kin", "INSERT INTO sku_picture", "UPDATE alembic_version"]
)
def test_a_workspace_whose_upgrade_is_killed_keeps_its_former_schema_and_rows(stage: Stage, place: str):
    desk = stage.desktop("desk")
    desk.wait_level()
    desk.stop()
    with Desktop(stage, "desk", engine=False, device_id=desk.device.device_id) as alone:
        for remote_id in stage.materials()[:5]:
            alone.edit(remote_id, "price", 100)
        path = alone.open.path
    put_back_to_0008(path)
    before = looked_at(path)
    arguments = [path.parent, stage.tenant_id, desk.device.device_id, migrations_folder(), place]
    process = subprocess.Popen(
        [sys.executable, "-c", UPGRADE_WORKSPACE, *map(str, arguments)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "inside\n"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert looked_at(path) == before
    assert before[0] == "0008"
    desk.start()
    assert desk.open.notice == ""
    desk.saved |= alone.saved
    desk.wait_level()
    desk.check_nothing_lost()
    stage.check_the_hub()
    desk.stop()
    assert looked_at(path)[0] == opening.HEAD
