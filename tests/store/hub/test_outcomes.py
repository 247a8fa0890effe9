"""What became of a write: settled once ServiceTitan was looked at, never sent again when the person took it back."""

from __future__ import annotations

import traceback
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.hub_push import JobEnd, Verdict, Withdrawn
from lazi_desktop.store.workspace.feed import prepare
from tests.store.hub.team import Typist, entity, pull, told, whole_feed


@pytest.fixture
async def ann(team, hub, lease):
    await pull(hub, lease, {1: {"code": "A", "price": 10, "cost": 4}, 2: {"code": "B", "price": 20}})
    return Typist(team, hub)


@pytest.fixture
async def op(ann):
    """A price of 12 over 10, submitted."""
    op = await ann.edit(1, "price", 12, seen=10)
    await ann.submit(op)
    return op


async def send(hub, lease, job, outcome="applied", **sending):
    sending = sending or {"price": 12}
    attempt = await hub.intend(lease, job, sending=sending, before={"price": 10}, path="materials/1")
    await hub.answered(lease, job, attempt, outcome=outcome, status=None, detail="")


@pytest.fixture
async def lost(team, hub, lease, op):
    """The job whose answer was lost, claimed again for reading back."""
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, "ambiguous")
    quiet_is_over(team)
    [job] = await hub.claim(lease, 10)
    return job


def quiet_is_over(team, hours=0):
    team.sql(
        "update sync.outbound_queue set not_before = '-infinity', sent_at = sent_at - interval '300 s',"
        " first_sent_at = first_sent_at - make_interval(secs => 300, hours => %s) where tenant_id = %s",
        hours, team.tenant_id,
    )  # fmt: skip


def jobs(team, columns="state"):
    rows = team.sql(
        f"select {columns} from sync.outbound_queue where tenant_id = %s order by created_at", team.tenant_id
    )
    return [row[0] if len(row) == 1 else row for row in rows]


async def withdraw(ann, seen=12, base=10):
    [receipt] = await ann.send(ann.op(OpKind.UNSET, 1, "price", seen=seen, base=base))
    assert receipt.outcome == "accepted"


# ---------------------------------------------------------------------------------------------- settled by looking


async def test_a_look_that_finds_a_conflict_settles_what_became_of_the_write(team, ann, hub, lease, op, lost):
    """Taking theirs afterwards left a job that could be neither claimed nor cancelled, and stopped every push."""
    await pull(hub, lease, {1: {"price": 11}})
    verdicts = [Verdict(field="price", op_id=op.op_id, result=ReadBack.CONFLICT, found=11)]
    await hub.settle(lease, lost, verdicts, end=JobEnd.BLOCKED)
    assert jobs(team, "state, ambiguous_since, sending") == [("blocked", None, {})]
    [conflict] = await hub.open_conflicts()
    answer = ann.op(OpKind.RESOLVE, 1, "price", 11, seen=12, base=11, conflict_id=conflict.conflict_id)
    assert (await ann.send(answer))[0].outcome == "accepted"
    other = await ann.edit(2, "price", 21, seen=20)
    await ann.submit(other)
    [job] = await hub.claim(lease, 10)
    assert (job.entity_key, jobs(team)) == (other.entity_key, ["cancelled", "claimed"])


async def test_verdicts_for_every_field_settle_it_too(team, hub, lease, op, lost):
    verdict = Verdict(field="price", op_id=op.op_id, result=ReadBack.DIFFERS, found=10)
    await hub.settle(lease, lost, [verdict], end=JobEnd.RETRY)
    assert jobs(team, "state, ambiguous_since, sending") == [("ready", None, {})]


async def test_an_unknown_outcome_is_not_blocked(team, hub, lease, lost):
    await hub.put_off(lease, lost, JobEnd.BLOCKED)
    assert jobs(team) == ["ambiguous"]


@pytest.mark.parametrize("request_text", ["null", '"?"', "[1]", '[{"field": "price"}]'])
async def test_a_job_that_cannot_be_read_waits_for_a_person_and_stops_no_other(
    team, ann, hub, lease, op, lost, request_text
):
    await hub.put_off(lease, lost, JobEnd.RETRY)
    quiet_is_over(team)
    team.sql(
        "update sync.outbound_queue set request = %s::jsonb where tenant_id = %s",
        request_text,
        team.tenant_id,
    )
    await ann.submit(await ann.edit(2, "price", 21, seen=20))
    [job] = await hub.claim(lease, 10)
    assert job.code == "B"
    assert jobs(team) == ["needs_human", "claimed"]
    failed = next(row for row in await hub.pending() if row.code == "A")
    assert failed.state == "failed"
    assert "Update the program" in failed.detail


async def test_a_lost_request_is_made_anew(team, hub, lease, lost):
    await hub.put_off(lease, lost, JobEnd.RETRY)
    quiet_is_over(team)
    team.sql("update sync.outbound_queue set request = null where tenant_id = %s", team.tenant_id)
    [job] = await hub.claim(lease, 10)
    assert job.fields == lost.fields


# --------------------------------------------------------------------------------------------------- taken back


async def test_what_was_taken_back_is_only_read_back(team, ann, hub, lease, op, lost):
    assert lost.fields[0].may_send
    await withdraw(ann)
    await hub.put_off(lease, lost, JobEnd.RETRY)
    [job] = await hub.claim(lease, 10)
    assert [(field.field, field.value, field.may_send) for field in job.fields] == [("price", 12, False)]
    with pytest.raises(Withdrawn):
        await hub.intend(lease, job, sending={"price": 12}, before={"price": 10}, path="")
    await hub.settle(lease, job, [])
    assert jobs(team) == ["done"]
    assert await hub.claim(lease, 10) == []


@pytest.mark.parametrize("submit", [False, True])
async def test_what_was_changed_since_goes_out_as_a_job_of_its_own(team, ann, hub, lease, op, lost, submit):
    later = await ann.edit(1, "price", 13, seen=12, base=10)
    if submit:
        await ann.submit(later)
    await hub.put_off(lease, lost, JobEnd.RETRY)
    [job] = await hub.claim(lease, 10)
    assert [(field.op_id, field.may_send) for field in job.fields] == [(op.op_id, False)]
    await hub.settle(lease, job, [])
    again = await hub.claim(lease, 10)
    assert [[field.op_id for field in job.fields] for job in again] == ([[later.op_id]] if submit else [])


@pytest.mark.parametrize("how", ["taken back", "changed", "changed and submitted"])
async def test_nothing_is_sent_that_was_taken_back_since_the_claim(team, ann, hub, lease, op, how):
    cost = await ann.edit(1, "cost", 5, seen=4)
    await ann.submit(cost)
    [job] = await hub.claim(lease, 10)
    if how == "taken back":
        await withdraw(ann)
    else:
        later = await ann.edit(1, "price", 13, seen=12, base=10)
        if "submitted" in how:
            await ann.submit(later)
    with pytest.raises(Withdrawn):
        await hub.intend(lease, job, sending={"price": 12, "cost": 5}, before={}, path="")
    assert jobs(team, "state, attempt, sending") == [("claimed", 0, {})]
    await hub.put_off(lease, job, JobEnd.RETRY)  # yet the cost is still wanted
    [job] = await hub.claim(lease, 10)
    wanted = {"cost": 5} | ({"price": 13} if "submitted" in how else {})
    assert {field.field: field.value for field in job.fields} == wanted


async def test_a_conflict_of_a_value_taken_back_is_none_of_the_next_one(ann, hub, lease, op, lost):
    await pull(hub, lease, {1: {"price": 11}})
    [conflict] = await hub.open_conflicts()
    answer = ann.op(OpKind.RESOLVE, 1, "price", 14, seen=12, base=11, conflict_id=conflict.conflict_id)
    assert (await ann.send(answer))[0].outcome == "accepted"
    verdict = Verdict(field="price", op_id=op.op_id, result=ReadBack.CONFLICT, found=11)
    await hub.settle(lease, lost, [verdict], end=JobEnd.BLOCKED)
    assert await hub.open_conflicts() == []


async def test_one_that_waits_for_a_person_is_over_when_everything_is_taken_back(team, ann, hub, lease, lost):
    await hub.put_off(lease, lost, JobEnd.NEEDS_HUMAN, detail="gone")
    await withdraw(ann)
    assert await hub.claim(lease, 10) == []
    assert jobs(team) == ["cancelled"]


async def test_a_refused_field_does_not_hold_up_what_was_submitted_meanwhile(team, ann, hub, lease, op):
    [job] = await hub.claim(lease, 10)
    cost = await ann.edit(1, "cost", 5, seen=4)
    await ann.submit(cost)
    await send(hub, lease, job, "rejected")
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="invalid")
    [job] = await hub.claim(lease, 10)
    assert [field.field for field in job.fields] == ["cost"]
    assert {row.field: str(row.state) for row in await hub.pending()} == {
        "price": "failed", "cost": "submitted",
    }  # fmt: skip


# ---------------------------------------------------------------------------------------------- again and again


async def test_submitting_again_does_not_shorten_the_quiet_time(team, ann, hub, lease, op):
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, "ambiguous")
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="cannot tell")
    await ann.submit(op)
    assert jobs(team) == ["ambiguous"]
    assert await hub.claim(lease, 10) == []


async def test_what_never_arrives_is_handed_to_a_person(team, ann, hub, lease, op):
    for _ in range(9):
        [job] = await hub.claim(lease, 10)
        await send(hub, lease, job, "ambiguous")
        quiet_is_over(team)
    assert await hub.claim(lease, 10) == []
    assert jobs(team, "state, attempt") == [("needs_human", 9)]
    [row] = await hub.pending()
    assert (row.state, row.detail[:21]) == ("failed", "It was sent 9 times a")
    assert told((await whole_feed(hub))[-1])["state"] == "failed"
    await ann.submit(op)  # a person may insist
    quiet_is_over(team)
    [job] = await hub.claim(lease, 10)
    assert (job.state, job.attempt, job.fields[0].may_send) == ("ambiguous", 9, True)


async def test_a_day_of_trying_is_enough(team, hub, lease, op, lost):
    await send(hub, lease, lost, "ambiguous")
    quiet_is_over(team, hours=25)
    assert await hub.claim(lease, 10) == []
    assert jobs(team) == ["needs_human"]


async def test_a_weekend_without_anybody_there_is_no_day_of_trying(team, hub, lease, op):
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, "ambiguous")
    team.sql(
        "update sync.outbound_queue set not_before = '-infinity', sent_at = sent_at - interval '60 h',"
        " first_sent_at = first_sent_at - interval '60 h', created_at = created_at - interval '60 h'"
        " where tenant_id = %s",
        team.tenant_id,
    )
    assert len(await hub.claim(lease, 10)) == 1


async def test_a_sender_that_asks_for_the_lease_again_takes_up_what_it_left(team, hub, lease, op):
    [job] = await hub.claim(lease, 10)
    again = await hub.acquire("servicetitan", 180)
    assert [one.job_id for one in await hub.claim(again, 10)] == [job.job_id]


# ------------------------------------------------------------------------------------------------- told all the same


async def test_an_override_that_was_met_is_told_where_nothing_else_changed(team, hub, lease, ann, op):
    """The mirror had the value already, from a version that did not look."""
    team.sql(
        "update master.pricebook_entities set fields = fields || '{\"price\": 12}', payload_hash = '\\x00'"
        " where tenant_id = %s and remote_id = 1",
        team.tenant_id,
    )
    start = (await hub.state()).feed_seq
    run = await hub.begin_run(lease, what="material", full=False)
    counts = await hub.ingest(
        lease, run, [entity(1, {"code": "A", "price": 12, "cost": 4})], kind=op.entity_kind
    )
    assert (counts.changed, counts.cleared) == (0, 1)
    [row] = await hub.feed_after(start)
    assert (row.kind, row.field, row.payload) == (FeedKind.OVERRIDE, "price", None)
    assert team.sql(
        "select field, after from audit.change_log where tenant_id = %s and action = 'converged'",
        team.tenant_id,
    ) == [("price", 12)]
    assert jobs(team) == ["cancelled"]


async def test_a_kind_of_feed_row_of_a_later_version_is_handed_on(monkeypatch, hub):
    group = uuid4()

    async def rows(*_, **__):
        return [(1, group, True, "prophecy", uuid4(), "", '{"a": 1}', None)]

    monkeypatch.setattr(hub.database, "rows", rows)
    [row] = await hub.feed_after(0)
    assert row.kind == "prophecy"
    assert prepare(row).mirrored is None  # what is done with it: see the workspace's quarantine


async def test_no_price_gets_into_a_traceback(hub):
    price = str(uuid4())
    with pytest.raises(HubRefused) as failed:
        await hub.database.value("select 1 / 0 where :price <> ''", price=price)
    assert price not in "".join(traceback.format_exception(failed.value))
