"""The history of the hub's schema, and telling whether program and database fit."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import make_url

from lazi_desktop.domain.errors import HubSchemaMismatch, MayNotDoThat
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub import (
    EXPECTED_REVISION,
    EmbeddedPostgres,
    PostgresHub,
    SchemaState,
    check,
    create_member,
    create_tenant,
    upgrade,
)
from lazi_desktop.store.hub.restoring import note_backup, note_restored
from lazi_desktop.store.hub.surveying import survey
from tests.store.hub.team import MIGRATIONS, entity, pull


@pytest.fixture
def empty(hub_server) -> Iterator[str]:
    """The superuser's address of a new database."""
    name = f"empty_{uuid4().hex[:8]}"
    with psycopg.connect(hub_server.admin_url, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        yield at(hub_server.admin_url, database=name)
        connection.execute(f"drop database {name} with (force)")


def at(url, **changes):
    return make_url(url).set(**changes).render_as_string(hide_password=False)


def execute(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_the_program_expects_the_head():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS / "hub"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [EXPECTED_REVISION]
    assert all(len(script.revision) == 4 for script in scripts.walk_revisions())


def test_an_empty_database_is_brought_up(empty):
    assert check(empty).state is SchemaState.EMPTY
    assert "db upgrade" in check(empty).sentence
    assert upgrade(empty, MIGRATIONS).state is SchemaState.FITS
    assert upgrade(empty, MIGRATIONS).state is SchemaState.FITS


@pytest.mark.parametrize("schema", ["sync", "people"])
def test_no_schema_of_somebody_elses_is_taken_for_ours(empty, schema):
    """Its owner could put functions into it that are called with all rights of ours."""
    execute(empty, f"create schema {schema}")
    with pytest.raises(MayNotDoThat, match=f"“{schema}”"):
        upgrade(empty, MIGRATIONS)
    assert check(empty).state is SchemaState.EMPTY


def test_somebody_elses_people_are_seen_before(empty):
    execute(empty, "create schema people; create table people.staff (name text)")
    assert survey(empty).strangers == ("people",)


@pytest.mark.parametrize(
    "change, state, words",
    [
        ("update sync.schema_version set version_num = '0000'", SchemaState.OLDER, "lazi-desktop db upgrade"),
        (
            "update sync.schema_version set version_num = '9999'; update sync.handshake set least_program = '9998'",
            SchemaState.NEWER,
            "update LAZI Desktop",
        ),
    ],
)
async def test_program_and_database_must_fit(empty, change, state, words):
    upgrade(empty, MIGRATIONS)
    tenant = create_tenant(empty, 1, "fits")
    create_member(empty, tenant, "nora", password="secret", level="manager")
    nora = at(empty, username="nora", password="secret")
    execute(empty, change)
    assert check(nora).state is state
    with pytest.raises(HubSchemaMismatch, match=words):
        await PostgresHub.connect(nora, tenant, DeviceInfo(uuid4(), uuid4(), "PC"))
    if state is SchemaState.NEWER:
        with pytest.raises(HubSchemaMismatch, match=words):
            upgrade(empty, MIGRATIONS)


def test_a_newer_database_may_still_take_this_program(empty):
    upgrade(empty, MIGRATIONS)
    execute(empty, "update sync.schema_version set version_num = '9999'")
    assert check(empty).state is SchemaState.FITS


async def test_a_database_without_our_schema_is_told_apart(empty):
    execute(empty, "drop role if exists plain; create role plain login password 'secret'")
    plain = at(empty, username="plain", password="secret")
    with pytest.raises(HubSchemaMismatch, match="not set up yet"):
        await PostgresHub.connect(plain, create_tenant_id(), DeviceInfo(uuid4(), uuid4(), "PC"))
    execute(empty, "drop role plain")


def create_tenant_id():
    from lazi_desktop.domain.keys import tenant_id_of

    return tenant_id_of(1, "none")


async def test_a_database_owner_without_superpowers_can_set_it_up(roomy):
    """As on managed PostgreSQL: CREATEROLE and the database, nothing more."""
    server = EmbeddedPostgres(roomy / "managed").start()
    try:
        execute(server.admin_url, "create role boss login createrole password 'secret'")
        execute(server.admin_url, "alter database lazi owner to boss")
        boss = at(server.admin_url, username="boss", password="secret")
        assert upgrade(boss, MIGRATIONS).state is SchemaState.FITS
        tenant = create_tenant(boss, 7, "managed", name="Managed")
        create_member(boss, tenant, "olaf", password="secret", level="manager", label="Olaf")
        olaf = at(server.admin_url, username="olaf", password="secret")
        hub = await PostgresHub.connect(olaf, tenant, DeviceInfo(uuid4(), uuid4(), "PC"))
        lease = await hub.acquire("servicetitan", 60)
        assert (await pull(hub, lease, {1: {"price": 1}})).added == 1
        await hub.close()
        owners = (
            "select distinct relowner::regrole::text from pg_class where relnamespace = 'sync'::regnamespace"
        )
        assert execute(boss, owners) == [("lazi_owner",)]
        assert execute(boss, "select count(*) from crm.entities") == [(0,)]
        assert (note_backup(boss), note_restored(boss)) == (1, 1)
        hub = await PostgresHub.connect(olaf, tenant, DeviceInfo(uuid4(), uuid4(), "PC"))
        assert (await hub.state()).durable_seq == 1
        assert (await hub.acquire("servicetitan", 60)).token > lease.token + 1000
        await hub.close()
    finally:
        server.destroy()


def test_ltree_may_be_somewhere_else_already(empty):
    execute(empty, 'create schema "Odd place"; create extension ltree with schema "Odd place"')
    assert upgrade(empty, MIGRATIONS).state is SchemaState.FITS
    assert execute(
        empty, "select atttypid::regtype::text from pg_attribute"
        " where attrelid = 'master.pricebook_categories'::regclass and attname = 'path'",
    ) == [('"Odd place".ltree',)]  # fmt: skip


def test_partitions_have_the_names_that_people_query(team):
    names = "categories materials services equipment discounts_and_fees".split()
    rows = team.sql("select inhrelid::regclass::text from pg_inherits")
    assert {f"raw.st_pricebook_{name}" for name in names} | {
        f"master.pricebook_{name}" for name in names
    } <= {name for (name,) in rows}


async def test_each_kind_lands_in_its_partition(team, hub, lease):
    run = await hub.begin_run(lease, what="all", full=True)
    for number, kind in enumerate(EntityKind, 1):
        await hub.ingest(lease, run, [entity(number, {"code": str(kind)}, kind)], kind=kind)
        assert await hub.mirrored_count(kind) == 1
    assert team.sql(
        "select tableoid::regclass::text from raw.st_records where tenant_id = %s order by remote_id",
        team.tenant_id,
    )[4] == ("raw.st_pricebook_discounts_and_fees",)
    assert (await hub.counts()).mirrored == {str(kind): 1 for kind in EntityKind}
