"""What a push would do, decided as it decides, against ServiceTitan as it is now. Nothing is sent or changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

from lazi_desktop.domain.assets import local_digests
from lazi_desktop.domain.errors import BadAnswer, RemoteRejected
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.push_cost import READ_AT_ONCE, ToSend, may_go_together, requests_of
from lazi_desktop.domain.references import local_references
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_push import PushField, PushJob
from lazi_desktop.ports.overrides import OverrideRow
from lazi_desktop.ports.push import PushedField, PushResult
from lazi_desktop.ports.remote import RemoteEntity, RemotePricebook
from lazi_desktop.sync.create_plan import CreateStep, decide_create, missing_required, missing_words
from lazi_desktop.sync.preview_pictures import PicturesBeforehand, pictures_beforehand
from lazi_desktop.sync.push_change import GONE, UNREADABLE
from lazi_desktop.sync.push_plan import PushPlan, plan_create, plan_push

WOULD_BE_CREATED = "It would be created."
WOULD_BE_CREATED_LATER = "It would be created once ServiceTitan has what it names."
WOULD_BE_SENT_LATER = "It would be sent once ServiceTitan has what it names."
THERE_ALREADY = "ServiceTitan has it already: it would be taken for the same."
HELD = "An open conflict holds it back."

Told = tuple[PushResult, str]


async def preview_push(
    hub: Hub,
    remote: RemotePricebook,
    *,
    op_ids: Collection[UUID] | None = None,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Sequence[PushedField]:
    """One entry per pending field: WAITING would be sent, VERIFIED is there already, CONFLICT needs a person, HELD
    waits with it.

    `op_ids` names the edits, None means all that is not held back. `tell` hears how many of how many entities were
    looked at.
    """
    rows: dict[EntityKey, list[OverrideRow]] = defaultdict(list)
    for row in await hub.pending():
        if (not row.stays) if op_ids is None else row.op_id in op_ids:
            rows[row.entity_key].append(row)
    conflicted: dict[EntityKey, frozenset[str]] = defaultdict(frozenset)
    for conflict in await hub.open_conflicts():  # whether to keep an entity is among them
        conflicted[conflict.entity_key] |= {conflict.field}
    jobs = [_job(of_one) for of_one in rows.values()]
    pictures = await pictures_beforehand(hub, jobs)
    progress = _Progress(len(jobs), tell)
    there = await _there(remote, jobs, progress)
    fields: list[PushedField] = []
    for job in jobs:
        if job.remote_id is None:
            plan = plan_create(job, conflicted[job.entity_key])
            told = await _create(remote, plan, pictures)
            progress.add(1)
        else:
            entity = there.get((job.entity_kind, job.remote_id))
            known = entity.fields if entity is not None and not entity.problem else None
            plan = plan_push(job.entity_kind, job, known, conflicted[job.entity_key], pictures.shown)
            told = _change(plan, entity, pictures)
        found = plan.known or {}
        fields += [_pushed(row, *told[row.field], found.get(row.field)) for row in rows[job.entity_key]]
    return fields


def _job(rows: Sequence[OverrideRow]) -> PushJob:
    """As the hub would hand it out once all of it is submitted."""
    first = rows[0]
    return PushJob(
        job_id=UUID(int=0),
        entity_key=first.entity_key,
        entity_kind=first.entity_kind,
        remote_id=first.remote_id,
        code=first.code,
        name=first.name,
        fields=[PushField(field=row.field, value=row.value, base=row.base, op_id=row.op_id) for row in rows],
        attempt=0,
        state="claimed",
    )


class _Progress:
    def __init__(self, total: int, tell: Callable[[int, int], None]) -> None:
        self._done = 0
        self._total = total
        self._tell = tell

    def add(self, count: int) -> None:
        self._done += count
        self._tell(self._done, self._total)


async def _there(
    remote: RemotePricebook, jobs: Sequence[PushJob], progress: _Progress
) -> Mapping[tuple[EntityKind, int], RemoteEntity]:
    by_kind: dict[EntityKind, list[int]] = defaultdict(list)
    for job in jobs:
        if job.remote_id is not None:
            by_kind[job.entity_kind].append(job.remote_id)
    found: dict[tuple[EntityKind, int], RemoteEntity] = {}
    for kind, remote_ids in by_kind.items():
        remote_ids.sort()
        for at in range(0, len(remote_ids), READ_AT_ONCE):
            lot = remote_ids[at : at + READ_AT_ONCE]
            found |= {(kind, entity.remote_id): entity for entity in await remote.read_many(kind, lot)}
            progress.add(len(lot))
    return found


def what_it_takes(fields: Sequence[PushedField], *, together: bool) -> int:
    """Requests of the push that was previewed."""
    going: dict[EntityKey, list[PushedField]] = defaultdict(list)
    first: dict[EntityKey, PushedField] = {}
    for field in fields:
        first.setdefault(field.entity_key, field)
        if field.result is PushResult.WAITING:
            going[field.entity_key].append(field)
    return requests_of(
        (
            ToSend(
                one.kind,
                creates=one.created,
                is_plain=may_go_together(one.kind, (each.field for each in going[key])),
                goes=bool(going[key]),
                pictures=len(_pictures_of(going[key])),
            )
            for key, one in first.items()
        ),
        together=together,
    )


def _pictures_of(fields: Sequence[PushedField]) -> frozenset[str]:
    return frozenset[str]().union(*(local_digests(one.field, one.ours) for one in fields))


def _change(plan: PushPlan, entity: RemoteEntity | None, pictures: PicturesBeforehand) -> Mapping[str, Told]:
    fields = plan.job.fields
    if plan.known is None:
        told = (PushResult.CONFLICT, GONE) if entity is None else (PushResult.FAILED, UNREADABLE)
        return {one.field: told for one in fields}
    later = any(local_references(one.field, one.value) for one in fields)
    words = WOULD_BE_SENT_LATER if later else ""
    sending = {
        name: (PushResult.WAITING, pictures.words(name, value) or words)
        for name, value in plan.sending.items()
    }
    return _held_or_there(plan) | sending


async def _create(
    remote: RemotePricebook, plan: PushPlan, pictures: PicturesBeforehand
) -> Mapping[str, Told]:
    """Of what ServiceTitan does not have yet, all fields go together."""
    kind, key = plan.job.entity_kind, plan.job.entity_key
    wanted = {one.field: one.value for one in plan.job.fields}
    if missing := missing_required(kind, wanted):
        return dict.fromkeys(wanted, (PushResult.FAILED, missing_words(kind, missing)))
    if missing_required(kind, plan.sending):
        return dict.fromkeys(wanted, (PushResult.CONFLICT, HELD))
    told = await _what_would_become(remote, kind, key, plan)
    return _held_or_there(plan) | {
        name: (result, pictures.words(name, wanted.get(name)) or detail)
        if result is PushResult.WAITING
        else (result, detail)
        for name, (result, detail) in told.items()
    }


async def _what_would_become(
    remote: RemotePricebook, kind: EntityKind, key: EntityKey, plan: PushPlan
) -> Mapping[str, Told]:
    names = [one.field for one in plan.job.fields]  # a create fails as a whole, what is held included
    try:
        look = await remote.look_for(kind, key, plan.sending)
    except (BadAnswer, RemoteRejected) as error:
        return dict.fromkeys(names, (PushResult.WAITING, str(error)))
    decision = decide_create(kind, look, plan.sending, sent=False)
    if decision.step is CreateStep.ADOPT:
        return dict.fromkeys(plan.sending, (PushResult.WAITING, THERE_ALREADY))
    if decision.step is not CreateStep.SEND:
        details = decision.field_details
        return {name: (PushResult.FAILED, details.get(name, decision.detail)) for name in names}
    waits = any(local_references(name, value) for name, value in plan.sending.items())
    told = WOULD_BE_CREATED_LATER if waits else WOULD_BE_CREATED
    return dict.fromkeys(plan.sending, (PushResult.WAITING, told))


def _held_or_there(plan: PushPlan) -> dict[str, Told]:
    """What is not sent: it is there already, in conflict by now, or held back by a conflict."""
    asked = {verdict.field for verdict in plan.settled if verdict.result is ReadBack.CONFLICT}
    return {
        name: (result, plan.waits_for.get(name) or (HELD if name in plan.held - asked else ""))
        for name, result in plan.settled_results.items()
    }


def _pushed(row: OverrideRow, result: PushResult, detail: str, found: object) -> PushedField:
    return PushedField(
        entity_key=row.entity_key,
        kind=row.entity_kind,
        code=row.code,
        name=row.name,
        field=row.field,
        result=result,
        ours=row.value,
        found=found,
        detail=detail,
        created=row.remote_id is None,
        op_id=row.op_id,
    )
