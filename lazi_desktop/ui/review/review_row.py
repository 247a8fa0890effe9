"""A line of the Review page: one pending change, everything of a new entry, or a proposal. Without widgets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from lazi_desktop.domain.field_tables import group_of
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.pending_totals import LIST_PRICE, money_moved
from lazi_desktop.domain.review_rules import Severity, Violation
from lazi_desktop.ports.change_sets import ChangeSet, Proposal, SetState
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import ConflictView, PendingChange
from lazi_desktop.ui.formatting import field_title
from lazi_desktop.ui.sync.difference import CategoryPaths, Difference
from lazi_desktop.ui.sync.new_entries import difference_of, grouped, new_words
from lazi_desktop.ui.sync.people import person
from lazi_desktop.ui.sync.to_push import select_to_push

Identity = tuple[int, str]
"""What a line is about, whatever its value: it outlives another edit. The number of the entity's key, and the field."""


class RowState(StrEnum):
    """The most urgent one first."""

    CONFLICT = "conflict"
    FAILED = "failed"
    DIFFERS = "differs"
    PROPOSED = "proposed"
    WAITS = "waits"  # for a conflict of a field that is decided with it
    NEW = "new"
    READY = "ready"
    CONFIRMED = "confirmed"  # to be sent by the next push: none runs here
    SUBMITTED = "submitted"
    HELD = "held"


URGENCY: Mapping[RowState, int] = {state: place for place, state in enumerate(RowState)}
ON_THEIR_WAY = frozenset((RowState.CONFIRMED, RowState.SUBMITTED))
_SENDABLE = frozenset((RowState.FAILED, RowState.DIFFERS, RowState.NEW, RowState.READY))


class ReviewRow:
    """Made twenty thousand at a time, away from the UI thread: what is shown of the values is worked out when it is
    painted."""

    __slots__ = (
        "_paths",
        "_shown",
        "by",
        "changes",
        "conflict",
        "effect",
        "entity",
        "is_new",
        "proposal",
        "set_id",
        "state",
        "violations",
    )

    def __init__(
        self,
        changes: tuple[PendingChange, ...],
        *,
        by: str,
        state: RowState,
        paths: CategoryPaths,
        conflict: ConflictView | None = None,
        proposal: Proposal | None = None,
    ) -> None:
        self.changes = changes
        self.conflict = conflict
        self.proposal = proposal
        self.by = by
        self.state = state
        self.entity = changes[0].entity_key.int
        """Tells entities apart like their keys, and costs a tenth to look up."""
        self.is_new = changes[0].creates
        self.set_id = changes[0].change_set
        self.effect = _effect(changes)
        self.violations: tuple[Violation, ...] = ()
        self._paths = paths
        self._shown: Difference | None = None

    @property
    def change(self) -> PendingChange:
        """The one that tells most of the line."""
        return min(self.changes, key=lambda one: _STATES.index(one.state)) if self.is_new else self.changes[0]

    def note_push(self, *, runs: bool) -> None:
        """What is confirmed is under way only while a push runs."""
        if self.state in ON_THEIR_WAY:
            self.state = RowState.SUBMITTED if runs else RowState.CONFIRMED

    @property
    def identity(self) -> Identity:
        first = self.changes[0]
        if self.proposal is not None:
            return self.entity, f"proposal {self.proposal.op_id}"
        return self.entity, "" if self.is_new else first.field

    @property
    def key(self) -> EntityKey:
        return self.changes[0].entity_key

    @property
    def code(self) -> str:
        return self.changes[0].code

    @property
    def name(self) -> str:
        return self.changes[0].name

    @property
    def at(self) -> str:
        return max(one.at for one in self.changes) if self.is_new else self.changes[0].at

    @property
    def op_ids(self) -> frozenset[UUID]:
        return frozenset(one.op_id for one in self.changes)

    @property
    def can_be_sent(self) -> bool:
        return self.state in _SENDABLE

    @property
    def is_serious(self) -> bool:
        return bool(self.violations) and any(one.severity is Severity.SERIOUS for one in self.violations)

    @property
    def field_words(self) -> str:
        first = self.changes[0]
        return new_words(first.entity_kind) if self.is_new else field_title(first.entity_kind, first.field)

    @property
    def paths(self) -> CategoryPaths:
        return self._paths

    @property
    def shown(self) -> Difference:
        """Worked out once."""
        if self._shown is None:
            self._shown = difference_of(self.changes, self._paths)
        return self._shown


_STATES = (
    OverrideState.FAILED, OverrideState.DIFFERS, OverrideState.SUBMITTED, OverrideState.PENDING, OverrideState.KEPT,
)  # fmt: skip


def _effect(changes: Sequence[PendingChange]) -> Decimal | None:
    if not changes[0].creates:
        return money_moved(changes[0])
    return next((money_moved(one) for one in changes if one.field == LIST_PRICE), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Everything that the page shows, as one read finds it."""

    pending: Sequence[PendingChange] = ()
    conflicts: Sequence[ConflictView] = ()
    sets: Sequence[ChangeSet] = ()
    proposals: Sequence[Proposal] = ()
    paths: CategoryPaths


def review_rows(pile: Pile, *, me: Collection[str] = ()) -> list[ReviewRow]:
    """In the order of the pile. `me` are the names that the database has for this device."""
    open_on = {(one.entity_key, one.field): one for one in pile.conflicts}
    free = {one.op_id.int for one in select_to_push(pile.pending, pile.conflicts, None).changes}
    disputed = {
        (one.entity_key.int, name) for one in pile.conflicts for name in group_of(one.entity_kind, one.field)
    }
    held = held_sets(pile)
    people: dict[str, str] = {}
    rows = []
    for changes in grouped(pile.pending):
        first = changes[0]
        if first.by not in people:
            people[first.by] = person(first.by, me)
        conflict = None
        if open_on:
            conflict = next(
                (open_on[at] for one in changes if (at := (one.entity_key, one.field)) in open_on), None
            )
        state = _state(
            changes,
            conflict,
            is_free=first.op_id.int in free,
            is_held=any(one.change_set in held for one in changes),
        )
        if state is RowState.CONFIRMED and (first.entity_key.int, first.field) in disputed:
            state = RowState.WAITS  # no push sends it before that is decided
        rows.append(ReviewRow(changes, by=people[first.by], state=state, paths=pile.paths, conflict=conflict))
    return [*rows, *proposed_rows(pile, me=me)]


def proposed_rows(pile: Pile, *, me: Collection[str] = ()) -> list[ReviewRow]:
    return [_proposed(one, pile.paths, me) for one in pile.proposals]


def held_sets(pile: Pile) -> set[UUID]:
    return {one.set_id for one in pile.sets if one.state is SetState.HELD}


def _state(
    changes: Sequence[PendingChange], conflict: ConflictView | None, *, is_free: bool, is_held: bool
) -> RowState:
    if conflict is not None:
        return RowState.CONFLICT
    told = changes[0].state
    if len(changes) > 1:
        told = min((one.state for one in changes), key=_STATES.index)
    if told is OverrideState.SUBMITTED:
        return RowState.CONFIRMED
    if is_held:
        return RowState.HELD
    if not is_free:
        return RowState.WAITS
    if told is OverrideState.PENDING:
        return RowState.NEW if changes[0].creates else RowState.READY
    return RowState(told.value)


def _proposed(proposal: Proposal, paths: CategoryPaths, me: Collection[str]) -> ReviewRow:
    change = PendingChange(
        entity_key=proposal.entity_key,
        entity_kind=proposal.entity_kind,
        code=proposal.code,
        name=proposal.name,
        field=proposal.field,
        theirs=proposal.now,
        ours=proposal.value,
        by=proposal.by,
        at=proposal.at,
        op_id=proposal.op_id,
        state=OverrideState.PENDING,
        change_set=proposal.change_set,
    )
    by = person(proposal.by, me)
    return ReviewRow((change,), by=by, state=RowState.PROPOSED, paths=paths, proposal=proposal)
