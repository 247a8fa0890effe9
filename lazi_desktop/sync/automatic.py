"""Answering conflicts without a person: by a rule somebody wrote down, or because both changes fit together.

Prices and costs are never among them. What is not answered waits for a person.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar
from uuid import UUID

import structlog

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner, needs_a_person, rule_for
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Strategy
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, tree_of
from lazi_desktop.domain.merge import merge_sets
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.domain.ops import Changes, Op, OpDraft, OpKind
from lazi_desktop.domain.text_merge import merge_texts
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ports.hub import Hub, HubConflict, OverrideRow
from lazi_desktop.ports.system import Clock, Ids
from lazi_desktop.ports.workspace import ConflictView, PricebookQueries, Workspace, WriterThread

MERGED = "merged"
DEEPEST_CATEGORY = 50

T = TypeVar("T")
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
        self._tried |= {_pair(one) for one in asked}
        lineage = await asyncio.to_thread(self._lineage, asked) if _are_narrow(rules) else {}
        answers = [
            (one, answer)
            for one in asked
            if (answer := automatic_answer(one, rules, lineage.get(one.entity_key, ()))) is not None
        ]
        if not answers:
            return Changes()
        return await asyncio.wrap_future(self._writer.submit(partial(self._record, answers)))

    def _lineage(self, conflicts: Sequence[ConflictView]) -> dict[EntityKey, set[int]]:
        found: dict[EntityKey, set[int]] = {}
        for kind in {one.entity_kind for one in conflicts if one.entity_kind.is_sku}:
            nodes = {node.key: node for node in self._queries.categories(tree_of(kind))}
            for key in {one.entity_key for one in conflicts if one.entity_kind is kind}:
                detail = self._queries.detail(key)
                found[key] = set()
                for category in detail.categories if detail else ():
                    node = nodes.get(category.key)
                    for _ in range(DEEPEST_CATEGORY):
                        if node is None:
                            break
                        found[key] |= {node.remote_id} if node.remote_id is not None else set()
                        node = nodes.get(node.parent_key) if node.parent_key is not None else None
        return found

    def _record(self, answers: Sequence[tuple[ConflictView, Answer]]) -> Changes:
        with self._workspace.unit_of_work() as work:
            drafts = []
            for shown, answer in answers:
                try:
                    now = work.conflict(shown.conflict_id)
                except KeyError:
                    continue
                if not (same(now.ours, shown.ours) and same(now.theirs, shown.theirs)):
                    continue
                detail = work.detail(now.entity_key)
                drafts.append(
                    _resolve(now, answer, detail.effective.get(now.field), detail.mirror.get(now.field))
                )
            if not drafts:
                return Changes()
            log.info("conflicts answered", count=len(drafts))
            return work.record(drafts, label="Answered by itself", undoable=False)


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


async def answer_standing(hub: Hub, ids: Ids, clock: Clock) -> int:
    """Answers what a pull ran into, for a program that keeps no workspace. Returns how many answers the hub was given.

    As for submitting, the device's ops are numbered on from what the hub has.
    """
    standing = standing_conflicts(await hub.open_conflicts(), await hub.pending())
    if not standing:
        return 0
    rules = await hub.rules()
    lineage = await _lineage(hub, [row for _, row in standing]) if _are_narrow(rules) else {}
    drafts = [
        _resolve(conflict, answer, row.value, row.mirror)
        for conflict, row in standing
        if (answer := automatic_answer(conflict, rules, lineage.get(row.entity_key, ()))) is not None
    ]
    if drafts:
        await hub.apply_ops(
            _numbered(drafts, (await hub.state()).last_op_no, ids, format_moment(clock.now()))
        )
        log.info("conflicts answered", count=len(drafts))
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


async def _lineage(hub: Hub, rows: Sequence[OverrideRow]) -> dict[EntityKey, set[int]]:
    """The categories that these hang in, and all above them."""
    numbers: dict[EntityKind, dict[int, EntityKey]] = {}
    for row in rows:
        if row.remote_id is not None and row.entity_kind.is_sku:
            numbers.setdefault(row.entity_kind, {})[row.remote_id] = row.entity_key
    found: dict[EntityKey, set[int]] = {}
    for kind, keys in numbers.items():
        mirrors = await hub.mirror_of(kind, list(keys), ("categories",))
        found |= {keys[number]: _numbers(fields.get("categories")) for number, fields in mirrors.items()}
    above: dict[int, int] = {}
    looked_up: set[int] = set()
    while wanted := set().union(*found.values(), above.values()) - looked_up:
        looked_up |= wanted
        mirrors = await hub.mirror_of(EntityKind.CATEGORY, sorted(wanted), ("parent_id",))
        parents = {number: fields.get("parent_id") for number, fields in mirrors.items()}
        above |= {number: parent for number, parent in parents.items() if isinstance(parent, int) and parent}
    return {key: _with_all_above(hung, above) for key, hung in found.items()}


def _numbers(categories: Value) -> set[int]:
    return {one for one in categories or () if isinstance(one, int)}


def _with_all_above(hung: set[int], above: Mapping[int, int]) -> set[int]:
    reached: set[int] = set()
    for category in hung:
        one: int | None = category
        while one is not None and one not in reached:
            reached.add(one)
            one = above.get(one)
    return reached


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
