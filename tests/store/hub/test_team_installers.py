"""Who can make logins depends on whoever set the shared database up, and on its server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from lazi_desktop.domain.errors import HubRefused, MayNotDoThat
from lazi_desktop.domain.team import MemberState
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub import (
    EmbeddedPostgres,
    PostgresHub,
    SchemaState,
    create_member,
    create_tenant,
    upgrade,
)
from tests.real_parts import make_quick
from tests.store.hub.team import MIGRATIONS


@pytest.fixture
def empty_server(roomy: Path) -> Iterator[str]:
    """The superuser's address of a server that nothing was set up on."""
    server = EmbeddedPostgres(roomy / "installed").start()
    try:
        make_quick(server)
        yield server.admin_url
    finally:
        server.destroy()


def at(url: str, login: str, password: str) -> str:
    return make_url(url).set(username=login, password=password).render_as_string(hide_password=False)


def execute(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


async def enters(url, tenant):
    return await PostgresHub.connect(url, tenant, DeviceInfo(uuid4(), uuid4(), "PC"))


async def whole_life_of_a_login(installer: str) -> None:
    """Invited, shut out, let in again, given another password; one made on the command line, too."""
    assert upgrade(installer, MIGRATIONS).state is SchemaState.FITS
    tenant = create_tenant(installer, 7, "installed")
    create_member(installer, tenant, "adam", password="pw", level="admin", label="Adam")
    create_member(installer, tenant, "olaf", password="pw", level="manager", label="Olaf")
    create_member(installer, tenant, "olaf", password="changed", level="viewer", label="Olaf")
    adam = await enters(at(installer, "adam", "pw"), tenant)
    try:
        assert ((await adam.team()).may_manage, (await adam.team()).why_not) == (True, "")
        await adam.invite("eve", "Eve", "estimator", "pw")
        for login, password in (("eve", "pw"), ("olaf", "changed")):
            theirs = await enters(at(installer, login, password), tenant)
            await adam.disable_member(login)
            with pytest.raises(HubRefused):
                await theirs.state()
            await theirs.close()
            with pytest.raises(HubRefused, match="not permitted to log in"):
                await enters(at(installer, login, password), tenant)
            await adam.enable_member(login)
            await adam.renew_password(login, "new")
            theirs = await enters(at(installer, login, "new"), tenant)
            assert (await theirs.state()).owes_password
            await theirs.change_my_password("own")
            await theirs.close()
            await (await enters(at(installer, login, "own"), tenant)).close()
        create_member(installer, tenant, "eve", password="again", level="viewer", label="Eve")
        await (await enters(at(installer, "eve", "again"), tenant)).close()
    finally:
        await adam.close()


async def test_set_up_by_a_superuser(empty_server):
    await whole_life_of_a_login(empty_server)


async def test_set_up_by_who_may_make_roles(empty_server):
    """As on managed PostgreSQL: CREATEROLE and the database, nothing more."""
    execute(
        empty_server, "create role boss login createrole password 'pw'", "alter database lazi owner to boss"
    )
    await whole_life_of_a_login(at(empty_server, "boss", "pw"))


async def test_set_up_by_who_may_not(empty_server):
    execute(
        empty_server, "create role lazi_owner", "create role lazi_desktop", "create role boss login password 'pw'",
        "grant lazi_owner to boss", "alter database lazi owner to boss",
    )  # fmt: skip
    boss = at(empty_server, "boss", "pw")
    assert upgrade(boss, MIGRATIONS).state is SchemaState.FITS
    tenant = create_tenant(boss, 7, "installed")
    create_member(empty_server, tenant, "adam", password="pw", level="admin", label="Adam")
    create_member(empty_server, tenant, "eve", password="pw", level="viewer", label="Eve")
    adam = await enters(at(boss, "adam", "pw"), tenant)
    try:
        seen = await adam.team()
        assert not seen.may_manage
        assert "lazi-desktop db add-member" in seen.why_not
        for refused in (
            adam.invite("olaf", "Olaf", "viewer", "pw"), adam.renew_password("eve", "new"),
        ):  # fmt: skip
            with pytest.raises(MayNotDoThat, match="db add-member"):
                await refused
        eve = await enters(at(boss, "eve", "pw"), tenant)
        await adam.disable_member("eve")  # her login stays, and opens nothing
        with pytest.raises(HubRefused):
            await eve.state()
        await eve.close()
        with pytest.raises(HubRefused, match="shut out"):
            await enters(at(boss, "eve", "pw"), tenant)
        await adam.enable_member("eve")
        assert [one.state for one in (await adam.team()).members] == [MemberState.ACTIVE] * 2
    finally:
        await adam.close()
