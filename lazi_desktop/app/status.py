"""`lazi-desktop status`: what the hub holds, what waits for whom, what ran and what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lazi_desktop.app.by_itself import local_zone, schedule_of, zone_words
from lazi_desktop.app.run_words import run_words
from lazi_desktop.app.session import Session, hub_place
from lazi_desktop.app.stopped_words import stopped_words
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import ScheduledJob
from lazi_desktop.ports.hub_feed import HubState
from lazi_desktop.ports.hub_look import HubCounts
from lazi_desktop.ports.hub_pull import Twins
from lazi_desktop.ports.hub_runs import RunRow
from lazi_desktop.sync.pull import TITLES
from lazi_desktop.sync.stopped_pulls import StoppedPulls
from lazi_desktop.sync.twins import WHAT_TO_DO, named
from lazi_desktop.ui.activity.entries import entries_of

RUNS = 60  # a pull is five of them
RUNS_IN_JSON = 20
RUNS_TOLD = 5


@dataclass(frozen=True, slots=True)
class Status:
    """`conflicts`: how many are open of each kind. `clock_ahead`: of the hub's clock, in seconds.

    `stopped_pull` says why a pull stopped to ask, "" where none did.
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
        return Status(
            tenant=session.tenant,
            environment=session.environment,
            hub=hub_place(session.settings_now()),
            counts=await hub.counts(),
            conflicts=Counter(conflict.kind for conflict in await hub.open_conflicts()),
            feed=state,
            runs=await hub.runs(limit=RUNS),
            schedule=schedule_of(
                session.settings_now().sync, session.device.device_id, session.tenant_id
            ).shown(asked_at, {}),
            clock_ahead=(asked_at - told).total_seconds() if told is not None else 0.0,
            stopped_pull=stopped.reason,
            twins=await hub.twins(),
        )
    finally:
        await hub.close()


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
    lines += [f"Made twice: {named(one)}. {WHAT_TO_DO}" for one in status.twins]
    coming = [job for job in status.schedule if job.next_at is not None]
    lines += [f"Next:       {_local(job.next_at)}  {job.title}" for job in sorted(coming, key=_time_of)]
    return "\n".join(lines)


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
