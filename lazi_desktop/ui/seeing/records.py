"""Rows and records without costs. What is worked with is left out; what tells of the past is masked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from lazi_desktop.domain.cost_sight import (
    COST_FIELDS,
    bears_costs,
    fields_masked,
    fields_without_costs,
    masked,
    tells_cost,
    tells_only_costs,
    value_without_costs,
)
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.change_sets import Proposal
from lazi_desktop.ports.pricebook import ConflictView, EntityDetail, OverriddenField, PendingChange, SkuRow
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery
from lazi_desktop.ports.workspace import EntityValues

COST_FLAGS = frozenset((SkuFlag.BELOW_FLOOR,))
_ALL_FIELDS = ("pull", "revive", "create")
"""Actions whose `before` and `after` hold values by field."""


def row_without_costs(row: SkuRow) -> SkuRow:
    more = fields_without_costs(row.more) if row.more else row.more
    return replace(row, cost=None, more=more, changed=row.changed - COST_FIELDS)


def query_without_costs(query: SkuQuery) -> SkuQuery:
    """As if what asks about costs had not been asked."""
    return replace(
        query,
        order=tuple(one for one in query.order if not tells_cost(one.column)),
        filters=tuple(one for one in query.filters if not tells_cost(one.column)),
        flags=query.flags - COST_FLAGS,
        hides_costs=True,
    )


def kit_sku_without_cost(sku: KitSku) -> KitSku:
    """Nothing rather than unknown: of what nobody may see nothing is missing."""
    return replace(sku, cost=Decimal(0), cost_at=None)


def values_without_costs(values: EntityValues) -> EntityValues:
    return replace(
        values,
        mirror=fields_without_costs(values.mirror),
        effective=fields_without_costs(values.effective),
        ours=values.ours - COST_FIELDS,
    )


def detail_without_costs(detail: EntityDetail) -> EntityDetail:
    return replace(
        detail,
        mirror=fields_without_costs(detail.mirror),
        effective=fields_without_costs(detail.effective),
        overrides={
            name: bare
            for name, one in detail.overrides.items()
            if (bare := _override_without_costs(name, one)) is not None
        },
        conflicts={name: one for name, one in detail.conflicts.items() if not tells_cost(name)},
    )


def _override_without_costs(name: str, one: OverriddenField) -> OverriddenField | None:
    if tells_only_costs(name, one.base, one.value):
        return None
    return replace(
        one,
        value=value_without_costs(name, one.value),
        base=value_without_costs(name, one.base),
        detail="" if bears_costs(name) else one.detail,
    )


def pending_without_costs(changes: Iterable[PendingChange]) -> list[PendingChange]:
    return [
        replace(
            one,
            theirs=value_without_costs(one.field, one.theirs),
            ours=value_without_costs(one.field, one.ours),
        )
        for one in changes
        if not tells_only_costs(one.field, one.theirs, one.ours)
    ]


def conflicts_without_costs(conflicts: Iterable[ConflictView]) -> list[ConflictView]:
    return [
        replace(
            one,
            base=value_without_costs(one.field, one.base),
            ours=value_without_costs(one.field, one.ours),
            theirs=value_without_costs(one.field, one.theirs),
        )
        for one in conflicts
        if not tells_only_costs(one.field, one.base, one.ours, one.theirs)
    ]


def proposals_without_costs(proposals: Iterable[Proposal]) -> list[Proposal]:
    return [
        replace(
            one,
            seen=value_without_costs(one.field, one.seen),
            now=value_without_costs(one.field, one.now),
            value=value_without_costs(one.field, one.value),
        )
        for one in proposals
        if not tells_only_costs(one.field, one.seen, one.now, one.value)
    ]


def record_masked(record: Recorded) -> Recorded:
    if record.part is not None:
        return record  # of kits: no money is in them
    if not record.field or record.action in _ALL_FIELDS:
        before, after = (_any_masked(one) for one in (record.before, record.after))
        return replace(record, before=before, after=after)
    before, after = masked(record.field, record.before, record.after)
    return replace(
        record, before=before, after=after, message="" if bears_costs(record.field) else record.message
    )


def _any_masked(value: Value) -> Value:
    return fields_masked(value) if isinstance(value, dict) else value
