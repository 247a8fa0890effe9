"""The model hub's push: 82_claiming.sql and 82_push.sql."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from lazi_desktop.domain.errors import LeaseLost
from lazi_desktop.domain.habits import Habit
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import PullDecision, ReadBack
from lazi_desktop.domain.ops import DELETED, OpKind
from lazi_desktop.domain.references import local_references
from lazi_desktop.domain.values import Fields, Value, same
from lazi_desktop.ports.hub_feed import Burial, FeedKind
from lazi_desktop.ports.hub_look import HubCounts
from lazi_desktop.ports.hub_push import JobEnd, PushField, PushJob, Verdict, Withdrawn
from lazi_desktop.ports.overrides import OverrideRow, OverrideState
from tests.simulation.model_results import HubResults
from tests.simulation.model_rows import (
    BETWEEN_LOOKS,
    NEVER,
    QUIET,
    QUIET_CREATE,
    Event,
    Item,
    Job,
    Override,
    keys_in_order,
    place_of,
)
from tests.simulation.model_servicetitan import BEGIN

IN_HAND = ("claimed", "sending", "ambiguous", "applied")
ORDER = {
    EntityKind.CATEGORY: 0, EntityKind.MATERIAL: 1, EntityKind.EQUIPMENT: 2, EntityKind.DISCOUNT_FEE: 3,
    EntityKind.SERVICE: 4,
}  # fmt: skip
TIRED_AFTER = 8
A_DAY = 86_400.0


class HubPushes(HubResults):
    def held_job(self, dev: UUID, token: int, job_id: UUID, expected: Sequence[str] = IN_HAND) -> Job:
        self.fence(dev, token)
        job = self.jobs.get(job_id)
        if job is None or job.token != token or job.state not in expected:
            raise LeaseLost("This job is no longer this sender's.")
        return job

    def was_taken_over(self, dev: UUID, token: int, job_id: UUID) -> bool:
        """Its entity was found to be another one, whose job goes on for both."""
        self.fence(dev, token)
        return job_id not in self.jobs and self.ended.get(job_id) == token

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

    def has_more_to_send(self, job: Job) -> bool:
        """Something that is not in the frozen request was submitted since."""
        stands = self.standing(job)
        return job.request is not None and any(
            o.state == "submitted" and field not in stands and not local_references(field, o.value)
            for field, o in job.item.overrides.items()
        )

    def is_in_conflict_no_more(self, job: Job, verdicts: Sequence[Verdict]) -> bool:
        """Something in the frozen request met another value, and was answered or taken back since."""
        stands = self.standing(job)
        return any(one.result is ReadBack.CONFLICT and one.field not in stands for one in verdicts)

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
            item = job.item
            if job.state == "ambiguous" and item.remote_id is None and not item.made_here:
                job.state, job.updated_at = "blocked", now
            if job.state not in ("ready", "blocked"):
                continue
            needs = self.waits_for(item)
            told = ""
            if needs:
                told = self.waiting_words(needs)
            elif any(field == DELETED for field, *_ in item.open):
                told = "Waits until it is decided whether to keep it."
            elif item.deleted:
                told = "ServiceTitan does not have it any more."
            elif item.remote_id is None and not item.made_here:
                told = "It is not known here yet. The next pull may find it."
            if told:
                depends_on = needs or [item.key]
                if job.state != "blocked" or job.detail != told or job.depends_on != depends_on:
                    job.state, job.depends_on, job.detail, job.updated_at = "blocked", depends_on, told, now
                for field, o in sorted(item.overrides.items()) if needs else ():
                    if o.state == "submitted" and local_references(field, o.value) and o.detail != told:
                        o.detail = told
                        events.append(self.override_event(item, field, o))
            elif job.state == "blocked" and (
                job.depends_on
                or not item.open
                or any(
                    c.item is item and c.resolved_place > job.claimed_place for c in self.conflicts.values()
                )
            ):
                job.state = "ready" if job.ambiguous_since is None else "ambiguous"
                job.depends_on, job.detail, job.updated_at = [], "", now
                job.tries, job.first_sent_at = 0, None
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
        job.token, job.claimed_place, job.updated_at = token, self.new_place(), self.loop.now
        stands = self.standing(job)
        mirror = item.fields or {}
        chosen, dismissed = self.answers_of(item)
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
            perhaps_made=item.perhaps_made,
            chosen=chosen,
            dismissed=dismissed,
        )

    def answers_of(self, item: Item) -> tuple[int | None, frozenset[int]]:
        raise NotImplementedError

    def conflicted_fields(self, keys: Sequence[EntityKey]) -> dict[EntityKey, frozenset[str]]:
        found = {}
        for key in keys:
            item = self.items.get(key)
            if item is not None and item.open:
                found[key] = frozenset(field for field, *_ in item.open)
        return found

    def earlier_values(self, key: EntityKey, field: str) -> list[Value]:
        said = [
            one
            for one in self.op_log.values()
            if one.op.kind is OpKind.SET and one.op.field == field and one.op.entity_key == key
        ]
        said.sort(key=lambda one: (-one.feed_seq, str(one.op.value)))
        return list(dict.fromkeys(one.op.value for one in said))

    # -------------------------------------------------------------------------------------------------------- sending

    def intend(
        self, dev: UUID, token: int, job_id: UUID, sending: Mapping[str, Value], before: Fields
    ) -> UUID:
        job = self.held_job(dev, token, job_id, ("claimed", "ambiguous", "applied"))
        if job.item.remote_id is None and (job.state != "claimed" or job.ambiguous_since is not None):
            raise AssertionError("What may have been created already is looked for, not sent again.")
        stands = self.standing(job)
        if any(field not in stands for field in sending) or any(
            field == "deleted" for field, *_ in job.item.open
        ):
            raise Withdrawn
        now = self.loop.now
        job.state, job.attempt, job.tries = "sending", job.attempt + 1, job.tries + 1
        job.sending = {**job.sending, **sending}
        job.preimage = before
        if job.first_sent_at is None:
            job.first_sent_at = now
        job.sent_at = job.updated_at = now
        self.world.intended(job.item.key, sending)
        attempt = self.new_id()
        self.note_sent(job, attempt, sending, before)
        return attempt

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
        self.note_answer(job, attempt, detail)

    def end_job(self, job: Job, ended: str, seconds: float, detail: str) -> None:
        submitted = self.has_submitted(job.item)
        unsure = job.ambiguous_since is not None
        now = self.loop.now
        if ended == "retry":
            again = True
        elif ended == "blocked":
            again = unsure
        else:
            again = not unsure and submitted
        if again:
            job.state = "ambiguous" if unsure else "ready"
            job.not_before = max(now + seconds, self.quiet_until(job)) if unsure else now + seconds
        else:
            job.state, job.not_before = ended, NEVER
        if ended == "needs_human":
            job.tries, job.first_sent_at = 0, None
        job.detail, job.updated_at = detail, now

    def park(self, job: Job, detail: str, words: Mapping[str, str]) -> None:
        """Hands a job over to a person. A create fails as a whole."""
        item = job.item
        events: list[Event] = []
        stands = self.standing(job)
        creates = item.remote_id is None
        if creates and job.ambiguous_since is None and self.has_more_to_send(job):
            self.end_job(job, "retry", 0, detail)
            return
        unsure = job.ambiguous_since is not None
        for field, o in sorted(item.overrides.items()):
            if o.state == "submitted" and (creates or job.request is None or field in stands):
                o.state, o.detail = "failed", words.get(field) or detail
                events.append(self.override_event(item, field, o))
                self.note_result(job, field, o.op_id, "waiting" if unsure else "rejected", None, o.detail)
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
        if self.was_taken_over(dev, token, job_id):
            return
        job = self.held_job(dev, token, job_id)
        item = job.item
        if item.remote_id is None:
            # the hub was restored to before the adoption, and nobody has told it yet
            raise LeaseLost("This job is no longer this sender's.")
        events: list[Event] = []
        in_order = sorted(verdicts, key=lambda one: one.field)
        for verdict in in_order:
            self.world.settled(job, verdict)
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
                if verdict.is_answer or verdict.habit not in (None, Habit.DROPPED):
                    o.base = verdict.found
                    for c in item.open.values():
                        if c.field == field and c.standing and self.is_alike(field, c.theirs, verdict.found):
                            c.base = verdict.found
                events.append(self.override_event(item, field, o))
        for verdict in in_order:
            self.note_result(
                job, verdict.field, verdict.op_id, verdict.result.value, verdict.found, verdict.detail
            )
        events += self.revisit_conflicts((item,))
        for verdict in in_order:
            o = item.overrides.get(verdict.field)
            if (
                verdict.result is ReadBack.CONFLICT
                and o is not None
                and o.op_id == verdict.op_id
                and not self.is_alike(verdict.field, o.value, verdict.found)
            ):
                c = self.open_conflict(
                    item, verdict.field, "override_vs_st", standing=True, base=o.base, ours=o.value,
                    theirs=verdict.found, ours_op=o.op_id, ours_by=o.by, device=o.device,
                )  # fmt: skip
                events.append(self.conflict_event(c))
        events += self.note_habits(job, in_order)
        judged = {verdict.field for verdict in verdicts}
        if end is None or end is JobEnd.BLOCKED or all(one.field in judged for one in job.request or ()):
            job.ambiguous_since, job.sending = None, {}
        if end is None:
            self.end(job, "done")
            left = [field for field, o in item.overrides.items() if o.state == "submitted"]
            if left:
                conflicted = {field for field, *_ in item.open}
                self.new_job(item).state = "blocked" if conflicted.issuperset(left) else "ready"
        else:
            again = end is JobEnd.BLOCKED and (
                self.has_more_to_send(job) or self.is_in_conflict_no_more(job, verdicts)
            )
            self.end_job(job, "retry" if again else end.value, 0, detail)
        self.emit(events)

    def is_done(self, o: Override, verdict: Verdict) -> bool:
        return o.op_id == verdict.op_id or self.is_alike(verdict.field, o.value, verdict.found)

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
        if end in (JobEnd.NEEDS_HUMAN, JobEnd.IN_DOUBT):
            self.park(job, detail, words)
            if end is JobEnd.IN_DOUBT and job.state == "needs_human":
                job.item.perhaps_made = False
        else:
            self.end_job(job, end.value, seconds, detail)

    # ------------------------------------------------------------------------------------------------------- creating

    def made_here(self, kind: EntityKind, numbers: Sequence[int]) -> frozenset[int]:
        known = {number: self.by_remote.get((kind, number)) for number in numbers}
        return frozenset(number for number, item in known.items() if item is not None and item.made_here)

    def adopt(self, dev: UUID, token: int, job_id: UUID, number: int) -> None:
        """What this create made is that entity of ServiceTitan's."""
        job = self.held_job(dev, token, job_id)
        item = job.item
        if item.remote_id is not None and item.remote_id != number:
            raise AssertionError(f"It is ServiceTitan's {item.remote_id} already.")
        if item.remote_id is None:
            former = self.by_remote.get((item.kind, number))
            if former is not None and former.made_here:
                raise AssertionError(
                    f"ServiceTitan's {number} is known here as something else that was made here."
                )
            was_discarded = item.discarded
            events: list[Event] = []
            item.remote_id, item.discarded = number, False
            self.by_remote[item.kind, number] = item
            # it bears our mark: what was asked for was sent, also where a restored hub does not know that
            job.sending = {**{one.field: one.value for one in job.request or ()}, **job.sending}
            if former is not None:
                former.remote_id = None
                events += self.take_over(item, former, job)
                events += self.meet_mirror(item, job)
            elif was_discarded:
                events.append(self.created_event(item, None))
            events += self.number_references(item.key)
            events += self.revisit_conflicts((item,))
            self.emit(events)
        job.state, job.ambiguous_since, job.looks, job.looked_at = "applied", None, 0, NEVER
        job.updated_at = self.loop.now

    def number_references(self, key: EntityKey) -> list[Event]:
        """Values that name an entity by its key get its number."""
        events: list[Event] = []
        for item in keys_in_order(list(self.items.values())):
            for field, o in sorted(item.overrides.items()):
                if key in local_references(field, o.value):
                    o.value, o.base = (self.in_numbers(item.kind, field, one) for one in (o.value, o.base))
                    o.detail = ""
                    events.append(self.override_event(item, field, o))
        for c in sorted(self.open.values(), key=place_of):
            if any(key in local_references(c.field, one) for one in (c.base, c.ours, c.theirs)):
                c.base, c.ours, c.theirs = (
                    self.in_numbers(c.item.kind, c.field, one) for one in (c.base, c.ours, c.theirs)
                )
                events.append(self.conflict_event(c))
        for job in self.jobs.values():
            if job.state == "blocked" and key in job.depends_on:
                job.depends_on = [one for one in job.depends_on if one != key]
                if not job.depends_on:
                    job.state, job.detail = "ready", ""
                job.updated_at = self.loop.now
        return events

    def take_over(self, heir: Item, former: Item, job: Job) -> list[Event]:
        """A pull met it before: everything of the key that it got then goes over; where both have a value, the heir's
        stands."""
        heir.fields, heir.received, heir.modified_on = former.fields, former.received, former.modified_on
        heir.deleted, heir.last_seq = False, len(self.feed) + 2
        former.fields = former.received = None
        former.deleted = False
        cleared: list[Event] = []
        moved: list[Event] = []
        clashes = []
        for field, o in sorted(former.overrides.items()):
            mine = heir.overrides.get(field)
            if mine is not None:
                cleared.append(self.cleared_event(former, field, o.op_id))
                if not same(o.value, mine.value):
                    clashes.append((field, o, mine))
        for field, o in sorted(former.overrides.items()):
            if field not in heir.overrides:
                cleared.append(self.cleared_event(former, field, o.op_id))
                moved.append(self.override_event(heir, field, o))
                heir.overrides[field] = o
        former.overrides = {}
        for c in sorted(former.open.values(), key=place_of):
            place = c.place
            older = heir.open.get(place)
            if older is not None and older.at < c.at:
                self.close(older, "superseded")
                moved.append(self.conflict_event(older))
            if place in heir.open:
                self.close(c, "superseded")
            else:
                del former.open[place]
                c.item = heir
                heir.open[place] = c
            moved.append(self.conflict_event(c))
        for field, o, mine in clashes:
            c = self.open_conflict(
                heir, field, "override_vs_override", standing=False, base=o.base, ours=o.value, theirs=mine.value,
                ours_op=o.op_id, ours_by=o.by, theirs_op=mine.op_id, theirs_by=mine.by, device=o.device,
            )  # fmt: skip
            moved.append(self.conflict_event(c))
        for c in self.open.values():
            if c.other_key == former.key:
                c.other_key = heir.key
        theirs = former.job
        if theirs is not None:
            job.sending = {**theirs.sending, **job.sending}
            if theirs.sent_at is not None:
                job.sent_at = max(theirs.sent_at, job.sent_at or NEVER)
            if theirs.state != "claimed":
                if theirs.token is not None:
                    self.ended[theirs.job_id] = theirs.token
                self.end(theirs, "cancelled")
        events = self.bury_entities([former], Burial.ADOPTED, heir.key)
        if heir.fields is not None:
            events.insert(1, (FeedKind.MIRROR, heir, "", self.mirror_payload(heir), None))
        return events + cleared + moved

    def meet_mirror(self, item: Item, job: Job) -> list[Event]:
        """Overrides of an entity whose mirror was there before they knew of it."""
        fields = item.fields or {}
        met = []
        for field, o in sorted(item.overrides.items()):
            if field in fields:
                met.append(
                    (field, o, fields[field], self.decide_founding(job, field, o, None, fields[field]))
                )
        events = [self.cleared_event(item, f, o.op_id) for f, o, _, d in met if d is PullDecision.CONVERGED]
        for field, o, theirs, decision in met:
            if decision is PullDecision.CONVERGED:
                del item.overrides[field]
            elif o.base is None and decision in (PullDecision.MOVED, PullDecision.ECHO):
                o.base = theirs
                events.append(self.override_event(item, field, o))
        for field, o, theirs, decision in met:
            if decision is PullDecision.CONFLICT:
                c = self.open_conflict(
                    item, field, "override_vs_st", standing=True, base=o.base, ours=o.value, theirs=theirs,
                    ours_op=o.op_id, ours_by=o.by, device=o.device,
                )  # fmt: skip
                events.append(self.conflict_event(c))
        return events

    def not_found(self, dev: UUID, token: int, job_id: UUID) -> None:
        """Two such looks a minute apart, once it must have shown, prove that it never arrived."""
        job = self.held_job(dev, token, job_id, ("ambiguous",))
        if job.item.remote_id is not None:
            raise AssertionError("ServiceTitan has it already.")
        now = self.loop.now
        quiet = max(self.quiet_until(job), self.create_hold_until)
        job.updated_at = now
        if now < quiet:
            job.not_before = quiet
        elif job.looks == 0 or now < job.looked_at + BETWEEN_LOOKS:
            if job.looks == 0:
                job.looks, job.looked_at = 1, now
            job.not_before = job.looked_at + BETWEEN_LOOKS
        else:
            job.ambiguous_since, job.sending, job.request, job.looks, job.looked_at = None, {}, None, 0, NEVER
            job.not_before, job.detail = NEVER, ""
            if self.has_submitted(job.item):
                job.state = "ready"
            else:
                self.end(job, "cancelled")

    def gone(self, dev: UUID, token: int, job_id: UUID) -> None:
        job = self.held_job(dev, token, job_id)
        item = job.item
        if item.remote_id is None:
            raise LeaseLost("This job is no longer this sender's.")
        for one in job.request or ():
            self.note_result(
                job, one.field, one.op_id, "conflict", None, "ServiceTitan does not have it any more."
            )
        self.emit(self.bury_entities([item], Burial.GONE))
        job.state, job.depends_on, job.ambiguous_since, job.sending = "blocked", [item.key], None, {}
        job.not_before, job.updated_at, job.detail = (
            NEVER,
            self.loop.now,
            "ServiceTitan does not have it any more.",
        )
        self.tend_jobs((item,))

    # --------------------------------------------------------------------------------------------------------- looking

    def waiting(self) -> tuple[int, float | None]:
        now = self.loop.now
        later = [
            job.not_before
            for job in self.jobs.values()
            if job.state in ("ready", "ambiguous") and job.not_before > now
        ]
        return len(later), min(later) - now if later else None

    def pending(self) -> list[OverrideRow]:
        at = BEGIN
        return [
            OverrideRow(
                entity_key=item.key, entity_kind=item.kind, remote_id=item.remote_id, code="", name="", field=field,
                value=o.value, base=o.base, mirror=item.mirror_value(field), by=o.by, at=at, op_id=o.op_id,
                state=OverrideState(o.state), detail=o.detail, change_set=o.change_set,
            )
            for item in self.items.values()
            for field, o in sorted(item.overrides.items()) if o.state != "kept"
        ]  # fmt: skip

    def counts(self) -> HubCounts:
        submitted = sum(self.has_submitted(item) for item in self.items.values())
        return HubCounts({}, 0, 0, submitted, len(self.open), 0, None, None, "")
