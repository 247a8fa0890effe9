"""The model hub's push: 82_claiming.sql and 82_push.sql."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from lazi_desktop.domain.errors import LeaseLost
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.references import local_references
from lazi_desktop.domain.values import Fields, Value, same
from lazi_desktop.ports.hub import Burial, FeedKind, HubCounts, JobEnd, PushField, PushJob, Verdict, Withdrawn
from tests.simulation.model_pull import HubPulls
from tests.simulation.model_rows import BETWEEN_LOOKS, NEVER, QUIET, QUIET_CREATE, Event, Item, Job, Override

IN_HAND = ("claimed", "sending", "ambiguous", "applied")
ORDER = {
    EntityKind.CATEGORY: 0, EntityKind.MATERIAL: 1, EntityKind.EQUIPMENT: 2, EntityKind.DISCOUNT_FEE: 3,
    EntityKind.SERVICE: 4,
}  # fmt: skip
TIRED_AFTER = 8
A_DAY = 86_400.0


class HubPushes(HubPulls):
    def held_job(self, dev: UUID, token: int, job_id: UUID, expected: Sequence[str] = IN_HAND) -> Job:
        self.fence(dev, token)
        job = self.jobs.get(job_id)
        if job is None or job.token != token or job.state not in expected:
            raise LeaseLost("This job is no longer this sender's.")
        return job

    def quiet_until(self, job: Job) -> float:
        """Until then not finding a write proves nothing; a create may besides take a while to show."""
        if job.sent_at is None:
            return NEVER
        return job.sent_at + (QUIET if job.item.remote_id is not None else QUIET_CREATE)

    def standing(self, job: Job) -> dict[str, Override]:
        """Overrides that stand for what the frozen request says."""
        found = {}
        for one in job.request or ():
            o = job.item.overrides.get(one.field)
            if o is not None and o.op_id == one.op_id and o.state == "submitted":
                found[one.field] = o
        return found

    def has_submitted(self, item: Item) -> bool:
        return any(o.state == "submitted" for o in item.overrides.values())

    def is_asked_for(self, item: Item) -> bool:
        return any(o.submitted_op is not None for o in item.overrides.values())

    # ------------------------------------------------------------------------------------------------------- claiming

    def waits_for(self, item: Item) -> list[EntityKey]:
        needs = {
            key
            for field, o in item.overrides.items()
            if o.state == "submitted"
            for key in local_references(field, o.value)
        }
        return sorted(needs, key=lambda key: key.int)

    def waiting_words(self, needs: Sequence[EntityKey]) -> str:
        if any(key not in self.items or self.items[key].discarded for key in needs):
            return "It refers to something that was thrown away."
        return f"Waits for {len(needs)} that ServiceTitan does not have yet."

    def recheck_jobs(self) -> list[Event]:
        """Looks again at what holds jobs back."""
        events: list[Event] = []
        now = self.loop.now
        for job in self.jobs.values():
            if job.state not in ("ready", "blocked"):
                continue
            item = job.item
            needs = self.waits_for(item)
            told = ""
            if needs:
                told = self.waiting_words(needs)
            elif item.deleted:
                told = "ServiceTitan does not have it any more."
            elif item.remote_id is None and not item.made_here:
                told = "It is not known here yet. The next pull may find it."
            if told:
                if job.state != "blocked" or job.detail != told:
                    job.state, job.detail, job.updated_at = "blocked", told, now
                    job.looks = len(needs)
                if needs:
                    for field, o in sorted(item.overrides.items()):
                        if o.state == "submitted" and local_references(field, o.value) and o.detail != told:
                            o.detail = told
                            events.append(self.override_event(item, field, o))
            elif job.state == "blocked" and (
                job.detail
                or not item.open
                or any(
                    c.item is item and c.resolved_at is not None and c.resolved_at > job.updated_at
                    for c in self.conflicts.values()
                )
            ):
                job.state, job.detail, job.tries, job.first_sent_at, job.updated_at = (
                    "ready",
                    "",
                    0,
                    None,
                    now,
                )
        return events

    def claim(self, dev: UUID, token: int, limit: int) -> list[PushJob]:
        self.fence(dev, token)
        now = self.loop.now
        for job in self.jobs.values():
            if job.state in ("claimed", "sending", "applied") and job.token != token:
                self.recover(job)
        self.emit(self.recheck_jobs())
        for job in list(self.jobs.values()):
            if (job.state in ("ready", "blocked") and not self.has_submitted(job.item)) or (
                job.state == "needs_human"
                and self.quiet_until(job) <= now
                and not self.is_asked_for(job.item)
            ):
                self.end(job, "cancelled")
                continue
            if job.state in ("ready", "ambiguous") and job.not_before <= now and self.is_tired(job):
                self.park(job, f"It was sent {job.tries} times and never seen to arrive.", {})
            if (
                job.state in ("ready", "ambiguous")
                and job.item.remote_id is None
                and now < self.create_hold_until
            ):
                job.not_before = max(job.not_before, self.create_hold_until)
        due = [
            job
            for job in self.jobs.values()
            if job.state in ("ready", "ambiguous")
            and job.not_before <= now
            and (job.item.remote_id is not None or job.item.made_here)
        ]
        due.sort(key=lambda job: ORDER[job.item.kind])
        return [self.offer(job, token) for job in due[:limit]]

    def is_tired(self, job: Job) -> bool:
        return job.tries > TIRED_AFTER or (
            job.sent_at is not None
            and job.first_sent_at is not None
            and job.sent_at - job.first_sent_at > A_DAY
        )

    def recover(self, job: Job) -> None:
        """Left behind by a lease that died."""
        now = self.loop.now
        if job.state == "claimed":
            job.state = "ready" if job.ambiguous_since is None else "ambiguous"
        else:
            job.state = "ambiguous"
            job.not_before = self.quiet_until(job)
            if job.ambiguous_since is None:
                job.ambiguous_since = now
        job.updated_at = now

    def offer(self, job: Job, token: int) -> PushJob:
        item = job.item
        if job.state != "ambiguous" or job.request is None:
            job.request = [
                PushField(field=field, value=o.value, base=o.base, op_id=o.op_id)
                for field, o in sorted(item.overrides.items())
                if o.state == "submitted" and not local_references(field, o.value)
            ]
        if job.state == "ready":
            job.state = "claimed"
        job.token, job.updated_at = token, self.loop.now
        stands = self.standing(job)
        mirror = item.fields or {}
        return PushJob(
            job_id=job.job_id,
            entity_key=item.key,
            entity_kind=item.kind,
            remote_id=item.remote_id,
            code=mirror.get("code") or "",
            name=mirror.get("display_name") or mirror.get("name") or "",
            fields=[
                PushField(
                    field=f.field, value=f.value, base=f.base, op_id=f.op_id, may_send=f.field in stands
                )
                for f in job.request
            ],
            attempt=job.attempt,
            state=job.state,
        )

    def conflicted_fields(self, keys: Sequence[EntityKey]) -> dict[EntityKey, frozenset[str]]:
        found = {}
        for key in keys:
            item = self.items.get(key)
            if item is not None and item.open:
                found[key] = frozenset(field for field, _ in item.open)
        return found

    # -------------------------------------------------------------------------------------------------------- sending

    def intend(
        self, dev: UUID, token: int, job_id: UUID, sending: Mapping[str, Value], before: Fields
    ) -> UUID:
        job = self.held_job(dev, token, job_id, ("claimed", "ambiguous", "applied"))
        if job.item.remote_id is None and (job.state != "claimed" or job.ambiguous_since is not None):
            raise AssertionError("What may have been created already is looked for, not sent again.")
        stands = self.standing(job)
        if any(field not in stands for field in sending):
            raise Withdrawn
        now = self.loop.now
        job.state, job.attempt, job.tries = "sending", job.attempt + 1, job.tries + 1
        job.sending = {**job.sending, **sending}
        job.preimage = before
        if job.first_sent_at is None:
            job.first_sent_at = now
        job.sent_at = job.updated_at = now
        self.world.intended(job.item.key, sending)
        return self.new_id()

    def answered(self, dev: UUID, token: int, job_id: UUID, attempt: UUID, outcome: str, detail: str) -> None:
        job = self.held_job(dev, token, job_id, ("sending",))
        now = self.loop.now
        if outcome == "ambiguous":
            job.state = "ambiguous"
            job.not_before = self.quiet_until(job)
            if job.ambiguous_since is None:
                job.ambiguous_since = now
        else:
            job.state = "applied" if outcome == "applied" else "claimed"
            job.ambiguous_since = None
            if outcome == "rejected":
                job.sending = {}
        job.looks, job.looked_at, job.detail, job.updated_at = 0, NEVER, detail, now

    def end_job(self, job: Job, ended: str, seconds: float, detail: str) -> None:
        submitted = self.has_submitted(job.item)
        unsure = job.ambiguous_since is not None
        now = self.loop.now
        if ended == "retry":
            again = True
        elif ended == "blocked":
            again = unsure
        elif ended == "needs_human":
            again = not unsure and submitted
        else:
            again = submitted or (unsure and job.item.remote_id is None)
        if again:
            job.state = "ambiguous" if unsure else "ready"
            job.not_before = max(now + seconds, self.quiet_until(job)) if unsure else now + seconds
        else:
            job.state, job.not_before = ended, NEVER
        if ended == "needs_human":
            job.tries, job.first_sent_at = 0, None
        job.detail, job.updated_at = detail, now
        if not again and ended == "cancelled":
            self.end(job, "cancelled")

    def park(self, job: Job, detail: str, words: Mapping[str, str]) -> None:
        """Hands a job over to a person. A create fails as a whole."""
        item = job.item
        events: list[Event] = []
        stands = self.standing(job)
        creates = item.remote_id is None
        if (
            creates
            and job.request is not None
            and any(
                o.state == "submitted" and field not in stands and not local_references(field, o.value)
                for field, o in item.overrides.items()
            )
        ):
            self.end_job(job, "retry", 0, detail)
            return
        for field, o in sorted(item.overrides.items()):
            if o.state == "submitted" and (creates or job.request is None or field in stands):
                o.state, o.detail = "failed", words.get(field) or detail
                events.append(self.override_event(item, field, o))
        self.end_job(job, "needs_human", 0, detail)
        self.emit(events)

    def settle(
        self,
        dev: UUID,
        token: int,
        job_id: UUID,
        verdicts: Sequence[Verdict],
        end: JobEnd | None,
        detail: str,
    ) -> None:
        job = self.held_job(dev, token, job_id)
        item = job.item
        if item.remote_id is None:
            raise AssertionError("A create is settled by what was adopted for it.")
        events: list[Event] = []
        in_order = sorted(verdicts, key=lambda one: one.field)
        for verdict in in_order:
            field = verdict.field
            o = item.overrides.get(field)
            if o is None:
                continue
            if verdict.result is ReadBack.VERIFIED:
                if self.is_done(o, verdict):
                    del item.overrides[field]
                    events.append(self.cleared_event(item, field, o.op_id))
                else:  # edited meanwhile: it now stands over what was sent
                    o.base = verdict.found
                    events.append(self.override_event(item, field, o))
            elif verdict.result is ReadBack.DIFFERS and o.op_id == verdict.op_id:
                o.state, o.detail = "differs", verdict.detail
                events.append(self.override_event(item, field, o))
        events += self.revisit_conflicts((item,))
        for verdict in in_order:
            o = item.overrides.get(verdict.field)
            if (
                verdict.result is ReadBack.CONFLICT
                and o is not None
                and o.op_id == verdict.op_id
                and not same(o.value, verdict.found)
            ):
                c = self.open_conflict(
                    item, verdict.field, "override_vs_st", standing=True, base=o.base, ours=o.value,
                    theirs=verdict.found, ours_op=o.op_id, ours_by=o.by, device=o.device,
                )  # fmt: skip
                events.append(self.conflict_event(c))
        judged = {verdict.field for verdict in verdicts}
        if end is None or end is JobEnd.BLOCKED or all(one.field in judged for one in job.request or ()):
            job.ambiguous_since, job.sending = None, {}
        if end is None:
            self.end(job, "done")
            left = [field for field, o in item.overrides.items() if o.state == "submitted"]
            if left:
                conflicted = {field for field, _ in item.open}
                self.new_job(item).state = "blocked" if conflicted.issuperset(left) else "ready"
        else:
            self.end_job(job, end.value, 0, detail)
        self.emit(events)

    def is_done(self, o: Override, verdict: Verdict) -> bool:
        return o.op_id == verdict.op_id or same(o.value, verdict.found)

    def put_off(
        self,
        dev: UUID,
        token: int,
        job_id: UUID,
        end: JobEnd,
        seconds: float,
        detail: str,
        words: Mapping[str, str],
    ) -> None:
        self.fence(dev, token)
        job = self.jobs.get(job_id)
        if job is None or job.token != token:
            raise LeaseLost("This job is no longer this sender's.")
        if job.state not in IN_HAND:
            return
        if job.state in ("sending", "applied") and job.ambiguous_since is None:
            job.ambiguous_since = self.loop.now
        if end is JobEnd.NEEDS_HUMAN:
            self.park(job, detail, words)
        else:
            self.end_job(job, end.value, seconds, detail)

    # ------------------------------------------------------------------------------------------------------- creating

    def adopt(self, dev: UUID, token: int, job_id: UUID, number: int) -> None:
        """What this create made is that entity; what a pull had met under another key moves over."""
        job = self.held_job(dev, token, job_id)
        item = job.item
        if item.remote_id == number:
            return
        events: list[Event] = []
        met = self.by_remote.get((item.kind, number))
        item.remote_id = number
        self.by_remote[item.kind, number] = item
        touched: dict[EntityKey, Item] = {item.key: item}
        if met is not None and met is not item:
            events += self.merge(met, item)
        events += self.renumber(item, touched)
        job.state, job.ambiguous_since = "applied", None
        job.sending = {**job.sending, **{one.field: one.value for one in job.request or ()}}
        job.updated_at = self.loop.now
        events += self.revisit_conflicts(touched.values())
        self.emit(events)
        self.emit(self.recheck_jobs())

    def merge(self, met: Item, item: Item) -> list[Event]:
        """`met` is `item` under the key that a pull gave it."""
        events: list[Event] = []
        item.fields, item.received, item.modified_on, item.deleted = (
            met.fields,
            met.received,
            met.modified_on,
            met.deleted,
        )
        met.fields, met.received, met.remote_id, met.deleted = None, None, None, False
        moved = sorted(met.overrides.items())
        met.overrides = {}
        other, met_job = item.job, met.job
        if met_job is not None:
            self.end(met_job, "cancelled")
        assert other is not None
        for field, theirs in moved:
            mine = item.overrides.get(field)
            if mine is None:
                item.overrides[field] = theirs
            elif not same(mine.value, theirs.value):
                self.open_conflict(
                    item, field, "override_vs_override", standing=False, base=theirs.base, ours=theirs.value,
                    theirs=mine.value, ours_op=theirs.op_id, ours_by=theirs.by, theirs_op=mine.op_id, theirs_by=mine.by,
                    device=theirs.device,
                )  # fmt: skip
        for (field, device), c in list(met.open.items()):
            del met.open[field, device]
            if (field, device) in item.open:
                c.state, c.resolved_at = "superseded", self.loop.now
                del self.open[c.conflict_id]
            else:
                c.item = item
                item.open[field, device] = c
        events += self.bury_entities([met], Burial.ADOPTED, item.key)
        if item.fields is not None:
            item.last_seq = len(self.feed) + len(events) + 1
            events.append((FeedKind.MIRROR, item, "", self.mirror_payload(item), None))
        events += [self.override_event(item, field, o) for field, o in sorted(item.overrides.items())]
        events += [self.conflict_event(c) for c in item.open.values()]
        return events

    def renumber(self, item: Item, touched: dict[EntityKey, Item]) -> list[Event]:
        """References to the key become its number."""
        events: list[Event] = []
        for other in self.items.values():
            for field, o in sorted(other.overrides.items()):
                value, base = (self.in_numbers(other.kind, field, one) for one in (o.value, o.base))
                if value is not o.value or base is not o.base:
                    o.value, o.base = value, base
                    events.append(self.override_event(other, field, o))
                    touched[other.key] = other
        return events

    def not_found(self, dev: UUID, token: int, job_id: UUID) -> None:
        """After 300 s and two looks 60 s apart the create may be sent again."""
        job = self.held_job(dev, token, job_id)
        now = self.loop.now
        if now >= self.quiet_until(job):
            if now - job.looked_at >= BETWEEN_LOOKS:
                job.looks, job.looked_at = job.looks + 1, now
            if job.looks >= 2:
                job.state, job.ambiguous_since, job.sending, job.not_before = "ready", None, {}, NEVER
                job.looks, job.looked_at, job.updated_at = 0, NEVER, now
                return
        job.state, job.not_before = "ambiguous", max(self.quiet_until(job), now + BETWEEN_LOOKS)
        job.updated_at = now

    def gone(self, dev: UUID, token: int, job_id: UUID) -> None:
        job = self.held_job(dev, token, job_id)
        job.ambiguous_since, job.sending = None, {}
        events = self.bury_entities([job.item], Burial.GONE)
        self.end_job(job, "blocked", 0, "ServiceTitan does not have it any more.")
        self.emit(events)

    # --------------------------------------------------------------------------------------------------------- looking

    def waiting(self) -> tuple[int, float | None]:
        now = self.loop.now
        later = [
            job.not_before
            for job in self.jobs.values()
            if job.state in ("ready", "ambiguous") and job.not_before > now
        ]
        return len(later), min(later) - now if later else None

    def counts(self) -> HubCounts:
        submitted = sum(self.has_submitted(item) for item in self.items.values())
        return HubCounts({}, 0, 0, submitted, len(self.open), 0, None, None, "")
