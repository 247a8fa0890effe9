"""What a push does with one job: decided purely, from what was submitted and what ServiceTitan has now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lazi_desktop.domain.field_tables import field_of, group_of
from lazi_desktop.domain.habits import classify, what_happened
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import (
    PushDecision,
    ReadBack,
    agrees,
    decide_push,
    judge_read_back,
    waits_for_words,
)
from lazi_desktop.domain.ops import DELETED
from lazi_desktop.domain.picture_proofs import NO_PICTURES, PicturesShown, as_said
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.hub_push import PushJob, Verdict
from lazi_desktop.ports.remote import RemoteEntity
from lazi_desktop.sync.turn import Moment

PICTURE_SECONDS = 120.0  # until pictures that could not be looked at are looked at again

NOT_IN_ANSWER = "ServiceTitan answered “OK” and does not show this field."


@dataclass(frozen=True, slots=True)
class Later:
    """Why a field does not go with the others, and in how many seconds it is tried again."""

    detail: str
    seconds: float


@dataclass(slots=True)
class PushPlan:
    """`known` is the entity as just read, None when it did not come, and empty for one that is to be made. `settled`
    needs no sending; `held` waits for a person.

    `settled_results` says what a report shows for the settled and the held fields.
    """

    job: PushJob
    known: Fields | None
    sending: Mapping[str, Value]
    settled: Sequence[Verdict]
    settled_results: Mapping[str, PushResult]
    held: frozenset[str]
    waits_for: Mapping[str, str] = field(default_factory=dict)
    """Of the held fields that are in no conflict themselves: what each waits for, in words."""
    apart: dict[str, Later] = field(default_factory=dict)
    """Fields that wait for their pictures, and hold nothing else up."""
    answer_lost: bool = field(default=False)
    together: bool = field(default=False)
    """It went in one request with others."""
    answered: Fields | None = field(default=None)
    """What ServiceTitan's answer to the change showed, if it showed anything."""
    unreadable: bool = field(default=False)
    looked_at: Moment = field(default=(0.0, 0.0))
    """When ServiceTitan was looked at for it."""
    pictures: PicturesShown = field(default=NO_PICTURES)
    """What is known of the pictures that ServiceTitan shows."""
    adopted: int | None = field(default=None)
    """The number of what this push made or found again."""

    @property
    def remote_id(self) -> int | None:
        return self.adopted if self.job.remote_id is None else self.job.remote_id

    @property
    def unseen(self) -> Mapping[str, str]:
        """Why it is not known whether the right pictures are there, by field, where that is waited for."""
        return {name: said for name, said in self.pictures.not_known.items() if name not in self.held}

    @property
    def is_sure_again(self) -> bool:
        """Whether it is known by now of all that was perhaps sent what became of it."""
        return self.job.state == "ambiguous" and not self.unseen

    @classmethod
    def gone(cls, job: PushJob) -> PushPlan:
        """Nothing is known of the entity, or it was not looked at."""
        return cls(job, None, {}, [], {}, frozenset())


def plan_push(
    kind: EntityKind,
    job: PushJob,
    known: Fields | None,
    conflicted: frozenset[str],
    pictures: PicturesShown = NO_PICTURES,
) -> PushPlan:
    """`conflicted` are the entity's fields with an open conflict; they hold back all that is decided with them."""
    if known is None:
        return PushPlan.gone(job)
    not_known = {
        name: said
        for name, said in pictures.not_known.items()
        if name not in pictures.not_here or name not in conflicted  # else a person is asked already
    }
    decided = [one for one in job.fields if one.field not in not_known]
    theirs = {
        one.field: known.get(one.field, one.base) for one in decided
    }  # absent: it did not come, not "nothing"
    decisions = {
        one.field: decide_push(
            base=one.base,
            ours=as_said(one.field, one.value, theirs[one.field], pictures.proved),
            theirs=theirs[one.field],
        )
        for one in decided
    }
    troubled = conflicted | {
        name for name, decision in decisions.items() if decision is PushDecision.CONFLICT
    }
    converged = {name for name, decision in decisions.items() if decision is PushDecision.CONVERGED}
    held = _decided_with(kind, troubled, frozenset(decisions)) - converged
    settled = [
        Verdict(field=one.field, op_id=one.op_id, result=ReadBack.VERIFIED, found=theirs[one.field])
        for one in decided
        if one.field in converged
    ] + [
        Verdict(field=one.field, op_id=one.op_id, result=ReadBack.CONFLICT, found=theirs[one.field])
        for one in decided
        if one.field in held and decisions[one.field] is PushDecision.CONFLICT
    ]
    waits = _waiting_with(kind, troubled, held)
    results = dict.fromkeys(converged, PushResult.VERIFIED) | _held_results(held, waits)
    return PushPlan(
        job=job,
        known=known,
        sending={
            one.field: one.value for one in decided if one.may_send and one.field not in converged | held
        },
        settled=settled,
        settled_results=results,
        held=held,
        waits_for=waits,
        apart={name: Later(said, PICTURE_SECONDS) for name, said in not_known.items()},
        pictures=pictures,
    )


def _decided_with(kind: EntityKind, troubled: frozenset[str], fields: frozenset[str]) -> frozenset[str]:
    """Those of `fields` that wait with a troubled one: its group, or all where the entity itself is in question."""
    if DELETED in troubled:
        return fields
    return fields & frozenset[str]().union(*(group_of(kind, name) for name in troubled))


def _waiting_with(kind: EntityKind, troubled: frozenset[str], held: frozenset[str]) -> dict[str, str]:
    """Nobody is in conflict with these: they wait with the one of their group that is."""
    if DELETED in troubled:
        return {}
    words = {}
    for name in held - troubled:
        others = sorted(troubled & frozenset(group_of(kind, name)))
        titles = ", ".join(field_of(kind, other).title.lower() for other in others)
        words[name] = waits_for_words(titles)
    return words


def _held_results(held: frozenset[str], waits: Mapping[str, str]) -> dict[str, PushResult]:
    return {name: PushResult.HELD if name in waits else PushResult.CONFLICT for name in held}


def plan_create(job: PushJob, conflicted: frozenset[str]) -> PushPlan:
    """What goes into the create, or went into it. An answer that was lost is looked for with all that was sent."""
    held = frozenset[str]()
    if job.state != "ambiguous":
        held = _decided_with(job.entity_kind, conflicted, frozenset(one.field for one in job.fields))
    waits = _waiting_with(job.entity_kind, conflicted, held)
    return PushPlan(
        job=job,
        known={},
        sending={one.field: one.value for one in job.fields if one.field not in held},
        settled=[],
        settled_results=_held_results(held, waits),
        held=held,
        waits_for=waits,
    )


def verdicts_of(plan: PushPlan, after: Fields) -> list[Verdict]:
    """What reading back says about each field that was sent."""
    before = plan.known or {}
    verdicts = []
    for one in plan.job.fields:
        if one.field not in plan.sending or one.field in plan.pictures.not_known:
            continue
        found = after.get(one.field)
        there = before.get(one.field, one.base)
        ours = as_said(one.field, one.value, found, plan.pictures.proved)
        result = judge_read_back(before=there, ours=ours, after=found)
        is_shown = _is_shown(plan, one.field, found)
        detail, habit = "", classify(before=there, sent=ours, found=found, is_shown=is_shown)
        doubt = plan.pictures.doubts.get(one.field, "")
        is_doubtful = bool(doubt) and is_shown  # it says nothing of how ServiceTitan treats pictures
        if is_doubtful:
            result, detail, habit = ReadBack.DIFFERS, doubt, None
        elif habit is not None:  # of ServiceTitan's making: nobody is in conflict with it
            result, detail = ReadBack.DIFFERS, doubt or what_happened(habit, sent=ours, found=found)
        if one.field not in after:
            result, detail, habit, is_doubtful = ReadBack.DIFFERS, NOT_IN_ANSWER, None, False
        verdicts.append(
            Verdict(
                field=one.field, op_id=one.op_id, result=result, found=found, detail=detail, habit=habit,
                is_answer=is_doubtful,
            )
        )  # fmt: skip
    return verdicts


def found_of(plan: PushPlan, found: Mapping[int, RemoteEntity]) -> RemoteEntity | None:
    """What is there of it, if it can be read."""
    entity = found.get(plan.remote_id) if plan.remote_id is not None else None
    return entity if entity is not None and not entity.problem else None


def all_verified(plan: PushPlan, entity: RemoteEntity | None) -> bool:
    if entity is None or plan.unseen:
        return False
    return all(verdict.result is ReadBack.VERIFIED for verdict in verdicts_of(plan, entity.fields))


def _is_shown(plan: PushPlan, name: str, found: Value) -> bool:
    """Whether this value is ServiceTitan's own answer to what was sent. Nobody edits what was made a moment ago."""
    if plan.job.remote_id is None:
        return True
    return plan.answered is not None and name in plan.answered and agrees(plan.answered[name], found)
