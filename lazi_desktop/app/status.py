"""`lazi-desktop status`: what the hub holds, what waits for whom, what ran and what comes next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lazi_desktop.app.by_itself import local_zone, schedule_of, zone_words
from lazi_desktop.app.run_words import run_words
from lazi_desktop.app.session import Session, hub_place
from lazi_desktop.app.stopped_words import stopped_words
from lazi_desktop.app.surroundings import MachineSurroundings
from lazi_desktop.app.waits import Waits, waits_here, waits_told, with_stopped_pull
from lazi_desktop.domain.habits import Habit, what_happened
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pushed import Pushed, Result
from lazi_desktop.ports.engine import ScheduledJob
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_feed import HubState
from lazi_desktop.ports.hub_look import HubCounts
from lazi_desktop.ports.hub_pull import Twins
from lazi_desktop.ports.hub_runs import FAILED, PushRow, RunRow
from lazi_desktop.sync.pull import TITLES
from lazi_desktop.sync.schedule import Schedule
from lazi_desktop.sync.stopped_pulls import STOPPED_TO_ASK, StoppedPulls
from lazi_desktop.sync.twins import WHAT_TO_DO, named
from lazi_desktop.ui.activity.entries import entries_of

RUNS = 60  # a pull is five of them
RUNS_IN_JSON = 20
RUNS_TOLD = 5
PUSHES, PUSHES_TOLD = 5, 2
FAILED_FIELDS, FAILED_FIELDS_TOLD = 20, 3
"""Of each push."""


@dataclass(frozen=True, slots=True)
class PushTold:
    """`failed`: the first of the fields that it did not bring to ServiceTitan."""

    push: PushRow
    failed: Sequence[Pushed]

    @property
    def failed_fields(self) -> int:
        return sum(self.push.results.get(result, 0) for result in FAILED)


@dataclass(frozen=True, slots=True)
class Status:
    """`conflicts`: how many are open of each kind. `clock_ahead`: of the hub's clock, in seconds.

    `stopped_pull` says why a pull stopped to ask, "" where none did. `not_known`: pauses that the settings ask for, and
    of which this computer does not tell what they depend on.
    """

    tenant: str
    environment: str
    hub: str
    counts: HubCounts
    conflicts: Mapping[str, int]
    feed: HubState
    runs: Sequence[RunRow]
    schedule: Sequence[ScheduledJob]
    clock_ahead: float
    stopped_pull: str
    twins: Sequence[Twins] = ()
    pushes: Sequence[PushTold] = ()
    not_known: Sequence[str] = ()

    @property
    def waits_for_a_person(self) -> bool:
        counts = self.counts
        return bool(counts.open_conflicts or counts.needs_human or self.stopped_pull or self.twins)


async def look(session: Session) -> Status:
    hub = await session.open_hub()
    try:
        asked_at = datetime.now(UTC)
        state = await hub.state()
        told = state.server_time
        stopped = StoppedPulls()
        stopped.look_at(await hub.last_pulls())
        sync = session.settings_now().sync
        waits = waits_told(
            session.places.sync_statuses(), session.tenant, session.environment, asked_at
        ) or waits_here(sync, MachineSurroundings(), state.level)
        waits = with_stopped_pull(waits, stopped.reason)
        return Status(
            tenant=session.tenant,
            environment=session.environment,
            hub=hub_place(session.settings_now()),
            counts=await hub.counts(),
            conflicts=Counter(conflict.kind for conflict in await hub.open_conflicts()),
            feed=state,
            runs=await hub.runs(limit=RUNS),
            schedule=_with_waits(
                schedule_of(sync, session.device.device_id, session.tenant_id), asked_at, waits
            ),
            clock_ahead=(asked_at - told).total_seconds() if told is not None else 0.0,
            stopped_pull=stopped.reason,
            twins=await hub.twins(),
            pushes=[await _told(hub, push) for push in await hub.pushes(limit=PUSHES)],
            not_known=waits.not_known,
        )
    finally:
        await hub.close()


def _with_waits(schedule: Schedule, now: datetime, waits: Waits) -> list[ScheduledJob]:
    """What never comes does not wait."""
    coming = schedule.coming(now)
    return schedule.shown(now, {job: reason for job, reason in waits.by_job.items() if job in coming})


async def _told(hub: Hub, push: PushRow) -> PushTold:
    told = PushTold(push, ())
    if not told.failed_fields:
        return told
    failed = await hub.push_results(push.run.run_id, only_failed=True, limit=FAILED_FIELDS)
    return replace(told, failed=failed)


def status_json(status: Status) -> dict[str, object]:
    feed = status.feed
    return {
        "tenant": status.tenant,
        "environment": status.environment,
        "hub": status.hub,
        "status": status.counts,
        "stopped_pull": status.stopped_pull,
        "conflicts": dict(status.conflicts),
        "made_twice": status.twins,
        "feed": {
            "epoch": feed.epoch,
            "position": feed.feed_seq,
            "floor": feed.feed_floor,
            "in_backup": feed.durable_seq,
        },
        "level": feed.level,
        "clock_ahead": round(status.clock_ahead, 1),
        "runs": status.runs[:RUNS_IN_JSON],
        "schedule": status.schedule,
        "not_known": status.not_known,
        "pushes": [_push_json(told) for told in status.pushes],
    }


def _push_json(told: PushTold) -> dict[str, object]:
    """No prices: whoever watches need not know them."""
    push = told.push
    return {
        "run_id": push.run.run_id,
        "by": push.run.by,
        "device": push.run.device,
        "started": push.run.started,
        "finished": push.run.finished,
        "state": push.run.state,
        "detail": push.run.detail,
        "requests": push.requests,
        "entries": push.skus,
        "fields": push.fields,
        "results": push.results,
        "failed_fields": told.failed_fields,
        "failed": [
            {
                "kind": one.entity_kind,
                "code": one.code,
                "field": one.field,
                "result": one.result,
                "status": one.status,
                "detail": _why(one),
            }
            for one in told.failed
        ],
    }


def status_text(status: Status) -> str:
    counts = status.counts
    kinds = ", ".join(f"{number:,} {TITLES[kind]}" for kind, number in _mirrored(counts))
    kinds_of_conflict = ", ".join(
        f"{count:,} {_CONFLICTS.get(kind, kind)}" for kind, count in status.conflicts.items()
    )
    needed = [
        f"{counts.open_conflicts:,} conflicts" + (f" ({kinds_of_conflict})" if kinds_of_conflict else ""),
        f"{counts.needs_human:,} refused by ServiceTitan",
    ]
    if status.stopped_pull:
        needed.append(f"a pull that stopped to ask: {stopped_words(status.stopped_pull)}")
    if status.twins:
        needed.append(f"{len(status.twins):,} made twice in ServiceTitan")
    lines = [
        f"Tenant:     {status.tenant} ({status.environment})",
        f"Hub:        {status.hub}",
        f"Times:      {zone_words()}",
        f"Mirrored:   {kinds or 'nothing yet'}",
        f"Pending:    {counts.pending_fields:,} fields of {counts.pending_entities:,} entries",
        f"Proposed:   {counts.open_proposals:,} proposals that wait for an answer",
        f"Submitted:  {counts.submitted_entities:,} entries",
        f"Needs you:  {', '.join(needed)}",
        f"Last pull:  {_local(counts.last_pull)}",
        f"Last push:  {_local(counts.last_push)}",
        f"Changes:    {status.feed.feed_seq:,} so far",
    ]
    lines += [f"Syncing on: {counts.syncing_on}"] if counts.syncing_on else []
    lines += [
        f"Ran:        {_local(entry.started)}  {run_words(entry)}"
        for entry in entries_of(status.runs)[:RUNS_TOLD]
    ]
    lines += [line for told in status.pushes[:PUSHES_TOLD] for line in _push_lines(told)]
    lines += [f"Made twice: {named(one)}. {WHAT_TO_DO}" for one in status.twins]
    coming = [job for job in status.schedule if job.next_at is not None]
    lines += [
        f"Next:       {_local(job.next_at)}  {job.title}{_waits(job)}" for job in sorted(coming, key=_time_of)
    ]
    lines += [f"Not known:  {words}" for words in status.not_known]
    return "\n".join(lines)


def _push_lines(told: PushTold) -> Iterator[str]:
    push = told.push
    results = ", ".join(f"{push.results[result]:,} {result}" for result in Result if push.results.get(result))
    sent = f"{push.requests:,} requests for {push.fields:,} fields of {push.skus:,} entries"
    yield f"Pushed:     {_local(push.run.started)}  {sent}{': ' if results else ''}{results}"
    for one in told.failed[:FAILED_FIELDS_TOLD]:
        answered = f" ({one.status})" if one.status else ""
        why = _why(one)
        yield f"            {one.code} {one.field} {one.result}{answered}{f': {why}' if why else ''}"
    more = told.failed_fields - len(told.failed[:FAILED_FIELDS_TOLD])
    if more > 0:
        yield f"            and {more:,} more; Activity has them all"


def _why(one: Pushed) -> str:
    """Of what ServiceTitan made of a value the habit's name; else in words without their numbers, entries' (#7) aside.

    A refusal is ServiceTitan's text: it may still quote a text that was sent.
    """
    habit = next(
        (each for each in Habit if one.detail == what_happened(each, sent=one.sent, found=one.found)), ""
    )
    return str(habit) or _NUMBER.sub("…", one.detail)


_NUMBER = re.compile(r"(?<![#\d])\d+(?:[.,]\d+)*")


def _waits(job: ScheduledJob) -> str:
    if not job.paused:
        return ""
    beginning, _, found = job.paused.partition(": ")
    words = f"{STOPPED_TO_ASK}: {stopped_words(found)}" if beginning == STOPPED_TO_ASK else job.paused
    return f", waits: {words}"


_CONFLICTS = {
    "override_vs_st": "with ServiceTitan",
    "override_vs_override": "between people",
    "delete_vs_edit": "about something deleted",
    "unique": "about a code used twice",
}


def _time_of(job: ScheduledJob) -> datetime:
    assert job.next_at is not None
    return job.next_at


def _local(moment: datetime | None) -> str:
    return f"{moment.astimezone(local_zone()):%Y-%m-%d %H:%M}" if moment is not None else "never"


def _mirrored(counts: HubCounts) -> list[tuple[EntityKind, int]]:
    return [(kind, counts.mirrored.get(str(kind), 0)) for kind in TITLES if counts.mirrored.get(str(kind))]
