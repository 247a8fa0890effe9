"""The pricebook as a person may see it."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lazi_desktop.domain.cost_sight import bears_costs, list_tells_costs, tells_cost, without_cost_columns
from lazi_desktop.domain.habits import KnownHabit
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.ports.change_sets import Proposal, ProposalState
from lazi_desktop.ports.pricebook import (
    ColumnSums,
    ConflictView,
    EntityDetail,
    PendingChange,
    ReferenceEntry,
    SkuRow,
    WorkspaceCounts,
)
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import Facet, SkuFlag, SkuQuery
from lazi_desktop.ports.workspace import EntityValues
from lazi_desktop.ui.edits import Edits
from lazi_desktop.ui.seeing.records import (
    COST_FLAGS,
    conflicts_without_costs,
    detail_without_costs,
    kit_sku_without_cost,
    pending_without_costs,
    proposals_without_costs,
    query_without_costs,
    record_masked,
    row_without_costs,
    values_without_costs,
)
from lazi_desktop.ui.seeing.states import STATE_FLAGS, TELLING, Hidden, fits

TELL_NO_COSTS = frozenset((
    "categories", "interrupt", "gone", "where_used", "change_sets", "current_change_set", "kit_parts", "kit_version",
    "kit_history", "picture_facts", "picture_addresses", "picture_coverage", "broken_pictures", "shared_pictures",
    "unused_pictures", "known_looks", "named_skus", "named_pictures", "undo_labels", "listed_names", "close",
))  # fmt: skip
"""What is passed on as it is. Whatever else the workspace can be asked is answered here."""


class SeenQueries:
    """Whoever asks the workspace through this gets no cost while they are hidden from this person: what is not read
    cannot be shown, nor sorted by, nor found. The margin floor is the team's. Nothing else differs."""

    def __init__(self, queries: PricebookQueries, edits: Edits) -> None:
        self._queries = queries
        self._edits = edits

    def __getattr__(self, name: str) -> Any:
        if name not in TELL_NO_COSTS:
            raise AttributeError(name)
        return getattr(self._queries, name)

    def _sees_costs(self) -> bool:
        return self._edits.sees_costs

    def _bare(self, query: SkuQuery) -> SkuQuery:
        if self._sees_costs():
            return replace(query, margin_floor=self._edits.team_settings.margin_floor)
        return query_without_costs(query)

    @property
    def tells_costs(self) -> bool:
        return self._sees_costs()

    # ------------------------------------------------------------------------------------------------------- rows

    def find(self, query: SkuQuery, *, limit: int | None = None, interruptible: bool = False) -> array[int]:
        bare = self._bare(query)
        if self._sees_costs() or not bare.flags & STATE_FLAGS or not (hidden := self._hidden_rows()):
            return self._queries.find(bare, limit=limit, interruptible=interruptible)
        return self._find_as_seen(bare, hidden, limit, interruptible=interruptible)

    def _find_as_seen(
        self,
        query: SkuQuery,
        hidden: Sequence[tuple[SkuRow, SkuRow]],
        limit: int | None,
        *,
        interruptible: bool,
    ) -> array[int]:
        """The rows that these flags fit as they are seen, in order."""

        def find(flags: frozenset[SkuFlag]) -> array[int]:
            return self._queries.find(replace(query, flags=flags), interruptible=interruptible)

        found = find(query.flags)
        wanted = set(found) - {row.number for row, seen in hidden if not fits(seen, query.flags)}
        if others := query.flags - STATE_FLAGS:
            wanted |= set(find(others))
        more = [row for row, seen in hidden if fits(seen, query.flags) and not fits(row, query.flags)]
        if more:
            found = find(query.flags | {SkuFlag(row.state.value) for row in more})
            wanted |= {row.number for row in more}
        return array(found.typecode, [number for number in found if number in wanted][:limit])

    def _hidden_rows(self) -> list[tuple[SkuRow, SkuRow]]:
        """Those that stand otherwise for this person: as they are, and as they are seen."""
        counts = self._queries.counts()
        if not (counts.pending_fields or counts.conflicts):
            return []
        hidden = Hidden(self._queries)
        rows = self._queries.rows_of(list(hidden.keys)) if hidden.keys else []
        return [(row, row_without_costs(hidden.seen(row))) for row in rows]

    def _as_seen(self, rows: Sequence[SkuRow]) -> list[SkuRow]:
        telling = [row.key for row in rows if row.state in TELLING]
        if not telling:
            return [row_without_costs(row) for row in rows]
        hidden = Hidden(self._queries, telling)
        return [row_without_costs(hidden.seen(row)) for row in rows]

    def rows(self, numbers: Sequence[int], fields: Sequence[str] = ()) -> Sequence[SkuRow]:
        if self._sees_costs():
            return self._queries.rows(numbers, fields)
        return self._as_seen(self._queries.rows(numbers, without_cost_columns(fields)))

    def rows_of(self, keys: Sequence[EntityKey], fields: Sequence[str] = ()) -> Sequence[SkuRow]:
        if self._sees_costs():
            return self._queries.rows_of(keys, fields)
        return self._as_seen(self._queries.rows_of(keys, without_cost_columns(fields)))

    def rows_by_code(self, codes: Sequence[str]) -> Mapping[str, Sequence[SkuRow]]:
        found = self._queries.rows_by_code(codes)
        if self._sees_costs():
            return found
        return {code: self._as_seen(rows) for code, rows in found.items()}

    def rows_by_reference(
        self, kind: EntityKind, references: Sequence[int | str]
    ) -> Mapping[int | str, SkuRow]:
        found = self._queries.rows_by_reference(kind, references)
        if self._sees_costs():
            return found
        return dict(zip(found, self._as_seen(list(found.values())), strict=True))

    def facets(self, query: SkuQuery, column: str, *, limit: int = 200) -> Sequence[Facet]:
        if tells_cost(column) and not self._sees_costs():
            return []
        return self._queries.facets(self._bare(query), column, limit=limit)

    def flag_counts(self, query: SkuQuery) -> Mapping[SkuFlag, int]:
        bare = self._bare(query)
        counts = self._queries.flag_counts(bare)
        if self._sees_costs():
            return counts
        hidden = self._hidden_rows()
        among = set(self._queries.find(bare)) if hidden else set()
        moved = [pair for pair in hidden if pair[0].number in among]
        return {
            flag: count + sum(fits(seen, (flag,)) - fits(row, (flag,)) for row, seen in moved)
            for flag, count in counts.items()
            if flag not in COST_FLAGS
        }

    def sums(self, numbers: Sequence[int], column: str) -> ColumnSums:
        found = self._queries.sums(numbers, column)
        if self._sees_costs():
            return found
        if tells_cost(column):
            found = replace(found, filled=0, total=None)
        return replace(found, margin=None)

    # --------------------------------------------------------------------------------------------------- entities

    def values(self, keys: Collection[EntityKey], names: Collection[str]) -> Mapping[EntityKey, EntityValues]:
        found = self._queries.values(keys, names)
        if self._sees_costs():
            return found
        return {key: values_without_costs(one) for key, one in found.items()}

    def detail(self, key: EntityKey) -> EntityDetail | None:
        found = self._queries.detail(key)
        return found if found is None or self._sees_costs() else detail_without_costs(found)

    def own_history(self, key: EntityKey) -> Sequence[Recorded]:
        found = self._queries.own_history(key)
        return found if self._sees_costs() else [record_masked(one) for one in found]

    def reference_rows(self, name: str) -> Sequence[ReferenceEntry]:
        if list_tells_costs(name) and not self._sees_costs():
            return []
        return self._queries.reference_rows(name)

    def habits(self) -> Sequence[KnownHabit]:
        """Their words name values."""
        found = self._queries.habits()
        return found if self._sees_costs() else [one for one in found if not bears_costs(one.field)]

    def kit_skus(self, keys: Collection[EntityKey]) -> Mapping[EntityKey, KitSku]:
        found = self._queries.kit_skus(keys)
        if self._sees_costs():
            return found
        return {key: kit_sku_without_cost(one) for key, one in found.items()}

    # ---------------------------------------------------------------------------------------------------- changes

    def pending(
        self, *, limit: int | None = None, keys: Collection[EntityKey] | None = None
    ) -> Sequence[PendingChange]:
        found = self._queries.pending(limit=limit, keys=keys)
        return found if self._sees_costs() else pending_without_costs(found)

    def conflicts(self) -> Sequence[ConflictView]:
        found = self._queries.conflicts()
        return found if self._sees_costs() else conflicts_without_costs(found)

    def proposals(self) -> Sequence[Proposal]:
        found = self._queries.proposals()
        return found if self._sees_costs() else proposals_without_costs(found)

    def counts(self) -> WorkspaceCounts:
        """Of what is shown."""
        found = self._queries.counts()
        if self._sees_costs() or not (found.pending_fields or found.conflicts or found.proposals):
            return found
        pending = self.pending()
        return replace(
            found,
            pending_fields=len(pending),
            pending_entities=len({one.entity_key for one in pending}),
            conflicts=len(self.conflicts()),
            proposals=sum(one.state is ProposalState.OPEN for one in self.proposals()),
        )
