"""The queue of what ServiceTitan does not have yet: when a create is handed out, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lazi_desktop.domain.errors import HubRefused, LeaseLost
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.domain.references import REFERENCE_FIELDS, local_references, numbered
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.hub_push import JobEnd, Verdict, Withdrawn
from lazi_desktop.store.hub import wire
from tests.store.hub.team import Typist, pull, told, whole_feed

CATEGORY, MATERIAL, SERVICE = EntityKind.CATEGORY, EntityKind.MATERIAL, EntityKind.SERVICE


@pytest.fixture
async def ann(team, hub, lease):
    await pull(hub, lease, {1: {"code": "A", "price": 10, "categories": [3]}})
    return Typist(team, hub)


class Maker:
    """Makes entities as one person, and submits them."""

    def __init__(self, typist):
        self.typist = typist
        self.ops = {}

    async def make(self, kind=MATERIAL, submit=True, **fields):
        key = uuid4()
        ops = [
            replace(self.typist.op(op_kind, 0, name, value, key=key), entity_kind=kind)
            for op_kind, name, value in [
                (OpKind.CREATE, "", None),
                *((OpKind.SET, name, value) for name, value in fields.items()),
            ]
        ]
        receipts = await self.typist.send(*ops)
        assert {str(receipt.outcome) for receipt in receipts} == {"accepted"}, receipts
        self.ops[key] = {op.field: op for op in ops[1:]}
        if submit:
            await self.submit(key)
        return key

    async def submit(self, key):
        assert (await self.typist.submit(*self.ops[key].values())).outcome == "accepted"


@pytest.fixture
def maker(ann):
    return Maker(ann)


@pytest.fixture
async def job(hub, lease, maker):
    """A material on its way."""
    await maker.make(code="NEW", display_name="Valve", price=5)
    [job] = await hub.claim(lease, 10)
    return job


def let_time_pass(team, seconds):
    """For the jobs: everything that was set for later or happened lately is that much earlier."""
    team.sql(
        "update sync.outbound_queue set not_before = not_before - make_interval(secs => %s),"
        " sent_at = sent_at - make_interval(secs => %s), looked_at = looked_at - make_interval(secs => %s)"
        " where tenant_id = %s",
        seconds, seconds, seconds, team.tenant_id,
    )  # fmt: skip


def states(team):
    return {
        key: (state, detail)
        for key, state, detail in team.sql(
            "select entity_key, state, detail from sync.outbound_queue where tenant_id = %s", team.tenant_id
        )
    }


def sending(job):
    return {field.field: field.value for field in job.fields}


async def send(hub, lease, job, outcome="applied"):
    attempt = await hub.intend(lease, job, sending=sending(job), before={}, path=str(job.entity_kind))
    status = {"applied": 201, "rejected": 400, "ambiguous": None}[outcome]
    await hub.answered(lease, job, attempt, outcome=outcome, status=status, detail="")


def verified(job):
    return [
        Verdict(field=field.field, op_id=field.op_id, result=ReadBack.VERIFIED, found=field.value)
        for field in job.fields
    ]


async def arrive(hub, lease, job, remote_id):
    """Sent, answered, adopted, read back."""
    await send(hub, lease, job)
    await hub.adopt(lease, job, remote_id)
    await pull(hub, lease, {remote_id: sending(job)}, kind=job.entity_kind)
    await hub.settle(lease, job, verified(job))


async def claimed(hub, lease):
    return {job.entity_key: job for job in await hub.claim(lease, 10)}


# ----------------------------------------------------------------------------------------------------- handing out


async def test_a_create_is_handed_out_whole(hub, lease, maker):
    key = await maker.make(code="NEW", display_name="Valve", price=5)
    [job] = await hub.claim(lease, 10)
    assert (job.entity_key, job.remote_id, job.code, job.name) == (key, None, "NEW", "Valve")
    assert (job.state, job.attempt) == ("claimed", 0)
    assert sending(job) == {"code": "NEW", "display_name": "Valve", "price": 5}
    assert {field.base for field in job.fields} == {None}


async def test_what_nobody_submitted_is_not_created(hub, lease, maker):
    await maker.make(submit=False, code="NEW")
    assert await hub.claim(lease, 10) == []


async def test_what_is_known_from_an_op_alone_is_not_created(team, hub, lease, ann):
    """After a restore the hub may have an edit of something that it has not pulled again."""
    op = ann.op(OpKind.SET, 77, "price", 12, seen=10, base=10)
    await ann.send(op)
    [conflict] = await hub.open_conflicts()
    await ann.send(ann.op(OpKind.RESOLVE, 77, "price", 12, conflict_id=conflict.conflict_id))
    [row] = await hub.pending()
    await ann.submit(replace(op, op_id=row.op_id))
    assert await hub.claim(lease, 10) == []
    assert [state for state, _ in states(team).values()] == ["blocked"]
    await pull(hub, lease, {77: {"price": 11}})
    assert [job.remote_id for job in await hub.claim(lease, 10)] == [77]


async def test_after_a_restore_creates_wait(team, hub, lease, maker, ann):
    await maker.make(code="NEW")
    await ann.submit(await ann.edit(1, "price", 12, seen=10))
    hold = (
        "update sync.tenants set create_hold_until = now() + make_interval(secs => %s) where tenant_id = %s"
    )
    team.sql(hold, 250, team.tenant_id)
    assert [job.remote_id for job in await hub.claim(lease, 10)] == [1]
    count, wait = await hub.waiting()
    assert count == 1
    assert 200 < wait <= 250
    team.sql(hold, -1, team.tenant_id)
    let_time_pass(team, 251)
    assert [job.remote_id for job in await hub.claim(lease, 10)] == [None]


async def test_categories_go_first(hub, lease, maker):
    order = [SERVICE, MATERIAL, CATEGORY]
    for kind in order:
        await maker.make(kind, **({"name": "C"} if kind is CATEGORY else {"code": "N"}))
    assert [job.entity_kind for job in await hub.claim(lease, 10)] == [CATEGORY, MATERIAL, SERVICE]


# ------------------------------------------------------------------------------------------------------ references


async def test_a_create_waits_for_what_it_refers_to(team, hub, lease, maker):
    category = await maker.make(CATEGORY, submit=False, name="Valves")
    key = await maker.make(code="NEW", categories=[3, str(category)])
    assert await hub.claim(lease, 10) == []
    sentence = 'Waits for category "Valves", which ServiceTitan does not have yet.'
    assert states(team)[key] == ("blocked", sentence)
    [row] = [row for row in await hub.pending() if row.field == "categories"]
    assert (row.state, row.detail) == ("submitted", sentence)
    assert told((await whole_feed(hub))[-1])["detail"] == sentence
    head = (await hub.state()).feed_seq
    assert await hub.claim(lease, 10) == []
    assert (await hub.state()).feed_seq == head

    await maker.submit(category)
    [job] = await hub.claim(lease, 10)
    assert job.entity_key == category
    await arrive(hub, lease, job, 2)
    [job] = await hub.claim(lease, 10)
    assert sending(job) == {"code": "NEW", "categories": [2, 3]}


async def test_a_change_waits_too(team, hub, lease, maker, ann):
    category = await maker.make(CATEGORY, name="Valves")
    op = ann.set(1, "categories", [3, str(category)], seen=[3], base=[3])
    await ann.send(op)
    await ann.submit(op)
    jobs = await claimed(hub, lease)
    assert set(jobs) == {category}
    await arrive(hub, lease, jobs[category], 2)
    [job] = await hub.claim(lease, 10)
    assert (job.remote_id, sending(job)) == (1, {"categories": [2, 3]})


async def test_parents_go_before_children(hub, lease, maker):
    top = await maker.make(CATEGORY, name="Top")
    middle = await maker.make(CATEGORY, name="Middle", parent_id=str(top))
    await maker.make(CATEGORY, name="Bottom", parent_id=str(middle))
    names = []
    for number in (11, 12, 13):
        [job] = await hub.claim(lease, 10)
        names.append((job.name, sending(job).get("parent_id")))
        await arrive(hub, lease, job, number)
    assert names == [("Top", None), ("Middle", 11), ("Bottom", 12)]


async def test_links_in_a_circle_do_not_wait_for_each_other(team, hub, lease, maker, ann):
    first = await maker.make(SERVICE, code="S1")
    second = await maker.make(SERVICE, code="S2", upgrades=[str(first)])
    back = replace(ann.op(OpKind.SET, 0, "upgrades", [str(second)], key=first), entity_kind=SERVICE)
    await ann.send(back)
    await ann.submit(back)
    jobs = await claimed(hub, lease)
    assert {key: sending(job) for key, job in jobs.items()} == {first: {"code": "S1"}, second: {"code": "S2"}}
    await arrive(hub, lease, jobs[first], 21)
    await arrive(hub, lease, jobs[second], 22)
    jobs = await claimed(hub, lease)
    assert {job.remote_id: sending(job) for job in jobs.values()} == {
        21: {"upgrades": [22]}, 22: {"upgrades": [21]},
    }  # fmt: skip


async def test_a_circle_of_parents_waits_for_a_person(team, hub, lease, maker, ann):
    one = await maker.make(CATEGORY, submit=False, name="One")
    other = await maker.make(CATEGORY, name="Other", parent_id=str(one))
    op = replace(ann.op(OpKind.SET, 0, "parent_id", str(other), key=one), entity_kind=CATEGORY)
    await ann.send(op)
    maker.ops[one]["parent_id"] = op
    await maker.submit(one)
    assert await hub.claim(lease, 10) == []
    assert {state for state, _ in states(team).values()} == {"blocked"}


async def test_a_reference_to_something_thrown_away_is_said(team, hub, lease, maker, ann):
    category = await maker.make(CATEGORY, submit=False, name="Valves")
    key = await maker.make(code="NEW", categories=[str(category)])
    assert await hub.claim(lease, 10) == []
    assert states(team)[key][1].startswith("Waits for")
    seen = [str(op.op_id) for op in maker.ops[category].values()]
    await ann.send(ann.op(OpKind.DISCARD, 0, value=seen, key=category))
    assert await hub.claim(lease, 10) == []
    assert states(team)[key] == ("blocked", "It refers to something that was thrown away.")


async def test_what_arrives_later_names_the_number(team, hub, lease, maker, ann):
    """Bob was offline when the category got its number."""
    category = await maker.make(CATEGORY, name="Valves")
    first = ann.set(1, "categories", [3, str(category)], seen=[3], base=[3])
    await ann.send(first)
    [job] = await hub.claim(lease, 10)
    await arrive(hub, lease, job, 2)
    bob = Typist(team, await team.hub("bob"))
    later = bob.set(1, "categories", [9, str(category)], seen=[3, str(category)], base=[3])
    [receipt] = await bob.send(later)
    assert receipt.outcome == "accepted"
    [row] = await hub.pending()
    assert row.value == [2, 9]
    assert team.sql("select value from sync.op_log where op_id = %s", later.op_id) == [([9, str(category)],)]


async def test_open_conflicts_name_the_number_too(team, hub, lease, maker, ann):
    category = await maker.make(CATEGORY, name="Valves")
    await ann.send(ann.set(1, "categories", [4], seen=[3], base=[3]))
    bob = Typist(team, await team.hub("bob"))
    await bob.send(bob.set(1, "categories", [3, str(category)], seen=[3], base=[3]))
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job)
    await hub.adopt(lease, job, 2)
    [conflict] = await hub.open_conflicts()
    assert (conflict.ours, conflict.theirs) == ([2, 3], [4])


def test_reference_fields_are_the_same_in_both_languages(team):
    names = sorted({field.name for table in FIELDS.values() for field in table.values()})
    found = team.sql("select name, sync.reference_member(name) from unnest(%s::text[]) as n (name)", names)
    assert {name: member for name, member in found if member is not None} == REFERENCE_FIELDS


KEYS = [uuid4() for _ in range(4)]
NUMBERS = {EntityKey(KEYS[0]): 7, EntityKey(KEYS[1]): 100}
references = st.integers(1, 120) | st.sampled_from(KEYS).map(str)
_FIELDS = [field for table in FIELDS.values() for field in table.values() if field.is_reference]


def _values(field):
    if field.type is FieldType.IDS:
        return st.lists(references, max_size=5)
    if field.type is FieldType.ENTRIES:
        entry = st.fixed_dictionaries({field.entry_key: references, "quantity": st.integers(0, 3)})
        return st.lists(entry, max_size=5)
    return references


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(_FIELDS).flatmap(lambda field: st.tuples(st.just(field), _values(field))))
def test_numbers_take_the_place_of_keys_as_in_the_domain(team, case):
    field, value = case
    value = field.canonical(value)
    team.sql(
        "insert into crm.entities (tenant_id, entity_key, kind, remote_id)"
        " select %s, key, 'material', number from unnest(%s::uuid[], %s::bigint[]) as n (key, number)"
        " on conflict do nothing",
        team.tenant_id, list(NUMBERS), list(NUMBERS.values()),
    )  # fmt: skip
    [(found, names, keys)] = team.sql(
        "select sync.with_numbers(%s, %s, v), sync.names_a_key(%s, v),"
        " array(select sync.local_references(%s, v)) from (select %s::jsonb) as x (v)",
        team.tenant_id, field.name, field.name, field.name, wire.encode(value),
    )  # fmt: skip
    assert found == field.canonical(numbered(field.name, value, NUMBERS))
    assert set(keys) == local_references(field.name, value)
    assert names == bool(keys)


# -------------------------------------------------------------------------------------------------------- adopting


async def test_what_arrived_is_adopted_and_settled(team, hub, lease, job):
    start = (await hub.state()).feed_seq
    await arrive(hub, lease, job, 50)
    assert await hub.pending() == []
    assert states(team)[job.entity_key][0] == "done"
    assert team.sql(
        "select entity_key from crm.entities where tenant_id = %s and remote_id = 50", team.tenant_id
    ) == [(job.entity_key,)]
    rows = await whole_feed(hub, start)
    assert {row.entity_key for row in rows} == {job.entity_key}
    assert rows[0].kind == FeedKind.MIRROR
    assert await hub.claim(lease, 10) == []
    assert team.sql(
        "select after from audit.change_log where tenant_id = %s and action = 'adopted'", team.tenant_id
    ) == [(50,)]


async def test_adopting_twice_is_once(hub, lease, job):
    await send(hub, lease, job)
    await hub.adopt(lease, job, 50)
    await hub.adopt(lease, job, 50)
    with pytest.raises(HubRefused, match="50 already"):
        await hub.adopt(lease, job, 51)


async def test_one_number_is_not_given_to_two(hub, lease, maker, job):
    await arrive(hub, lease, job, 50)
    assert await hub.made_here(MATERIAL, [1, 50, 99]) == {50}
    await maker.make(code="OTHER")
    [other] = await hub.claim(lease, 10)
    with pytest.raises(HubRefused, match="something else"):
        await hub.adopt(lease, other, 50)


async def test_a_create_is_not_settled_before_it_is_adopted(team, hub, lease, job):
    """Nor where it was, and the hub was restored to before that: its sender stops, and the next one looks for it."""
    await send(hub, lease, job)
    with pytest.raises(LeaseLost, match="no longer this sender's"):
        await hub.settle(lease, job, verified(job))
    with pytest.raises(LeaseLost, match="no longer this sender's"):
        await hub.gone(lease, job)
    assert states(team)[job.entity_key][0] == "applied"


async def test_a_draft_made_meanwhile_stays_over_what_was_created(hub, lease, ann, job):
    await send(hub, lease, job)
    await ann.send(ann.op(OpKind.SET, 0, "price", 6, seen=5, key=job.entity_key))
    await hub.adopt(lease, job, 50)
    await pull(hub, lease, {50: sending(job)})
    await hub.settle(lease, job, verified(job))
    [row] = await hub.pending()
    assert (row.field, row.value, row.base, row.mirror, row.state) == ("price", 6, 5, 5, "pending")
    assert await hub.open_conflicts() == []


async def test_a_lease_that_died_after_the_answer_leaves_it_to_be_looked_for(team, hub, lease, job):
    await send(hub, lease, job)
    await hub.release(lease)
    again = await hub.acquire("servicetitan", 180)
    assert await hub.claim(again, 10) == []
    let_time_pass(team, 301)
    [found] = await hub.claim(again, 10)
    assert (found.job_id, found.state, found.remote_id) == (job.job_id, "ambiguous", None)
    await hub.adopt(again, found, 50)
    assert states(team)[job.entity_key][0] == "applied"


async def test_after_adopting_it_is_a_change_like_any_other(team, hub, lease, job):
    await send(hub, lease, job)
    await hub.adopt(lease, job, 50)
    await hub.put_off(lease, job, JobEnd.RETRY, seconds=30)
    let_time_pass(team, 121)
    [again] = await hub.claim(lease, 10)
    assert (again.state, again.remote_id) == ("ambiguous", 50)


# ------------------------------------------------------------------------------- what a pull met before it was adopted


@pytest.fixture
async def met(team, hub, lease, job):
    """The create arrived, its answer was lost, and a pull brings it in under a key of its own."""
    await send(hub, lease, job, "ambiguous")
    await pull(hub, lease, {50: {**sending(job), "cost": 2}})
    return team.key(50)


async def test_what_a_pull_met_first_goes_on_under_our_key(team, hub, lease, job, met):
    start = (await hub.state()).feed_seq
    await hub.adopt(lease, job, 50)
    tombstone, mirror, *rest = await hub.feed_after(start)
    assert (tombstone.kind, tombstone.entity_key) == (FeedKind.TOMBSTONE, met)
    assert tombstone.payload == {"kind": "material", "reason": "adopted", "replaced_by": str(job.entity_key)}
    assert (mirror.kind, mirror.entity_key) == (FeedKind.MIRROR, job.entity_key)
    assert told(mirror)["fields"] == {**sending(job), "cost": 2}
    assert {(row.kind, row.payload) for row in rest} == {(FeedKind.OVERRIDE, None)}
    assert await hub.pending() == []
    [(seq,)] = team.sql("select last_seq from master.pricebook_entities where remote_id = 50"
                        " and tenant_id = %s", team.tenant_id)  # fmt: skip
    assert seq == mirror.seq
    await hub.settle(lease, job, verified(job))
    assert states(team)[job.entity_key][0] == "done"
    await pull(hub, lease, {50: {**sending(job), "cost": 3}})
    assert (await whole_feed(hub))[-1].entity_key == job.entity_key


async def test_edits_made_under_the_pulled_key_move_over(hub, lease, ann, job, met):
    await ann.send(ann.op(OpKind.SET, 0, "cost", 4, seen=2, base=2, key=met))
    await hub.adopt(lease, job, 50)
    [row] = await hub.pending()
    assert (row.entity_key, row.field, row.value, row.base) == (job.entity_key, "cost", 4, 2)
    assert await hub.open_conflicts() == []
    # and what comes later for the key of the pull finds its way
    later = ann.op(OpKind.SET, 0, "cost", 5, seen=4, base=2, key=met)
    assert [str(receipt.outcome) for receipt in await ann.send(later)] == ["accepted"]
    [row] = await hub.pending()
    assert (row.entity_key, row.value) == (job.entity_key, 5)


async def test_edits_under_both_keys_are_asked_about(hub, lease, ann, job, met):
    await ann.send(
        ann.op(OpKind.SET, 0, "price", 6, seen=5, key=job.entity_key),
        ann.op(OpKind.SET, 0, "price", 7, seen=5, base=5, key=met),
    )
    await hub.adopt(lease, job, 50)
    [conflict] = await hub.open_conflicts()
    assert (conflict.kind, conflict.entity_key) == ("override_vs_override", job.entity_key)
    assert (conflict.base, conflict.ours, conflict.theirs) == (5, 7, 6)


async def test_what_was_submitted_under_the_pulled_key_is_sent(team, hub, lease, ann, job, met):
    op = ann.op(OpKind.SET, 0, "cost", 4, seen=2, base=2, key=met)
    await ann.send(op)
    await ann.submit(op)
    await hub.adopt(lease, job, 50)
    await hub.settle(lease, job, verified(job))
    [next_job] = await hub.claim(lease, 10)
    assert (next_job.entity_key, next_job.remote_id, sending(next_job)) == (job.entity_key, 50, {"cost": 4})
    assert states(team)[met][0] == "cancelled"


async def test_open_questions_move_over(team, hub, lease, ann, job, met):
    await ann.send(ann.op(OpKind.SET, 0, "cost", 4, seen=2, base=2, key=met))
    bob = Typist(team, await team.hub("bob"))
    await bob.send(bob.op(OpKind.SET, 0, "cost", 5, seen=2, base=2, key=met))
    [before] = await hub.open_conflicts()
    await hub.adopt(lease, job, 50)
    [after] = await hub.open_conflicts()
    assert (after.conflict_id, after.entity_key) == (before.conflict_id, job.entity_key)
    answer = bob.op(OpKind.RESOLVE, 0, "cost", 5, seen=4, base=2, key=met, conflict_id=before.conflict_id)
    assert [str(receipt.outcome) for receipt in await bob.send(answer)] == ["accepted"]


async def test_what_servicetitan_filled_in_is_nobodys_edit(hub, lease, ann, job, met):
    await ann.send(ann.op(OpKind.SET, 0, "cost", 3, key=job.entity_key))
    await hub.adopt(lease, job, 50)
    assert await hub.open_conflicts() == []
    [row] = await hub.pending()
    assert (row.field, row.value, row.base) == ("cost", 3, 2)


async def test_an_edit_there_of_what_was_sent_is_asked_about(hub, lease, ann, job, met):
    await ann.send(ann.op(OpKind.SET, 0, "price", 6, seen=5, key=job.entity_key))
    await pull(hub, lease, {50: {"price": 9}})
    await hub.adopt(lease, job, 50)
    [conflict] = await hub.open_conflicts()
    assert (conflict.kind, conflict.field, conflict.ours, conflict.theirs) == (
        "override_vs_st",
        "price",
        6,
        9,
    )


async def test_an_edit_there_before_it_was_read_back_is_asked_about(hub, lease, ann, job):
    await send(hub, lease, job)
    await hub.adopt(lease, job, 50)
    await ann.send(ann.op(OpKind.SET, 0, "price", 6, seen=5, key=job.entity_key))
    await pull(hub, lease, {50: {**sending(job), "price": 9}})
    [conflict] = await hub.open_conflicts()
    assert (conflict.kind, conflict.field, conflict.ours, conflict.theirs) == (
        "override_vs_st",
        "price",
        6,
        9,
    )


# --------------------------------------------------------------------------------------------------- lost answers


async def test_a_lost_create_is_not_looked_for_before_it_must_show(team, hub, lease, job):
    await send(hub, lease, job, "ambiguous")
    let_time_pass(team, 299)
    assert await hub.claim(lease, 10) == []
    let_time_pass(team, 2)
    [again] = await hub.claim(lease, 10)
    assert (again.state, sending(again)) == ("ambiguous", sending(job))


async def test_a_lost_create_is_sent_again_after_two_looks(team, hub, lease, job):
    await send(hub, lease, job, "ambiguous")
    await hub.not_found(lease, job)  # too early to count
    let_time_pass(team, 301)
    [job] = await hub.claim(lease, 10)
    await hub.not_found(lease, job)
    assert await hub.claim(lease, 10) == []
    let_time_pass(team, 59)
    assert await hub.claim(lease, 10) == []
    await hub.not_found(lease, job)  # too soon after the first
    assert states(team)[job.entity_key][0] == "ambiguous"
    let_time_pass(team, 2)
    [job] = await hub.claim(lease, 10)
    assert job.state == "ambiguous"
    await hub.not_found(lease, job)
    [job] = await hub.claim(lease, 10)
    assert (job.state, job.attempt) == ("claimed", 1)
    await arrive(hub, lease, job, 50)


async def test_what_may_be_there_is_not_sent_again(team, hub, lease, job):
    await send(hub, lease, job, "ambiguous")
    with pytest.raises(HubRefused, match="looked for"):
        await hub.intend(lease, job, sending=sending(job), before={}, path="material")
    assert states(team)[job.entity_key][0] == "ambiguous"


async def test_a_new_attempt_begins_a_new_count(team, hub, lease, job):
    for _ in range(2):
        await send(hub, lease, job, "ambiguous")
        for seconds in (301, 61):
            let_time_pass(team, seconds)
            [job] = await hub.claim(lease, 10)
            assert job.state == "ambiguous"
            await hub.not_found(lease, job)
        [job] = await hub.claim(lease, 10)
        assert job.state == "claimed"


async def test_what_is_thrown_away_meanwhile_is_still_looked_for(team, hub, lease, ann, job):
    await send(hub, lease, job, "ambiguous")
    seen = [str(field.op_id) for field in job.fields]
    await ann.send(ann.op(OpKind.DISCARD, 0, value=seen, key=job.entity_key))
    await hub.put_off(lease, job, JobEnd.RETRY)
    let_time_pass(team, 301)
    [again] = await hub.claim(lease, 10)
    assert (again.state, sending(again)) == ("ambiguous", sending(job))
    start = (await hub.state()).feed_seq
    await hub.adopt(lease, again, 50)
    assert (await hub.feed_after(start))[0].kind == FeedKind.CREATED
    await pull(hub, lease, {50: sending(job)})
    await hub.settle(lease, again, verified(again))
    assert states(team)[job.entity_key][0] == "done"


async def test_what_was_thrown_away_and_never_arrived_is_over(team, hub, lease, ann, job):
    await send(hub, lease, job, "ambiguous")
    seen = [str(field.op_id) for field in job.fields]
    await ann.send(ann.op(OpKind.DISCARD, 0, value=seen, key=job.entity_key))
    for seconds in (301, 61):
        let_time_pass(team, seconds)
        [again] = await hub.claim(lease, 10)
        await hub.not_found(lease, again)
    assert await hub.claim(lease, 10) == []
    assert states(team)[job.entity_key][0] == "cancelled"


async def test_what_was_never_sent_is_cancelled_with_it(team, hub, lease, maker, ann):
    key = await maker.make(code="NEW")
    seen = [str(op.op_id) for op in maker.ops[key].values()]
    await ann.send(ann.op(OpKind.DISCARD, 0, value=seen, key=key))
    assert states(team)[key][0] == "cancelled"


async def test_a_claimed_create_is_not_sent_once_thrown_away(team, hub, lease, ann, job):
    seen = [str(field.op_id) for field in job.fields]
    await ann.send(ann.op(OpKind.DISCARD, 0, value=seen, key=job.entity_key))
    with pytest.raises(Withdrawn):
        await hub.intend(lease, job, sending=sending(job), before={}, path="material")
    await hub.put_off(lease, job, JobEnd.RETRY)
    assert await hub.claim(lease, 10) == []
    assert states(team)[job.entity_key][0] == "cancelled"


async def test_while_it_is_open_whether_to_keep_it_nothing_is_sent(team, hub, lease, maker, ann, job):
    other = await maker.make(code="LATER")
    for key in (job.entity_key, other):
        [receipt] = await ann.send(ann.op(OpKind.DISCARD, 0, value=[], key=key))
        assert receipt.outcome == "conflict"
    assert await hub.conflicted_fields([job.entity_key]) == {}
    with pytest.raises(Withdrawn):
        await hub.intend(lease, job, sending=sending(job), before={}, path="material")
    assert await hub.claim(lease, 10) == []
    assert states(team)[other] == ("blocked", "Waits until it is decided whether to keep it.")
    conflicts = {conflict.entity_key: conflict for conflict in await hub.open_conflicts()}
    await ann.send(ann.op(
        OpKind.RESOLVE, 0, "deleted", False, key=other, conflict_id=conflicts[other].conflict_id
    ))  # fmt: skip
    assert set(await claimed(hub, lease)) == {other}


# ---------------------------------------------------------------------------------------------------------- refusals


async def test_a_refused_create_fails_as_a_whole_and_goes_out_as_a_whole(team, hub, lease, ann, job):
    await send(hub, lease, job, "rejected")
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="no", field_details={"code": "Code is taken"})
    assert {row.field: (str(row.state), row.detail) for row in await hub.pending()} == {
        "code": ("failed", "Code is taken"), "display_name": ("failed", "no"), "price": ("failed", "no"),
    }  # fmt: skip
    assert await hub.claim(lease, 10) == []
    better = ann.op(OpKind.SET, 0, "code", "NEW-2", seen="NEW", key=job.entity_key)
    await ann.send(better)
    await ann.submit(better)
    [again] = await hub.claim(lease, 10)
    assert sending(again) == {"code": "NEW-2", "display_name": "Valve", "price": 5}


async def test_what_was_mended_while_it_was_under_way_is_tried_at_once(hub, lease, ann, job):
    await send(hub, lease, job, "rejected")
    better = ann.op(OpKind.SET, 0, "code", "NEW-2", seen="NEW", key=job.entity_key)
    await ann.send(better)
    await ann.submit(better)
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="Code is taken")
    [again] = await hub.claim(lease, 10)
    assert sending(again) == {"code": "NEW-2", "display_name": "Valve", "price": 5}


async def test_asking_again_for_what_may_be_there_looks_again(team, hub, lease, ann, job):
    await send(hub, lease, job, "ambiguous")
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="found these")
    assert states(team)[job.entity_key] == ("needs_human", "found these")
    await ann.send(ann.op(OpKind.SUBMIT, 0, value=[str(job.fields[0].op_id)], key=job.entity_key))
    let_time_pass(team, 301)
    [again] = await hub.claim(lease, 10)
    assert again.state == "ambiguous"


# -------------------------------------------------------------------------------------------------------------- gone


async def test_a_change_of_what_is_gone_is_blocked_and_asked_about(team, hub, lease, ann):
    op = await ann.edit(1, "price", 12, seen=10)
    await ann.submit(op)
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, "rejected")
    start = (await hub.state()).feed_seq
    await hub.gone(lease, job)
    tombstone, *_ = await hub.feed_after(start)
    assert (tombstone.kind, told(tombstone)["reason"]) == (FeedKind.TOMBSTONE, "gone")
    [conflict] = await hub.open_conflicts()
    assert (conflict.kind, conflict.ours, conflict.theirs) == ("delete_vs_edit", 12, None)
    assert await hub.claim(lease, 10) == []
    assert states(team)[team.key(1)][0] == "blocked"
    answer = ann.op(OpKind.RESOLVE, 1, "price", None, seen=12, base=None, conflict_id=conflict.conflict_id)
    assert [str(receipt.outcome) for receipt in await ann.send(answer)] == ["accepted"]
    assert await hub.claim(lease, 10) == []
    assert states(team)[team.key(1)][0] == "cancelled"


async def test_what_is_kept_of_something_gone_is_sent_when_it_returns(team, hub, lease, ann):
    op = await ann.edit(1, "price", 12, seen=10)
    await ann.submit(op)
    [job] = await hub.claim(lease, 10)
    await hub.gone(lease, job)
    assert await hub.claim(lease, 10) == []
    await pull(hub, lease, {1: {"code": "A", "price": 10, "categories": [3]}})
    assert await hub.open_conflicts() == []
    [again] = await hub.claim(lease, 10)
    assert (again.remote_id, sending(again)) == (1, {"price": 12})


async def test_what_may_be_there_and_is_taken_goes_to_a_person_whatever_was_submitted_meanwhile(
    team, hub, lease, ann, job
):
    await send(hub, lease, job, "ambiguous")
    cost = ann.op(OpKind.SET, 0, "cost", 3, key=job.entity_key)
    await ann.send(cost)
    await ann.submit(cost)
    let_time_pass(team, 301)
    [again] = await hub.claim(lease, 10)
    await hub.put_off(lease, again, JobEnd.NEEDS_HUMAN, detail="ServiceTitan already has one with this code.")
    assert await hub.claim(lease, 10) == []
    assert states(team)[job.entity_key][0] == "needs_human"


async def test_an_office_edit_of_what_a_restored_hub_does_not_know_it_sent_is_asked_about(hub, lease, job):
    """The job was never sent as far as this hub knows; what bears our mark was all the same."""
    await pull(hub, lease, {70: {"code": "NEW", "display_name": "Valve, brass", "price": 5}})
    await hub.adopt(lease, job, 70)
    [conflict] = await hub.open_conflicts()
    assert (conflict.field, conflict.ours, conflict.theirs) == ("display_name", "Valve", "Valve, brass")


async def test_a_question_about_what_stands_outlives_one_about_what_did_not_get_through(hub, lease, ann):
    await ann.edit(1, "price", 12, seen=10)
    await pull(hub, lease, {1: {"code": "A", "price": 14, "categories": [3]}})
    await ann.send(ann.set(1, "price", 13, seen=11, base=10))
    questions = {(c.ours, c.theirs) for c in await hub.open_conflicts()}
    assert questions == {(12, 14), (13, 12)}
