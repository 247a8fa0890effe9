"""Looking for lines of the audit log: by whom, of what, when; and who may see whose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest

from lazi_desktop.domain.audit import AuditOrigin
from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_audit import AuditFilter, AuditPlace
from tests.store.hub.audit_rows import fill
from tests.store.hub.team import Team, Typist, pull

ALL = AuditFilter()


@pytest.fixture
async def done(team, hub, lease):
    """Ann pulls and edits, Bob edits, Ed proposes."""
    await pull(hub, lease, {1: {"code": "A-1", "price": 10, "hours": 5}, 2: {"code": "B-2", "price": 20}})
    ann, bob = Typist(team, hub), Typist(team, await team.hub("bob"))
    ed = Typist(team, await team.hub("ed"))
    await ann.edit(1, "price", 12, seen=10)
    await bob.edit(2, "price", 21, seen=20)
    await bob.edit(2, "hours", 7, seen=None)
    await ed.send(ed.op(OpKind.PROPOSE, 1, "hours", 6, seen=5))
    await pull(hub, lease, {1: {"code": "A-1", "price": 11, "hours": 5}})


async def found(hub, wanted=ALL, **more):
    return [
        (row.code, row.recorded.action, row.recorded.field, row.recorded.by)
        for row in await hub.audit(wanted, **more)
    ]


ANN = ("A-1", "set", "price", "Ann")
BOB = [("B-2", "set", "hours", "Bob"), ("B-2", "set", "price", "Bob")]
ED = ("A-1", "propose", "hours", "Ed")
PULL = ("A-1", "pull", "", "Ann")


async def test_everything_the_newest_first(hub, done):
    assert await found(hub) == [PULL, ED, *BOB, ANN]
    newest = (await hub.audit(ALL))[0]
    assert (newest.number, newest.recorded.before, newest.recorded.after) == (5, {"price": 10}, {"price": 11})
    assert newest.kind == "material"


@pytest.mark.parametrize(
    "wanted, lines",
    [
        (AuditFilter(person="bob"), BOB),
        (AuditFilter(code="a-1"), [PULL, ED, ANN]),
        (AuditFilter(code="none"), []),
        (AuditFilter(field="hours"), [ED, BOB[0]]),
        (AuditFilter(field="price"), [PULL, BOB[1], ANN]),
        (AuditFilter(origin=AuditOrigin.PULL), [PULL]),
        (AuditFilter(origin=AuditOrigin.EDIT), [ED, *BOB, ANN]),
        (AuditFilter(origin=AuditOrigin.PUSH), []),
        (AuditFilter(person="ann", origin=AuditOrigin.EDIT), [ANN]),
        (AuditFilter(person="ann", field="price"), [PULL, ANN]),
        (AuditFilter(person="bob", code="A-1"), []),
        (AuditFilter(code="A-1", field="price", origin=AuditOrigin.PULL), [PULL]),
        (AuditFilter(field="price", origin=AuditOrigin.EDIT), [BOB[1], ANN]),
        (AuditFilter(person="nobody"), []),
        (AuditFilter(since=datetime(2000, 1, 1, tzinfo=UTC), code="B-2"), BOB),
        (AuditFilter(until=datetime(2000, 1, 1, tzinfo=UTC)), []),
        (AuditFilter(since=datetime(2999, 1, 1, tzinfo=UTC)), []),
    ],
)
async def test_what_is_looked_for_is_found(hub, done, wanted, lines):
    assert await found(hub, wanted) == lines


async def test_moments_are_a_span_without_its_end(hub, done):
    rows = await hub.audit(ALL)
    first, second = rows[-1].recorded.at, rows[-2].recorded.at
    assert await found(hub, AuditFilter(since=first, until=second)) == [ANN]
    after_all = rows[0].recorded.at + timedelta(microseconds=1)
    assert len(await found(hub, AuditFilter(since=first, until=after_all))) == 5


@pytest.mark.parametrize(
    "wanted",
    [ALL, AuditFilter(person="ann"), AuditFilter(field="price"), AuditFilter(origin=AuditOrigin.EDIT)],
)
async def test_page_by_page_nothing_is_lost_or_told_twice(team, hub, wanted):
    fill(
        team.server.admin_url, team.tenant_id, {hub.device.device_id: "Ann"}, steps=30, lines=7,
        since=datetime(2023, 11, 1, tzinfo=UTC), until=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    whole = [row.number for row in await hub.audit(wanted, limit=500)]
    assert len(whole) >= 30
    pages: list[int] = []
    after = None
    while page := await hub.audit(wanted, after=after, limit=11):
        pages += [row.number for row in page]
        after = AuditPlace(page[-1].recorded.at, page[-1].number)
    assert pages == whole == sorted(whole, reverse=True)


@pytest.mark.parametrize("person, sees", [("ann", 5), ("adam", 5), ("ed", 1), ("vera", 0)])
async def test_managers_see_all_others_what_they_did(team, done, person, sees):
    hub = await team.hub(person)
    assert len(await hub.audit(ALL)) == sees
    assert {one.login for one in await hub.audit_people()} == (
        {"ann", "bob", "ed", person} if sees == 5 else {person}
    )


@pytest.mark.parametrize("person", ["ed", "vera"])
async def test_who_is_no_manager_cannot_ask_for_somebody_else(team, done, person):
    hub = await team.hub(person)
    with pytest.raises(HubRefused, match='needs the level "manager"'):
        await hub.audit(AuditFilter(person="ann"))
    for wanted in (AuditFilter(code="B-2"), AuditFilter(field="price"), AuditFilter(origin=AuditOrigin.PULL)):
        assert await hub.audit(wanted) == []


async def test_what_is_found_is_ones_own_at_every_device(team, done):
    again = Typist(team, await team.hub("ed"))
    await again.send(again.op(OpKind.PROPOSE, 2, "hours", 8, seen=7))
    assert await found(again.hub) == [("B-2", "propose", "hours", "Ed"), ED]
    assert await found(again.hub, AuditFilter(code="A-1")) == [ED]


async def test_another_tenants_log_is_closed(team, done):
    async with Team(team.server) as others:
        stranger = await others.hub("adam")
        assert await stranger.audit(ALL) == []
        stranger.tenant_id = team.tenant_id
        with pytest.raises(HubRefused, match="does not belong"):
            await stranger.audit(ALL)
        with pytest.raises(HubRefused, match="does not belong"):
            await stranger.check_audit()


@pytest.mark.parametrize("person", ["ann", "ed"])
@pytest.mark.parametrize("table", ["audit.change_log", "audit.links"])
async def test_there_is_no_other_way_to_the_log(team, done, person, table):
    with (
        psycopg.connect(team.url(person), autocommit=True) as login,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"),
    ):
        login.execute(f"select from {table}")


async def test_what_is_typed_is_never_taken_for_sql(hub, done):
    for wanted in (
        AuditFilter(code="' or true --"),
        AuditFilter(field="') or true --"),
        AuditFilter(person="%s"),
    ):
        assert await hub.audit(wanted) == []


async def test_a_kits_parts_are_found_by_the_code_of_what_it_belongs_to(team, hub, done):
    part = uuid4()
    team.sql(
        "insert into crm.kit_parts (tenant_id, part_id, kind, kit_id, fields, by)"
        " values (%s, %s, 'kit_item', %s, '{}', 'Ann')", team.tenant_id, part, team.key(1),
    )  # fmt: skip
    team.sql(
        "select audit.append(%s, %s, null, array[('kit', %s, 'quantity', '1', '2', null)::audit.entry])",
        team.tenant_id, hub.device.device_id, part,
    )  # fmt: skip
    [newest, *_] = await found(hub, AuditFilter(code="A-1"))
    assert newest[:3] == ("A-1", "kit", "quantity")
    assert (await hub.audit(ALL))[0].entity_key == team.key(1)
