"""What a push would send, by all that is known here: read at once, offline too, away from the UI thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from lazi_desktop.domain.habits import KnownHabit
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pending_totals import Totals, totals_of
from lazi_desktop.domain.push_cost import Pace, ToSend, may_go_together, requests_of
from lazi_desktop.domain.review_rules import Violation
from lazi_desktop.ports.change_sets import ProposalState, SetState
from lazi_desktop.ports.pricebook import PendingChange
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.review.judging import broken_rules
from lazi_desktop.ui.sync.difference import CategoryPaths, category_paths, wants_categories
from lazi_desktop.ui.sync.to_push import ToPush, select_to_push

State = frozenset[tuple[UUID, str, bool]]
"""Which edits, over which values of ServiceTitan's, and which of them are held back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    plan: ToPush
    totals: Totals
    violations: Sequence[Violation]
    habits: Mapping[tuple[EntityKind, str], KnownHabit]
    """Of the fields that would be sent."""
    proposals: int
    paths: CategoryPaths
    sets: Mapping[UUID, str]
    """What change-sets are called."""
    held: frozenset[UUID]
    """Of what would be sent, the ops that are held back: chosen by name, they go all the same."""
    requests: int
    seconds: float
    """How long these take at the pace that the settings allow."""

    @property
    def warnings(self) -> int:
        """SKUs that break a rule, and fields that ServiceTitan does something to."""
        return len({one.key for one in self.violations}) + len(self.habits)

    @property
    def state(self) -> State:
        return frozenset(
            (change.op_id, str(change.theirs), change.op_id in self.held) for change in self.plan.changes
        )


def read_planned(
    queries: PricebookQueries,
    chosen: Collection[UUID] | None,
    pace: Pace | None = None,
    *,
    floor: Decimal | None,
) -> Planned:
    """`chosen` names ops, None means everything that is not held back. `floor` as of `broken_rules`."""
    pace = pace or Pace()
    sets = queries.change_sets()
    held = {one.set_id for one in sets if one.state is SetState.HELD}
    plan = select_to_push(queries.pending(), queries.conflicts(), chosen, held)
    changes = plan.changes
    fields = {(change.entity_kind, change.field) for change in changes}
    habits = {(one.kind, one.field): one for one in queries.habits() if (one.kind, one.field) in fields}
    named = wants_categories(change.field for change in changes)
    requests = _requests(changes, together=pace.together)
    open_ones = [one for one in queries.proposals() if one.state is ProposalState.OPEN]
    return Planned(
        plan=plan,
        totals=totals_of(changes),
        violations=broken_rules(queries, changes, floor=floor),
        habits=habits,
        proposals=len(open_ones),
        paths=category_paths(queries) if named else {},
        sets={one.set_id: one.message for one in sets},
        held=frozenset(change.op_id for change in changes if change.change_set in held),
        requests=requests,
        seconds=requests / pace.requests_per_second,
    )


def _requests(changes: Sequence[PendingChange], *, together: bool) -> int:
    """As the push packs them, if ServiceTitan still has what it had."""
    fields: dict[EntityKey, list[str]] = defaultdict(list)
    first: dict[EntityKey, PendingChange] = {}
    for change in changes:
        fields[change.entity_key].append(change.field)
        first.setdefault(change.entity_key, change)
    return requests_of(
        (
            ToSend(
                one.entity_kind,
                creates=one.creates,
                is_plain=may_go_together(one.entity_kind, fields[key]),
            )
            for key, one in first.items()
        ),
        together=together,
    )
