"""What ran, on whose machine and how it ended; and what a push sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.hub_pull import IngestCounts
from lazi_desktop.ports.hub_push import Verdict
from tests.store.hub.team import Typist, entity, pull


async def test_runs_are_read_newest_first_and_by_pages(hub, lease):
    for n in range(5):
        await pull(hub, lease, {1: {"price": n}})
    runs = await hub.runs()
    assert [run.started for run in runs] == sorted((run.started for run in runs), reverse=True)
    assert [run.counts["changed"] for run in runs] == [1, 1, 1, 1, 0]
    assert {(run.what, run.full, run.by, run.device, run.state) for run in runs} == {
        ("material", False, "Ann", "ann's PC", "done")
    }
    first = await hub.runs(limit=2)
    assert [*first, *await hub.runs(before=first[-1].started, limit=10)] == list(runs)


async def test_a_run_whose_sender_died_was_interrupted(team, hub, lease):
    run = await hub.begin_run(lease, what="material", full=True)
    assert [(row.run_id, row.state) for row in await hub.runs()] == [(run, "running")]
    team.sql("update sync.locks set until = clock_timestamp() where tenant_id = %s", team.tenant_id)
    assert [row.state for row in await hub.runs()] == ["interrupted"]
    bob = await team.hub("bob")
    await bob.begin_run(await bob.acquire("servicetitan", 60), what="push", full=False)
    assert [(row.device, row.state) for row in await bob.runs()] == [
        ("bob's PC", "running"),
        ("ann's PC", "interrupted"),
    ]


async def test_a_run_of_this_very_desk_before_it_was_opened_again_was_interrupted(team, hub, lease):
    run = await hub.begin_run(lease, what="material", full=True)
    reopened = await team.hub("ann", replace(hub.device, incarnation=uuid4(), alone=True))
    assert [(row.run_id, row.state) for row in await reopened.runs()] == [(run, "interrupted")]
    assert [row.state for row in await hub.runs()] == ["running"]


async def test_another_program_of_this_desk_may_be_at_it(team, hub, lease):
    await hub.begin_run(lease, what="material", full=True)
    beside = await team.hub("ann", replace(hub.device, incarnation=uuid4()))
    elsewhere = await team.hub("bob", DeviceInfo(uuid4(), uuid4(), "bob's PC", alone=True))
    for other in (beside, elsewhere):
        assert [row.state for row in await other.runs()] == ["running"]


async def test_what_a_run_counts_is_known_while_it_goes_on(hub, lease):
    run = await hub.begin_run(lease, what="material", full=True)
    for n in (1, 2):
        await hub.ingest(lease, run, [entity(n, {"price": n})], kind=EntityKind.MATERIAL)
    [row] = await hub.runs()
    assert (row.state, row.counts["received"], row.counts["added"]) == ("running", 2, 2)
    await hub.end_run(lease, run, state="done", counts=IngestCounts(received=2, added=2), detail="")
    [row] = await hub.runs()
    assert (row.counts["received"], row.counts["added"]) == (2, 2)
    assert "resumed" not in row.counts


@pytest.mark.parametrize("ended", ["", "failed"])
async def test_a_run_that_went_on_says_so_and_counts_what_came_before(hub, lease, ended):
    run = await hub.begin_run(lease, what="material", full=True)
    first = await hub.ingest(lease, run, [entity(n, {}) for n in (1, 2)], kind=EntityKind.MATERIAL)
    if ended:
        await hub.end_run(lease, run, state=ended, counts=first, detail="It did not answer.")
    await hub.release(lease)
    later = await hub.acquire("servicetitan", 60)
    went_on = await hub.ingest(later, run, [entity(n, {}) for n in (2, 3, 4)], kind=EntityKind.MATERIAL)
    [row] = await hub.runs()
    assert (row.state, row.finished, row.detail) == ("running", None, "")
    await hub.end_run(later, run, state="done", counts=went_on, detail="")
    [row] = await hub.runs()
    told = {name: row.counts[name] for name in ("received", "added", "unchanged", "resumed")}
    assert (row.state, told) == ("done", {"received": 5, "added": 4, "unchanged": 1, "resumed": 1})


async def test_a_label_that_changed_later_changes_no_history(team, hub, lease):
    await pull(hub, lease, {1: {"price": 10}})
    team.sql("update sync.devices set label = 'another' where tenant_id = %s", team.tenant_id)
    assert [run.device for run in await hub.runs()] == ["ann's PC"]


async def test_what_a_push_sent_belongs_to_its_run(team, hub, lease):
    ann = Typist(team, hub)
    await pull(hub, lease, {n: {"code": f"C{n}", "display_name": f"Pipe {n}", "price": 10} for n in (1, 2)})
    for n in (1, 2):
        await ann.submit(await ann.edit(n, "price", 10 + n, seen=10))
    run = await hub.begin_run(lease, what="push", full=False)
    reads = await hub.begin_run(lease, what="push material", full=False)
    await hub.end_run(lease, reads, state="done", counts=IngestCounts(received=2), detail="")
    [first, second] = await hub.claim(lease, 2)
    for job in (first, second):
        value = job.fields[0].value
        await hub.intend(
            lease, job, sending={"price": value}, before={"price": 10}, path=f"material/{job.remote_id}"
        )
    [attempt, unanswered] = await hub.attempts(run)
    assert (attempt.outcome, attempt.status, attempt.finished) == ("", None, None)
    await hub.answered(lease, first, attempt.attempt_id, outcome="applied", status=200, detail="ok")
    verdict = Verdict(
        field="price", op_id=first.fields[0].op_id, result=ReadBack.VERIFIED, found=first.fields[0].value
    )
    await hub.settle(lease, first, [verdict])
    await hub.end_run(lease, run, state="done", counts={"verified": 1, "waiting": 1}, detail="")
    [attempt, unanswered] = await hub.attempts(run)
    assert (attempt.entity_key, attempt.entity_kind, attempt.code, attempt.name) == (
        first.entity_key, "material", first.code, first.name,
    )  # fmt: skip
    assert (attempt.path, attempt.fields) == (f"material/{first.remote_id}", {"price": first.fields[0].value})
    assert (attempt.outcome, attempt.status, attempt.detail) == ("applied", 200, "ok")
    assert attempt.sent <= attempt.finished < attempt.sent + timedelta(minutes=1)
    assert (unanswered.entity_key, unanswered.outcome) == (second.entity_key, "")
    assert await hub.attempts(reads) == []
    newest = next(row for row in await hub.runs() if row.run_id == run)
    assert newest.counts == {"verified": 1, "waiting": 1}


@pytest.mark.parametrize(
    ("note", "counted"), [("merged", "merged"), (f"rule {UUID(int=7)}", "ruled"), ("", None)]
)
async def test_what_was_answered_while_a_pull_goes_on_counts_in_it(team, hub, lease, note, counted):
    ann = Typist(team, hub)
    await pull(hub, lease, {1: {"code": "C", "display_name": "Pipe"}})
    await ann.edit(1, "display_name", "Ours", seen="Pipe")
    run = await hub.begin_run(lease, what="material", full=False)
    counts = await hub.ingest(
        lease, run, [entity(1, {"code": "C", "display_name": "Theirs"})], kind=EntityKind.MATERIAL
    )
    [clash] = await hub.open_conflicts()
    answer = ann.op(
        OpKind.RESOLVE, 1, "display_name", "Theirs", seen="Ours", base="Theirs", conflict_id=clash.conflict_id
    )
    [receipt] = await ann.send(replace(answer, note=note))
    assert receipt.outcome == "accepted"
    await hub.end_run(lease, run, state="done", counts=counts, detail="")
    [latest, first] = await hub.runs()
    assert latest.counts["conflicts"] == 1
    assert {name: latest.counts[name] for name in ("merged", "ruled") if name in latest.counts} == (
        {counted: 1} if counted else {}
    )
    assert not first.counts.keys() & {"merged", "ruled"}


async def test_runs_of_another_tenant_are_not_seen(team, hub, lease, hub_server):
    await pull(hub, lease, {1: {"price": 10}})
    async with type(team)(hub_server) as other:
        assert await (await other.hub()).runs() == []


async def test_years_of_runs_are_read_through_the_index(team, hub, lease):
    run = await hub.begin_run(lease, what="material", full=False)
    team.sql(
        "insert into sync.inbound_log (tenant_id, run_id, what, is_full, by, device_id, lease_token, started_at, state)"
        " select tenant_id, gen_random_uuid(), what, is_full, by, device_id, lease_token,"
        " started_at - make_interval(mins => 5 * n), 'done' from sync.inbound_log, generate_series(1, 20000) n"
        " where run_id = %s",
        run,
    )
    team.sql("analyze sync.inbound_log")
    plan = "\n".join(
        line for (line,) in await hub.database.rows(
            "explain select * from sync.runs where tenant_id = :t order by started_at desc, run_id limit 100",
            t=team.tenant_id,
        )
    )  # fmt: skip
    assert "inbound_log_tenant_id_started_at_run_id_idx" in plan
    assert len(await hub.runs(limit=100)) == 100


async def test_the_last_word_about_each_kind_is_found_however_old(team, hub, lease):
    async def ran(what: str, state: str) -> UUID:
        run = await hub.begin_run(lease, what=what, full=True)
        if state:
            await hub.end_run(lease, run, state=state, counts=IngestCounts(), detail="why")
        return run

    assert await hub.last_pulls() == []
    await ran("material", "done")
    stopped = await ran("material", "stopped")
    for state in ("failed", "cancelled", "refused", ""):
        await ran("material", state)
    service = await ran("service", "done")
    for _ in range(120):
        await ran("lists markup", "done")
    found = await hub.last_pulls()
    assert {(run.what, run.run_id, run.state, run.detail) for run in found} == {
        ("material", stopped, "stopped", "why"), ("service", service, "done", "why"),
    }  # fmt: skip
    runs = await hub.runs(limit=1000)
    assert all(run in runs for run in found)
    accepted = await ran("material", "done")
    assert accepted in {run.run_id for run in await hub.last_pulls()}
