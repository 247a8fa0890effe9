"""The people of a tenant: let in, changed, shut out, and what they leave to others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from lazi_desktop.domain.errors import HubRefused, HubUnavailable, InvalidValue, MayNotDoThat
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import NoEntity, OpKind
from lazi_desktop.domain.team import MemberState, TeamSettings
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub import PostgresHub, create_member
from lazi_desktop.store.hub.members import members
from tests.store.hub.team import Team, Typist, told, whole_feed
from tests.store.hub.waiting import until_none_is_open


@pytest.fixture
async def adam(team):
    return await team.hub("adam")


@pytest.fixture
def eve():
    """A login that nobody had before."""
    return f"eve.{uuid4().hex[:8]}"


def url_of(team, login, password):
    return make_url(team.server.admin_url).set(username=login, password=password).render_as_string(False)


@asynccontextmanager
async def logged_in(team: Team, login: str, password: str) -> AsyncIterator[PostgresHub]:
    hub = await PostgresHub.connect(
        url_of(team, login, password), team.tenant_id, DeviceInfo(uuid4(), uuid4(), f"{login}'s PC")
    )
    try:
        yield hub
    finally:
        await hub.close()


def can_log_in(team, login, password):
    try:
        psycopg.connect(url_of(team, login, password)).close()
    except psycopg.OperationalError:
        return False
    return True


async def member(hub, login):
    return next(one for one in (await hub.team()).members if one.login == login)


async def actions(team):
    return [
        action
        for (action,) in team.sql(
            "select action from audit.change_log where tenant_id = %s and action ~ '^(member|team|reassign)'"
            " order by n",
            team.tenant_id,
        )
    ]


async def test_a_password_that_cannot_be_noted_is_not_changed(team, adam, eve):
    await adam.invite(eve, "Eve Ning", "viewer", "first")
    async with logged_in(team, eve, "first") as hers:
        await adam.disable_member(eve)
        with pytest.raises(MayNotDoThat):
            await hers.change_my_password("mine")
    await adam.enable_member(eve)
    assert can_log_in(team, eve, "first")
    assert not can_log_in(team, eve, "mine")


async def test_somebody_is_let_in_and_chooses_a_password(team, adam, eve):
    await adam.invite(eve, "Eve Ning", "estimator", "first")
    invited = await member(adam, eve)
    assert (invited.name, invited.level, invited.state) == ("Eve Ning", "estimator", MemberState.INVITED)
    async with logged_in(team, eve, "first") as hers:
        state = await hers.state()
        assert (state.me, state.level, state.owes_password) == ("Eve Ning", "estimator", True)
        assert (await member(hers, eve)).is_me
        await hers.change_my_password("mine")
        assert not (await hers.state()).owes_password
        assert (
            await asyncio.gather(*(hers.feed_after(0) for _ in range(3))) == [[]] * 3
        )  # new connections, too
    assert not can_log_in(team, eve, "first")
    assert can_log_in(team, eve, "mine")
    assert (await member(adam, eve)).state == MemberState.ACTIVE
    assert await actions(team) == ["member: invited"]


async def test_a_password_that_was_changed_holds_where_the_connection_breaks_at_its_end(
    team, adam, eve, monkeypatch
):
    async def broken(connection):
        await connection.invalidate()
        await close(connection)
        raise OSError("The connection broke off.")

    close = AsyncConnection.close
    await adam.invite(eve, "Eve Ning", "estimator", "first")
    async with logged_in(team, eve, "first") as hers:
        with monkeypatch.context() as meanwhile, pytest.raises(HubUnavailable):
            meanwhile.setattr(AsyncConnection, "close", broken)
            await hers.change_my_password("mine")
        assert can_log_in(team, eve, "mine")
        assert await asyncio.gather(*(hers.feed_after(0) for _ in range(3))) == [[]] * 3  # new connections


async def test_a_call_under_way_while_the_password_changes_leaves_no_connection_behind(team, adam, eve):
    await adam.invite(eve, "Eve Ning", "estimator", "first")
    async with logged_in(team, eve, "first") as hers:
        async with hers.database.connection():
            await hers.change_my_password("mine")
        assert (await hers.state()).me == "Eve Ning"
    await until_none_is_open(team, eve)


async def test_the_team_as_an_admin_and_as_another_sees_it(team, hub, adam, lease):
    ann = Typist(team, hub)
    await ann.edit(1, "name", "Pipe", seen=None)
    seen = await adam.team()
    assert (seen.may_manage, seen.why_not, seen.environment) == (True, "", "test")
    assert [(one.login, one.level, one.devices, one.pending) for one in seen.members] == [
        ("adam", "admin", 1, 0), ("ann", "manager", 1, 1),
    ]  # fmt: skip
    assert seen.members[0].is_me
    plain = await hub.team()
    assert not plain.may_manage
    assert plain.why_not
    assert [(one.name, one.devices, one.pending) for one in plain.members] == [("Adam", 0, 0), ("Ann", 1, 1)]


async def test_shut_out_with_a_connection_open(team, adam, eve):
    await adam.invite(eve, "Eve", "manager", "pw")
    async with logged_in(team, eve, "pw") as hers:
        await Typist(team, hers).edit(1, "name", "Pipe", seen=None)
        await adam.disable_member(eve)
        with pytest.raises(HubRefused):
            await hers.state()
        assert await hers.feed_after(0) == []
        with pytest.raises(MayNotDoThat, match="shut out"):
            await hers.apply_ops([Typist(team, hers, 2).set(1, "name", "Tube")])
        assert not can_log_in(team, eve, "pw")
        assert (await member(adam, eve)).state == MemberState.DISABLED
        await adam.enable_member(eve)
        assert (await hers.state()).level == "manager"
    assert can_log_in(team, eve, "pw")
    assert await actions(team) == ["member: invited", "member: disabled", "member: enabled"]


async def test_who_works_in_another_team_keeps_their_login(team, adam, hub_server, eve):
    await adam.invite(eve, "Eve", "viewer", "pw")
    async with Team(hub_server) as other:
        theirs = await other.hub("adam")
        await theirs.invite(eve, "Eve", "viewer", "another")
        assert can_log_in(team, eve, "pw")  # the password stays as it is
        assert not (await member(theirs, eve)).owes_password
        for hub in (adam, theirs):
            with pytest.raises(MayNotDoThat, match="another team"):
                await hub.renew_password(eve, "mine now")
        await adam.disable_member(eve)
        assert can_log_in(team, eve, "pw")
        await theirs.disable_member(eve)
        assert not can_log_in(team, eve, "pw")


async def test_a_login_whose_password_another_team_knows_is_let_in_nowhere(team, adam, hub_server, eve):
    """Else whoever guesses whom another team will invite makes the login first, and comes in with it."""
    boss = f"{eve}.boss"
    async with Team(hub_server) as other:
        create_member(hub_server.admin_url, other.tenant_id, boss, password="pw", level="admin")
        async with logged_in(other, boss, "pw") as theirs:
            await adam.invite(eve, "Eve", "viewer", "first")
            with pytest.raises(MayNotDoThat, match="knows its password"):
                await theirs.invite(eve, "Eve", "admin", "another")
            async with logged_in(team, eve, "first") as hers:
                await hers.change_my_password("mine")
            await theirs.invite(eve, "Eve", "admin", "another")
    assert can_log_in(team, eve, "mine")


async def test_who_works_in_another_database_keeps_their_login(team, adam, eve):
    await adam.invite(eve, "Eve", "viewer", "pw")
    team.sql(f"alter role \"{eve}\" in database postgres set application_name = 'lazi-desktop'")
    with pytest.raises(MayNotDoThat, match="another database"):
        await adam.renew_password(eve, "mine now")
    await adam.disable_member(eve)
    assert can_log_in(team, eve, "pw")


async def test_a_forgotten_password(team, adam, eve):
    await adam.invite(eve, "Eve", "viewer", "pw")
    async with logged_in(team, eve, "pw") as hers:
        await hers.change_my_password("forgotten")
    await adam.renew_password(eve, "new")
    assert not can_log_in(team, eve, "forgotten")
    async with logged_in(team, eve, "new") as hers:
        assert (await hers.state()).owes_password


async def test_logins_made_on_the_command_line_are_looked_after_too(team, adam):
    await team.hub("vera")
    await adam.change_member("vera", "Vera Cruz", "estimator")
    await adam.disable_member("vera")
    await adam.enable_member("vera")
    assert ((await member(adam, "vera")).name, (await member(adam, "vera")).level) == (
        "Vera Cruz",
        "estimator",
    )


async def test_the_command_line_lets_in_again_who_was_shut_out(team, adam, hub_server, eve):
    await adam.invite(eve, "Eve", "viewer", "pw")
    await adam.disable_member(eve)
    create_member(hub_server.admin_url, team.tenant_id, eve, password=None, level="viewer", label="Eve")
    assert can_log_in(team, eve, "pw")
    listed = {
        one.login: (one.name, one.level, one.state) for one in members(hub_server.admin_url, team.tenant_id)
    }
    assert listed == {
        "adam": ("Adam", "admin", MemberState.ACTIVE), eve: ("Eve", "viewer", MemberState.INVITED)
    }  # fmt: skip


async def test_the_command_line_gives_a_password_and_takes_no_name(team, adam, hub_server, eve):
    await adam.invite(eve, "Eve Ning", "viewer", "pw")
    create_member(hub_server.admin_url, team.tenant_id, eve, password="another", level="viewer")
    assert (await member(adam, eve)).name == "Eve Ning"
    assert can_log_in(team, eve, "another")


async def test_a_password_that_somebody_else_typed_is_owed_until_the_person_has_their_own(
    team, hub_server, eve
):
    async def owes(password: str) -> bool:
        async with logged_in(team, eve, password) as hers:
            return (await hers.state()).owes_password

    def let_in(password: str | None, *, owes_password: bool) -> None:
        create_member(
            hub_server.admin_url,
            team.tenant_id,
            eve,
            password=password,
            level="viewer",
            owes_password=owes_password,
        )

    let_in("typed", owes_password=True)
    assert await owes("typed")
    async with logged_in(team, eve, "typed") as hers:
        await hers.change_my_password("mine")
    let_in(None, owes_password=True)
    assert not await owes("mine")
    let_in("typed again", owes_password=True)
    assert await owes("typed again")
    let_in("her own", owes_password=False)
    assert not await owes("her own")


async def test_the_programs_own_login_keeps_its_password(team, adam, hub_server):
    """It stands in the built-in database's folder, which nobody would tell."""
    url = hub_server.member_url(team.tenant_id, level="manager", label="Here")
    elsewhere = team.sql(
        "select 1 from sync.members where role_name = 'lazi_me' and tenant_id <> %s limit 1", team.tenant_id
    )  # other tests have teams on this server
    with pytest.raises(MayNotDoThat, match="another team" if elsewhere else "built-in"):
        await adam.renew_password("lazi_me", "another")
    hub = await PostgresHub.connect(url, team.tenant_id, DeviceInfo(uuid4(), uuid4(), "PC"), built_in=True)
    with pytest.raises(MayNotDoThat, match="built-in"):
        await hub.change_my_password("another")
    await hub.close()


@pytest.mark.parametrize("deed", ["disable", "demote"])
async def test_the_last_admin_stays_one(team, adam, deed):
    with pytest.raises(MayNotDoThat, match="last admin"):
        await (
            adam.disable_member("adam") if deed == "disable" else adam.change_member("adam", "Adam", "viewer")
        )
    assert (await adam.state()).level == "admin"


async def test_two_admins_who_shut_each_other_out_at_once(team, adam, eve):
    await adam.invite(eve, "Eve", "admin", "pw")
    async with logged_in(team, eve, "pw") as hers:
        outcomes = await asyncio.gather(
            adam.disable_member(eve), hers.disable_member("adam"), return_exceptions=True
        )
    assert sorted(type(one).__name__ for one in outcomes) == ["MayNotDoThat", "NoneType"]
    assert team.sql(
        "select count(*)::int from sync.members where tenant_id = %s and level = 'admin' and disabled_at is null",
        team.tenant_id,
    ) == [(1,)]  # fmt: skip


@pytest.mark.parametrize(
    "login", ["", "pg_eve", "lazi_eve", "LAZI_EVE", "postgres", "public", "x" * 64, "a b", "ä" * 32]
)
async def test_some_names_are_no_logins(adam, login):
    with pytest.raises(InvalidValue, match="cannot be a login's name"):
        await adam.invite(login, "Eve", "viewer", "pw")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "needs a name"),
        ("x" * 101, "too long"),
        ("Adam", "this name already"),
        (" adam ", "this name already"),
    ],
)
async def test_names_that_are_shown(adam, eve, name, words):
    with pytest.raises(MayNotDoThat, match=words):
        await adam.invite(eve, name, "viewer", "pw")


async def test_logins_of_others_are_not_taken(team, adam, eve):
    team.sql(f'create role "{eve}" login')
    try:
        with pytest.raises(MayNotDoThat, match="not of this program alone"):
            await adam.invite(eve, "Eve", "viewer", "pw")
        with pytest.raises(MayNotDoThat, match="in this team already"):
            await adam.invite("adam", "Adam Two", "viewer", "pw")
    finally:
        team.sql(f'drop role "{eve}"')


async def test_what_holds_for_everybody(team, hub, adam):
    wanted = TeamSettings(hidden_costs=frozenset(("viewer",)))
    await adam.put_team_settings(wanted)
    await adam.put_team_settings(wanted)
    assert (await hub.state()).team == wanted
    with pytest.raises(MayNotDoThat):
        await hub.put_team_settings(TeamSettings())
    assert await actions(team) == ["team settings"]


async def test_what_two_admins_change_at_once_is_changed(team, hub, adam):
    """Else who rounds prices shows costs again to whom another has just hidden them from."""
    shown = TeamSettings()
    await adam.put_team_settings(TeamSettings(hidden_costs=frozenset(("viewer",))), shown)
    await adam.put_team_settings(TeamSettings(round_to=Decimal(5)), shown)
    team.sql(
        "update sync.tenants set settings = settings || '{\"newer\": 1}' where tenant_id = %s", team.tenant_id
    )
    await adam.put_team_settings(TeamSettings(margin_floor=Decimal("0.2")), shown)
    wanted = TeamSettings(
        margin_floor=Decimal("0.2"), round_to=Decimal(5), hidden_costs=frozenset(("viewer",))
    )
    assert (await hub.state()).team == wanted
    ((kept,),) = team.sql(
        "select settings ->> 'newer' from sync.tenants where tenant_id = %s", team.tenant_id
    )
    assert kept == "1"


async def test_what_a_leaver_leaves(team, hub, adam, lease):
    ann, ed = Typist(team, hub), Typist(team, await team.hub("ed"))
    pending = await ann.edit(1, "name", "Pipe", seen=None)
    submitted = await ann.edit(2, "name", "Tube", seen=None)
    await ann.submit(submitted)
    named = ann.op(OpKind.CHANGE_SET, 0, "message", "Spring", key=EntityKey(uuid4()))
    await ann.send(replace(named, entity_kind=NoEntity.CHANGE_SET))
    await ed.send(ed.op(OpKind.PROPOSE, 1, "description", "Long", seen=None))
    bob = await team.hub("bob")
    head = (await adam.state()).feed_seq

    with pytest.raises(MayNotDoThat, match="need a manager"):
        await adam.reassign("ann", "ed")
    assert await adam.reassign("ann", "bob") == 2
    assert await adam.reassign("ed", "bob") == 1

    rows = await whole_feed(bob, head)
    assert [(str(row.kind), told(row)["by"]) for row in rows] == [
        ("change_set", "Bob"), ("override", "Bob"), ("override", "Bob"), ("proposal", "Bob"),
    ]  # fmt: skip
    states = {UUID(str(told(row)["op_id"])): told(row)["state"] for row in rows if row.kind == "override"}
    assert states == {pending.op_id: "pending", submitted.op_id: "submitted"}
    counts = {one.login: (one.pending, one.proposed) for one in (await adam.team()).members}
    assert (counts["ann"], counts["ed"], counts["bob"]) == ((0, 0), (0, 0), (2, 1))
    made = await bob.history(team.key(1))
    assert {("Ann", "set", "Pipe"), ("Adam", "reassign", "Bob")} <= {
        (one.by, one.action, one.after) for one in made
    }
    assert (await actions(team)).count("reassign") == 3


async def test_who_is_called_something_else_keeps_what_is_theirs(team, hub, adam, lease):
    await Typist(team, hub).edit(1, "name", "Pipe", seen=None)
    head = (await adam.state()).feed_seq
    await adam.change_member("ann", "Ann Arbor", "manager")
    assert (await hub.state()).me == "Ann Arbor"
    assert [told(row)["by"] for row in await whole_feed(hub, head)] == ["Ann Arbor"]
    await adam.change_member("ann", "Ann Arbor", "viewer")
    assert (await adam.state()).feed_seq == head + 1
    assert await actions(team) == ["member: changed"] * 2


async def test_nothing_is_left_to_who_cannot_have_it(team, adam, hub):
    await team.hub("vera")
    with pytest.raises(MayNotDoThat, match="can look but not change"):
        await adam.reassign("ann", "vera")
    with pytest.raises(MayNotDoThat, match="theirs already"):
        await adam.reassign("ann", "ann")
    with pytest.raises(MayNotDoThat, match="not in this team"):
        await adam.reassign("ann", "nobody")
