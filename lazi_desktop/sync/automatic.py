"""Answering conflicts without a person: by a rule somebody wrote down, or because both changes fit together.

Prices and costs are never among them. What is not answered waits for a person.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar
from uuid import UUID

import structlog

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner, needs_a_person, rule_for
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Strategy
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import merge_sets
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.domain.ops import Changes, Op, OpDraft, OpKind
from lazi_desktop.domain.text_merge import merge_texts
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.overrides import HubConflict, OverrideRow
from lazi_desktop.ports.pricebook import ConflictView
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.system import Clock, Ids
from lazi_desktop.ports.workspace import Workspace, WriterThread
from lazi_desktop.sync.lineage import Lineage, lineage_at_hub, lineage_here

MERGED = "merged"

D = TypeVar("D", bound="Disputed")
_Tried = tuple[UUID, str, str]

log = structlog.get_logger("automatic")


class Disputed(Protocol):
    """What there is to know of a conflict: `HubConflict` and `ConflictView` alike."""

    @property
    def conflict_id(self) -> UUID: ...
    @property
    def entity_key(self) -> EntityKey: ...
    @property
    def entity_kind(self) -> EntityKind: ...
    @property
    def field(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def base(self) -> Value: ...
    @property
    def ours(self) -> Value: ...
    @property
    def theirs(self) -> Value: ...


@dataclass(frozen=True, slots=True)
class Answer:
    value: Value
    note: str
    """As `OpDraft.note`."""


def automatic_answer(
    conflict: Disputed, rules: Iterable[ConflictRule], categories: Collection[int] = ()
) -> Answer | None:
    """None where a person is to decide. `categories`: those the entity hangs in, and all above them."""
    kind, name = conflict.entity_kind, conflict.field
    if needs_a_person(conflict.kind, kind, name):
        return None
    rule = rule_for(rules, kind, name, list(categories))
    if rule is not None:
        ours = rule.winner is Winner.OURS
        return Answer(conflict.ours if ours else conflict.theirs, f"rule {rule.rule_id}")
    merged = _merged(conflict)
    return None if merged is None else Answer(merged, MERGED)


def _merged(conflict: Disputed) -> Value | None:
    field = FIELDS[conflict.entity_kind][conflict.field]
    match field.strategy:
        case Strategy.SET:
            return merge_sets(field, seen=conflict.base, ours=conflict.ours, current=conflict.theirs)
        case Strategy.TEXT3:
            return field.canonical(merge_texts(conflict.base, conflict.ours, conflict.theirs))
        case _:
            return None


def _answers(
    conflicts: Iterable[D], rules: Sequence[ConflictRule], lineage: Lineage
) -> list[tuple[D, Answer]]:
    found = []
    for conflict in conflicts:
        try:
            answer = automatic_answer(conflict, rules, lineage.get(conflict.entity_key, ()))
        except Exception:
            # A value of a shape that nobody here knows is for a person, and the other answers are given.
            log.exception("no answer could be found", conflict=str(conflict.conflict_id))
            continue
        if answer is not None:
            found.append((conflict, answer))
    return found


# ------------------------------------------------------------------------------------------------------- on a desktop


class AutomaticAnswers:
    """Answers what this desktop's own edits ran into and, for whoever pulls, what ServiceTitan's changes ran into.

    A pair of values is answered once: what the hub did not take is shown to a person.
    """

    def __init__(
        self,
        hub: Callable[[], Awaitable[Hub]],
        workspace: Workspace,
        queries: PricebookQueries,
        writer: WriterThread,
    ) -> None:
        self._hub = hub
        self._workspace = workspace
        self._queries = queries
        self._writer = writer
        self._tried: set[_Tried] = set()

    async def give(self, *, standing: bool) -> Changes:
        """Records the answers as ops of this desktop. `standing`: also those that hang on nobody's op here."""
        open_ones = await asyncio.to_thread(self._queries.conflicts)
        asked = [one for one in open_ones if one.mine or (standing and one.standing)]
        asked = [one for one in asked if one.theirs_exists and _pair(one) not in self._tried]
        if not asked:
            return Changes()
        rules = await (await self._hub()).rules()
        lineage: Lineage = {}
        if _are_narrow(rules):
            kinds = {one.entity_key: one.entity_kind for one in asked}
            lineage = await asyncio.to_thread(lineage_here, self._queries, kinds)
        answers = await asyncio.to_thread(
            _answers, asked, rules, lineage
        )  # long texts take a while to compare
        changes = Changes()
        recorded: list[ConflictView] = []
        if answers:
            changes, recorded = await asyncio.wrap_future(self._writer.submit(partial(self._record, answers)))
        answered = {one.conflict_id for one, _ in answers}
        self._tried |= {_pair(one) for one in asked if one.conflict_id not in answered}
        self._tried |= {_pair(one) for one in recorded}
        return changes

    def _record(self, answers: Sequence[tuple[ConflictView, Answer]]) -> tuple[Changes, list[ConflictView]]:
        """What it did to the workspace, and which conflicts were answered."""
        with self._workspace.unit_of_work() as work:
            drafts, recorded = [], []
            details = work.details([shown.entity_key for shown, _ in answers])
            for shown, answer in answers:
                try:
                    now = work.conflict(shown.conflict_id)
                except KeyError:
                    continue
                detail = details.get(now.entity_key)
                if detail is None:
                    log.info("a conflict of what is not known here", conflict=str(now.conflict_id))
                    continue
                if not (same(now.ours, shown.ours) and same(now.theirs, shown.theirs)):
                    continue
                effective, mirror = detail.effective.get(now.field), detail.mirror.get(now.field)
                drafts.append(_resolve(now, answer, effective, mirror))
                recorded.append(shown)
            if not drafts:
                return Changes(), []
            log.info("conflicts answered", count=len(drafts))
            return work.record(drafts, label="Answered by itself", undoable=False), recorded


def _resolve(conflict: Disputed, answer: Answer, effective: Value, mirror: Value) -> OpDraft:
    return OpDraft(
        kind=OpKind.RESOLVE,
        entity_kind=conflict.entity_kind,
        entity_key=conflict.entity_key,
        field=conflict.field,
        value=answer.value,
        seen=effective,
        base=mirror,
        conflict_id=conflict.conflict_id,
        note=answer.note,
    )


def _pair(conflict: Disputed) -> _Tried:
    return conflict.conflict_id, repr(conflict.ours), repr(conflict.theirs)


def _are_narrow(rules: Iterable[ConflictRule]) -> bool:
    return any(rule.category_id is not None for rule in rules)


# -------------------------------------------------------------------------------------------------- without a workspace


class StandingAnswers:
    """Answers what a pull ran into, for a program that keeps no workspace. Each pair of values once, as on a desktop.

    As for submitting, the device's ops are numbered on from what the hub has.
    """

    def __init__(self, ids: Ids, clock: Clock) -> None:
        self._ids = ids
        self._clock = clock
        self._tried: set[_Tried] = set()
        self._epoch: UUID | None = None

    async def give(self, hub: Hub) -> int:
        """Returns how many answers the hub was given."""
        if (epoch := (await hub.state()).epoch) != self._epoch:  # a restored hub may have lost the answers
            self._tried.clear()
            self._epoch = epoch
        pending = await hub.pending()
        standing = [
            (conflict, row)
            for conflict, row in standing_conflicts(await hub.open_conflicts(), pending)
            if _pair(conflict) not in self._tried
        ]
        if not standing:
            return 0
        rows = {conflict.conflict_id: row for conflict, row in standing}
        rules = await hub.rules()
        lineage: Lineage = {}
        if _are_narrow(rules):
            lineage = await lineage_at_hub(hub, list(rows.values()), pending)
        asked = [conflict for conflict, _ in standing]
        drafts = [
            _resolve(conflict, answer, rows[conflict.conflict_id].value, rows[conflict.conflict_id].mirror)
            for conflict, answer in await asyncio.to_thread(_answers, asked, rules, lineage)
        ]
        if drafts:
            wall = format_moment(self._clock.now())
            await hub.apply_ops(_numbered(drafts, (await hub.state()).last_op_no, self._ids, wall))
            log.info("conflicts answered", count=len(drafts))
        self._tried |= {_pair(conflict) for conflict, _ in standing}
        return len(drafts)


def standing_conflicts(
    conflicts: Iterable[HubConflict], pending: Iterable[OverrideRow]
) -> list[tuple[HubConflict, OverrideRow]]:
    """Those in which an override stands against what ServiceTitan has by now, with that override."""
    rows = {(row.entity_key, row.field): row for row in pending}
    found = []
    for conflict in conflicts:
        row = rows.get((conflict.entity_key, conflict.field))
        if row is not None and same(row.value, conflict.ours) and same(row.mirror, conflict.theirs):
            found.append((conflict, row))
    return found


def _numbered(drafts: Sequence[OpDraft], last_op_no: int, ids: Ids, wall: str) -> list[Op]:
    return [
        Op(
            kind=draft.kind,
            entity_kind=draft.entity_kind,
            entity_key=draft.entity_key,
            field=draft.field,
            value=draft.value,
            seen=draft.seen,
            base=draft.base,
            conflict_id=draft.conflict_id,
            note=draft.note,
            op_id=ids.ordered(),
            op_no=last_op_no + number,
            txn_id=ids.ordered(),
            wall=wall,
        )
        for number, draft in enumerate(drafts, 1)
    ]
