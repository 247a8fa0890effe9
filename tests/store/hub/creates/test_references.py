"""What refers to something that ServiceTitan does not have yet: what waits, and which number it names."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.domain.references import REFERENCE_FIELDS, local_references, numbered
from lazi_desktop.store.hub import wire
from tests.store.hub.creates.making import CATEGORY, SERVICE, arrive, claimed, send, sending, states
from tests.store.hub.team import Typist, told, whole_feed


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
