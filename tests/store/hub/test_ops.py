"""Ops arriving at the hub: each applied once, in order, by the value the person saw."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import DeviceCopied, FeedKind, OpGap
from tests.store.hub.team import Typist, entity, pull, told, whole_feed


@pytest.fixture
async def ann(team, hub, lease):
    """Ann, whose hub has material 1 at a price of 10."""
    await pull(hub, lease, {1: {"code": "A", "price": 10, "cost": 4}, 2: {"code": "B", "price": 20}})
    return Typist(team, hub)


async def outcomes(typist, *ops):
    return [str(receipt.outcome) for receipt in await typist.send(*ops)]


async def overrides(hub):
    return {(row.code, row.field): row.value for row in await hub.pending()}


async def test_an_edit_becomes_an_override_that_everybody_sees(team, ann):
    bob = await team.hub("bob")
    start = (await bob.state()).feed_seq
    op = ann.set(1, "price", 12, seen=10, base=10)
    [receipt] = await ann.send(op)
    assert (receipt.outcome, receipt.feed_seq) == ("accepted", start + 1)
    [row] = await bob.feed_after(start)
    assert (row.kind, row.entity_key, row.field, row.op_id) == (
        FeedKind.OVERRIDE,
        team.key(1),
        "price",
        op.op_id,
    )
    payload = dict(row.payload)
    assert payload.pop("at").endswith("Z")
    assert payload == {
        "kind": "material", "value": 12, "base": 10, "by": "Ann", "op_id": str(op.op_id), "state": "pending",
        "detail": "", "change_set": None,
    }  # fmt: skip
    [pending] = await bob.pending()
    assert (pending.code, pending.value, pending.base, pending.mirror, pending.by) == ("A", 12, 10, 10, "Ann")


async def test_sending_again_changes_nothing_and_answers_the_same(ann):
    op = ann.set(1, "price", 12, seen=10, base=10)
    first = await ann.send(op)
    state = await ann.hub.state()
    assert await ann.send(op) == first
    assert await ann.hub.state() == state
    later = ann.set(1, "price", 13, seen=12, base=10)
    assert [r.op_id for r in await ann.send(op, later)] == [op.op_id, later.op_id]
    assert await overrides(ann.hub) == {("A", "price"): 13}


async def test_a_gap_is_told_and_nothing_is_applied(ann):
    ann.set(1, "price", 11)
    with pytest.raises(OpGap) as gap:
        await ann.send(ann.set(1, "price", 12, seen=10, base=10))
    assert gap.value.hub_has == 0
    assert (await ann.hub.state()).last_op_no == 0
    assert await overrides(ann.hub) == {}


async def test_a_copied_profile_is_refused(team, ann):
    await ann.send(ann.set(1, "price", 12, seen=10, base=10))
    with pytest.raises(DeviceCopied, match="copied or restored"):
        await ann.send(Typist(team, ann.hub).set(1, "price", 14, seen=12, base=10))


@pytest.mark.parametrize("size", [1, 201], ids=["a few", "staged"])
async def test_what_follows_another_op_than_the_devices_last_is_refused(team, ann, size):
    """A copy of the device has shared just as many: the numbers of what comes fit."""
    last = await ann.edit(1, "price", 12, seen=10)
    txn = uuid4()
    ops = [ann.set(n, "cost", n, txn=txn) for n in range(100, 100 + size)]
    with pytest.raises(DeviceCopied, match="copied or restored"):
        await ann.hub.apply_ops(ops, uuid4())
    assert (await ann.hub.state()).last_op_no == 1
    receipts = await ann.hub.apply_ops(ops, last.op_id)
    assert await ann.hub.apply_ops(ops, last.op_id) == receipts, "sent again, it stands on nothing but itself"


async def test_what_both_did_alike_is_no_conflict(team, ann):
    bob = Typist(team, await team.hub("bob"))
    await ann.edit(1, "price", 12, seen=10)
    assert await outcomes(bob, bob.set(1, "price", 12, seen=10, base=10)) == ["noop"]


async def test_an_edit_over_something_unseen_is_a_conflict_that_keeps_both(team, ann):
    bob = Typist(team, await team.hub("bob"))
    theirs = await ann.edit(1, "price", 12, seen=10)
    start = (await bob.hub.state()).feed_seq
    ours = bob.set(1, "price", 15, seen=10, base=10)
    [receipt] = await bob.send(ours)
    assert receipt.outcome == "conflict"
    [conflict] = await ann.hub.open_conflicts()
    assert conflict.conflict_id == receipt.conflict_id
    assert (conflict.base, conflict.ours, conflict.theirs) == (10, 15, 12)
    assert (conflict.kind, conflict.by, conflict.state) == ("override_vs_override", "Bob", "open")
    assert await overrides(ann.hub) == {("A", "price"): 12}
    [row] = await ann.hub.feed_after(start)
    assert (row.kind, row.field) == (FeedKind.CONFLICT, "price")
    assert row.payload["conflict_id"] == str(conflict.conflict_id)
    assert row.payload["theirs_by"] == "Ann"
    assert team.sql("select theirs_op from sync.conflicts where conflict_id = %s", receipt.conflict_id) == [
        (theirs.op_id,)
    ]


async def test_different_fields_never_conflict(team, ann):
    bob = Typist(team, await team.hub("bob"))
    await ann.edit(1, "price", 12, seen=10)
    assert await outcomes(bob, bob.set(1, "cost", 5, seen=4, base=4)) == ["accepted"]
    assert await overrides(ann.hub) == {("A", "price"): 12, ("A", "cost"): 5}


async def test_one_open_conflict_per_field_and_device(team, ann):
    bob = Typist(team, await team.hub("bob"))
    await ann.edit(1, "price", 12, seen=10)
    first, second = bob.set(1, "price", 15, seen=10, base=10), bob.set(1, "price", 16, seen=10, base=10)
    receipts = [*await bob.send(first), *await bob.send(second)]
    assert len({receipt.conflict_id for receipt in receipts}) == 1
    [conflict] = await bob.hub.open_conflicts()
    assert conflict.ours == 16


async def test_back_to_servicetitans_value_drops_the_override(ann):
    await ann.edit(1, "price", 12, seen=10)
    start = (await ann.hub.state()).feed_seq
    assert await outcomes(ann, ann.op(OpKind.UNSET, 1, "price", seen=12, base=10)) == ["accepted"]
    [row] = await ann.hub.feed_after(start)
    assert (row.kind, row.payload) == (FeedKind.OVERRIDE, None)
    assert await overrides(ann.hub) == {}
    assert await outcomes(ann, ann.op(OpKind.UNSET, 1, "price", seen=12, base=10)) == ["noop"]


async def test_an_unset_of_something_unseen_is_a_conflict(team, ann):
    bob = Typist(team, await team.hub("bob"))
    await ann.edit(1, "price", 12, seen=10)
    await ann.edit(1, "price", 13, seen=12, base=10)
    assert await outcomes(bob, bob.op(OpKind.UNSET, 1, "price", seen=12, base=10)) == ["conflict"]
    assert await overrides(ann.hub) == {("A", "price"): 13}


async def test_an_unset_of_what_the_hub_never_saw_asks_for_the_value_it_names(ann):
    """A restored hub forgot that ServiceTitan has it: the person went back to a value, not to none."""
    key = EntityKey(uuid4())
    create = ann.op(OpKind.CREATE, 0, key=key)
    typed = ann.op(OpKind.SET, 0, "price", 20, key=key)
    back = ann.op(OpKind.UNSET, 0, "price", 20, seen=20, base=20, key=key)
    assert await outcomes(ann, create, typed, back) == ["accepted", "accepted", "noop"]
    [row] = await ann.hub.pending()
    assert (row.field, row.value) == ("price", 20)
    withdrawn = ann.op(OpKind.UNSET, 0, "price", None, seen=20, key=key)
    assert await outcomes(ann, withdrawn) == ["accepted"]
    assert list(await ann.hub.pending()) == []


async def test_a_value_set_back_to_the_mirror_is_an_unset(ann):
    await ann.edit(1, "price", 12, seen=10)
    await ann.edit(1, "price", 10, seen=12, base=10)
    assert await overrides(ann.hub) == {}


async def test_an_edit_made_over_an_older_mirror_is_taken_and_asked_about(team, ann, lease):
    """What the person saw stands, and ServiceTitan's value beneath it is another one than they knew."""
    await ann.edit(1, "price", 12, seen=10)
    await pull(ann.hub, lease, {1: {"price": 11}})
    [known] = await ann.hub.open_conflicts()
    op = ann.set(1, "price", 13, seen=12, base=10)
    [receipt] = await ann.send(op)
    assert (receipt.outcome, receipt.conflict_id) == ("accepted", known.conflict_id)
    [conflict] = await ann.hub.open_conflicts()
    assert (conflict.base, conflict.ours, conflict.theirs) == (10, 13, 11)


async def test_an_op_for_an_unknown_entity_makes_it_known(team, ann):
    key = uuid4()
    assert await outcomes(ann, ann.op(OpKind.CREATE, 0, key=key), ann.op(OpKind.SET, 0, "code", "NEW", key=key)) == [
        "accepted", "accepted",
    ]  # fmt: skip
    assert team.sql("select kind, remote_id from crm.entities where entity_key = %s", key) == [
        ("material", None)
    ]
    [row] = await ann.hub.pending()
    assert (row.entity_key, row.remote_id, row.value, row.mirror) == (key, None, "NEW", None)


async def test_an_unknown_kind_of_op_is_rejected_alone(team, ann):
    later = ann.op(OpKind.CREATE, 1)
    object.__setattr__(later, "kind", type("Kind", (), {"value": "paint"}))
    receipts = await ann.send(later, ann.set(1, "price", 12, seen=10, base=10))
    assert [receipt.outcome for receipt in receipts] == ["rejected", "accepted"]


async def test_the_same_field_twice_in_one_batch_applies_in_order(ann):
    txn = uuid4()
    ops = [ann.set(1, "price", 11 + n, seen=10 + n, base=10, txn=txn) for n in range(3)]
    ops.insert(2, ann.set(2, "price", 21, seen=20, base=20, txn=txn))
    assert await outcomes(ann, *ops) == ["accepted"] * 4
    assert await overrides(ann.hub) == {("A", "price"): 13, ("B", "price"): 21}


async def test_a_large_txn_is_whole_or_not_at_all(team, ann, lease):
    many = range(100, 500)
    await pull(ann.hub, lease, {n: {"code": f"M{n}", "price": 1, "cost": 1, "hours": 1} for n in many})
    start = (await ann.hub.state()).feed_seq
    txn = uuid4()
    ops = [
        ann.set(n, field, 2, seen=1, base=1, txn=txn) for n in many for field in ("price", "cost", "hours")
    ]
    ops.append(ann.set(1, "price", 99, seen=55, base=55, txn=txn))  # unseen
    ops.append(ann.set(100, "price", 3, seen=2, base=1, txn=txn))  # once more
    receipts = await ann.send(*ops)
    assert [receipt.op_id for receipt in receipts] == [op.op_id for op in ops]
    assert [str(r.outcome) for r in receipts] == ["accepted"] * 1200 + ["conflict", "accepted"]
    assert {receipt.feed_seq for receipt in receipts} == {(await ann.hub.state()).feed_seq}
    rows = await ann.hub.feed_after(start, 100)
    assert len(rows) == 1202
    assert len({row.group for row in rows}) == 1
    assert [row.group_last for row in rows] == [False] * 1201 + [True]
    assert await ann.send(*ops) == receipts
    assert team.sql("select count(*) from sync.op_stage where tenant_id = %s", team.tenant_id) == [(0,)]


async def test_small_txns_share_a_batch_and_large_ones_do_not(team, ann):
    ops = [ann.set(1, f"note_{n}", n, txn=UUID(int=n // 150)) for n in range(450)]
    receipts = await ann.send(*ops)
    assert [str(receipt.outcome) for receipt in receipts] == ["accepted"] * 450
    assert len({receipt.feed_seq for receipt in receipts}) == 3


async def test_an_estimator_is_told_that_nothing_was_changed(team, ann):
    ed = Typist(team, await team.hub("ed"))
    [receipt] = await ed.send(ed.set(1, "price", 12, seen=10, base=10))
    assert (receipt.outcome, receipt.detail) == (
        "rejected",
        "Your role (estimator) can propose but not change.",
    )
    assert (await ed.hub.state()).last_op_no == 1
    assert await overrides(ann.hub) == {}


@pytest.mark.parametrize("count", [1, 1_300])
async def test_an_op_that_was_refused_to_another_is_still_its_makers(team, ann, count):
    """Its id can be read in the feed, and a restored hub does not know it any more."""
    txn = uuid4()
    ops = [ann.set(1, f"field_{n}", 12, txn=txn) for n in range(count)]
    ed = await team.hub("ed")
    assert {receipt.outcome for receipt in await ed.apply_ops(ops)} == {"rejected"}
    assert await ann.hub.lacking([op.op_id for op in ops]) == [op.op_id for op in ops]
    assert await ed.lacking([op.op_id for op in ops]) == []
    for _ in range(2):
        receipts = await ann.send(*ops)
        assert [receipt.op_id for receipt in receipts] == [op.op_id for op in ops]
        assert {receipt.outcome for receipt in receipts} == {"accepted"}
        assert {receipt.outcome for receipt in await ed.apply_ops(ops)} == {"rejected"}
    assert len(await ann.hub.pending()) == count
    assert await ann.hub.lacking([op.op_id for op in ops]) == []


@pytest.mark.parametrize("count", [1, 1_300])
async def test_a_viewer_is_told_op_by_op_and_the_ledger_moves_on(team, ann, count):
    vera = Typist(team, await team.hub("vera"))
    txn = uuid4()
    ops = [vera.set(1, f"note_{n}", 12, txn=txn) for n in range(count)]
    receipts = await vera.send(*ops)
    assert {(r.outcome, r.detail) for r in receipts} == {
        ("rejected", "Your role (viewer) can look but not change.")
    }
    assert [receipt.op_id for receipt in receipts] == [op.op_id for op in ops]
    assert (await vera.hub.state()).last_op_no == count
    assert await overrides(ann.hub) == {}


async def test_ops_known_under_another_device_count_as_received(team, ann):
    """A copied profile goes on as a new device, with ops whose receipts were lost before."""
    known = [await ann.edit(1, "price", 12, seen=10), await ann.edit(2, "price", 21, seen=20)]
    again = Typist(team, await team.hub("ann"))
    assert again.hub is not ann.hub
    repeated = [replace(op, op_no=n) for n, op in enumerate(known, 1)]
    for _ in known:
        next(again._numbers)
    receipts = await again.send(*repeated)
    assert [str(receipt.outcome) for receipt in receipts] == ["accepted"] * 2
    assert (await again.hub.state()).last_op_no == 2
    fresh = again.set(1, "cost", 5, seen=4, base=4)
    assert await outcomes(again, repeated[1], fresh) == ["accepted"] * 2
    assert (await again.hub.state()).last_op_no == 3


# ------------------------------------------------------------------------------------------------------- submitting


async def test_submitting_marks_exactly_what_was_named(ann):
    price = await ann.edit(1, "price", 12, seen=10)
    cost = await ann.edit(1, "cost", 5, seen=4)
    await ann.edit(2, "price", 21, seen=20)
    start = (await ann.hub.state()).feed_seq
    receipt = await ann.submit(price)
    assert (receipt.outcome, receipt.detail) == ("accepted", "")
    states = {(row.code, row.field): str(row.state) for row in await ann.hub.pending()}
    assert states == {("A", "price"): "submitted", ("A", "cost"): "pending", ("B", "price"): "pending"}
    [row] = await ann.hub.feed_after(start)
    assert (row.kind, row.payload["state"], row.op_id) == (FeedKind.OVERRIDE, "submitted", price.op_id)
    assert (await ann.submit(price)).outcome == "noop"
    assert (await ann.submit(price, cost)).detail == "1 of 2"
    counts = await ann.hub.counts()
    assert (counts.pending_fields, counts.pending_entities, counts.submitted_entities) == (3, 2, 1)


async def test_an_edit_after_submitting_is_a_draft_again(ann):
    op = await ann.edit(1, "price", 12, seen=10)
    await ann.submit(op)
    await ann.edit(1, "price", 13, seen=12, base=10)
    [row] = await ann.hub.pending()
    assert row.state == "pending"
    assert (await ann.submit(op)).outcome == "noop"


async def test_many_submits_of_one_txn_go_together(team, ann, lease):
    many = range(100, 400)
    await pull(ann.hub, lease, {n: {"code": f"M{n}", "price": 1} for n in many})
    edits = [ann.set(n, "price", 2, seen=1, base=1, txn=UUID(int=1)) for n in many]
    await ann.send(*edits)
    submits = [
        ann.op(OpKind.SUBMIT, n, value=[str(edit.op_id)], txn=UUID(int=2))
        for n, edit in zip(many, edits, strict=True)
    ]
    assert set(await outcomes(ann, *submits)) == {"accepted"}
    assert team.sql(
        "select state, count(*) from sync.outbound_queue where tenant_id = %s group by state", team.tenant_id
    ) == [("ready", 300)]


async def test_what_was_to_be_sent_is_a_draft_again_once_it_is_taken_back(team, ann):
    price = await ann.edit(1, "price", 12, seen=10)
    cost = await ann.edit(1, "member_price", 6, seen=None)
    await ann.submit(price, cost)
    [receipt] = await ann.send(ann.op(OpKind.RECALL, 0, value=[str(price.op_id)], key=price.entity_key))
    assert receipt.outcome == "accepted"
    assert {row.field: row.state for row in await ann.hub.pending()} == {
        "price": "pending",
        "member_price": "submitted",
    }
    assert (await ann.hub.counts()).submitted_entities == 1, "the other one still goes"

    [receipt] = await ann.send(
        ann.op(OpKind.RECALL, 0, value=[str(price.op_id), str(cost.op_id)], key=price.entity_key)
    )
    assert receipt.detail == "1 of 2"
    assert (await ann.hub.counts()).submitted_entities == 0
    assert team.sql("select state from sync.outbound_queue where tenant_id = %s", team.tenant_id) == [
        ("cancelled",)
    ]
    assert (await ann.submit(price, cost)).outcome == "accepted", "it can be sent another time"


async def test_what_a_push_is_at_is_not_taken_back(ann, lease):
    price = await ann.edit(1, "price", 12, seen=10)
    await ann.submit(price)
    await ann.hub.claim(lease, 10)
    [receipt] = await ann.send(ann.op(OpKind.RECALL, 0, value=[str(price.op_id)], key=price.entity_key))
    assert receipt.outcome == "noop"
    [row] = await ann.hub.pending()
    assert row.state == "submitted"


# -------------------------------------------------------------------------------------------------------- resolving


@pytest.fixture
async def clash(team, ann):
    """Ann set 12, Bob meant 15 over the 10 that both saw."""
    bob = Typist(team, await team.hub("bob"))
    await ann.edit(1, "price", 12, seen=10)
    [receipt] = await bob.send(bob.set(1, "price", 15, seen=10, base=10))
    return bob, receipt.conflict_id


def answer(typist, conflict_id, value, *, seen=12, base=10):
    return typist.op(OpKind.RESOLVE, 1, "price", value, seen=seen, base=base, conflict_id=conflict_id)


@pytest.mark.parametrize(
    "value, resolution, left",
    [
        (15, "ours", {("A", "price"): 15}),
        (12, "theirs", {("A", "price"): 12}),
        (14, "edited", {("A", "price"): 14}),
        (10, "edited", {}),
    ],
)
async def test_a_conflict_is_answered(team, ann, clash, value, resolution, left):
    bob, conflict_id = clash
    [receipt] = await bob.send(answer(bob, conflict_id, value))
    assert (receipt.outcome, receipt.conflict_id) == ("accepted", conflict_id)
    assert await ann.hub.open_conflicts() == []
    assert await overrides(ann.hub) == left
    assert team.sql(
        "select state, resolution, resolved_by from sync.conflicts where conflict_id = %s", conflict_id
    ) == [("resolved", resolution, "Bob")]
    last = (await whole_feed(ann.hub))[-1]
    assert (last.kind, told(last)["state"]) == (FeedKind.CONFLICT, "resolved")


@pytest.mark.parametrize("note, resolution", [("merged", "merged"), ("rule 7b1f", "rule"), ("", "theirs")])
async def test_what_no_person_decided_is_marked(team, ann, clash, note, resolution):
    bob, conflict_id = clash
    await bob.send(replace(answer(bob, conflict_id, 12), note=note))
    assert team.sql("select resolution from sync.conflicts where conflict_id = %s", conflict_id) == [
        (resolution,)
    ]
    action = f"resolve: {note}" if note else "resolve"
    assert team.sql(
        "select actor from audit.change_log where tenant_id = %s and action = %s", team.tenant_id, action
    ) == [("Bob",)]
    assert team.sql(
        "select note from sync.op_log where tenant_id = %s and kind = 'resolve'", team.tenant_id
    ) == [(note,)]


async def test_an_answer_to_a_pair_that_changed_is_stale(ann, clash):
    bob, conflict_id = clash
    await ann.edit(1, "price", 13, seen=12, base=10)
    [receipt] = await bob.send(answer(bob, conflict_id, 15))
    assert receipt.outcome == "stale"
    [conflict] = await bob.hub.open_conflicts()
    assert (conflict.conflict_id, conflict.ours, conflict.theirs) == (conflict_id, 15, 13)
    assert await overrides(bob.hub) == {("A", "price"): 13}


async def test_an_answer_over_a_mirror_that_moved_is_stale(ann, lease, clash):
    bob, conflict_id = clash
    await pull(ann.hub, lease, {1: {"price": 11}})
    [receipt] = await bob.send(answer(bob, conflict_id, 15))
    assert receipt.outcome == "stale"


async def test_the_first_answer_counts(ann, clash):
    bob, conflict_id = clash
    assert await outcomes(ann, answer(ann, conflict_id, 12)) == ["accepted"]
    assert await outcomes(bob, answer(bob, conflict_id, 15)) == ["stale"]
    assert await overrides(bob.hub) == {("A", "price"): 12}


async def test_a_conflict_is_over_when_both_sides_became_equal(ann, clash):
    await ann.edit(1, "price", 15, seen=12, base=10)
    assert await ann.hub.open_conflicts() == []
    last = (await whole_feed(ann.hub))[-1]
    assert (last.kind, told(last)["state"]) == (FeedKind.CONFLICT, "superseded")


async def test_a_conflict_shows_what_is_there_now(ann, clash):
    bob, conflict_id = clash
    await ann.edit(1, "price", 13, seen=12, base=10)
    [conflict] = await bob.hub.open_conflicts()
    assert (conflict.conflict_id, conflict.theirs) == (conflict_id, 13)


@pytest.mark.parametrize("turned", [False, True])
async def test_conflicts_are_told_in_an_order_of_their_own(team, ann, turned):
    """Not in that in which they came to be: a pull makes many at once, as the database happens to read."""
    bob = Typist(team, await team.hub("bob"))
    pulled = {"cost": 4, "price": 10}
    await ann.send(*(ann.set(1, name, 12, seen=base, base=base) for name, base in pulled.items()))
    for name in sorted(pulled, reverse=turned):
        await bob.send(bob.set(1, name, 15, seen=pulled[name], base=pulled[name]))
    await ann.send(*(ann.set(1, name, 13, seen=12, base=base) for name, base in pulled.items()))
    moved = [row for row in await whole_feed(ann.hub) if row.kind is FeedKind.CONFLICT][2:]
    assert [(row.field, told(row)["theirs"]) for row in moved] == [("cost", 13), ("price", 13)]


async def test_names_are_stored_as_they_are(ann, lease):
    hostile = "'; drop table crm.entities; -- %s {} <img>"
    await pull(ann.hub, lease, {9: {"code": hostile, "display_name": "x"}})
    await ann.edit(9, "display_name", hostile, seen="x")
    assert await overrides(ann.hub) == {(hostile, "display_name"): hostile}


async def test_an_entity_of_raw_payload_is_untouched_by_edits(team, ann):
    await ann.edit(1, "price", 12, seen=10)
    assert (
        entity(1, {"code": "A", "price": 10, "cost": 4}).payload
        == team.sql(
            "select payload::text from raw.st_pricebook_materials where tenant_id = %s and remote_id = 1",
            team.tenant_id,
        )[0][0]
    )
