"""How rows stand for who sees no costs: a change or a conflict of which they are shown nothing is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import ConflictView, PendingChange, SkuRow, SkuState
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import SkuFlag
from lazi_desktop.ui.seeing.records import conflicts_without_costs, pending_without_costs

_OF_CHANGES = {
    OverrideState.FAILED: SkuState.FAILED,
    OverrideState.DIFFERS: SkuState.DIFFERS,
    OverrideState.SUBMITTED: SkuState.SUBMITTED,
    OverrideState.PENDING: SkuState.PENDING,
}
_URGENCY = tuple(SkuState)
TELLING = frozenset((SkuState.CONFLICT, *_OF_CHANGES.values()))
"""States that a cost may be the reason of."""
STATE_FLAGS = frozenset((SkuFlag.CHANGED, *(SkuFlag(state.value) for state in TELLING)))


class Hidden:
    """What of these entities is hidden: everything there is where `keys` is None."""

    def __init__(self, queries: PricebookQueries, keys: Collection[EntityKey] | None = None) -> None:
        pending = queries.pending(keys=keys)
        conflicts = queries.conflicts()
        self._shown = _by_key(pending_without_costs(pending))
        self._in_conflict = {one.entity_key for one in conflicts_without_costs(conflicts)}
        shown = {(one.entity_key, one.field) for changes in self._shown.values() for one in changes}
        self._fields: dict[EntityKey, set[str]] = defaultdict(set)
        for one in pending:
            if (one.entity_key, one.field) not in shown:
                self._fields[one.entity_key].add(one.field)
        self.keys = self._fields.keys() | _hidden_conflicts(conflicts, self._in_conflict)

    def seen(self, row: SkuRow) -> SkuRow:
        if row.key not in self.keys:
            return row
        state = self._state(row) if row.state in TELLING else row.state
        return replace(row, state=state, changed=row.changed - self._fields.get(row.key, set()))

    def _state(self, row: SkuRow) -> SkuState:
        if row.key in self._in_conflict:
            return SkuState.CONFLICT
        states = [_OF_CHANGES[one.state] for one in self._shown.get(row.key, ()) if one.state in _OF_CHANGES]
        if states:
            return min(states, key=_URGENCY.index)
        return SkuState.NEW if row.remote_id is None else SkuState.NONE


def fits(row: SkuRow, flags: Collection[SkuFlag]) -> bool:
    """Of the flags that tell how a row stands, any."""
    return any(
        bool(row.changed) if flag is SkuFlag.CHANGED else row.state.value == flag.value
        for flag in STATE_FLAGS.intersection(flags)
    )


def _hidden_conflicts(conflicts: Sequence[ConflictView], shown: Collection[EntityKey]) -> set[EntityKey]:
    return {one.entity_key for one in conflicts} - set(shown)


def _by_key(changes: Sequence[PendingChange]) -> Mapping[EntityKey, Sequence[PendingChange]]:
    found: dict[EntityKey, list[PendingChange]] = defaultdict(list)
    for one in changes:
        found[one.entity_key].append(one)
    return found
