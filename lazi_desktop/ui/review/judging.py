"""Looks up what the rules ask for, and says which of them pending changes break. Away from the UI thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from lazi_desktop.domain.checks import Named, Place, Reference, Surroundings, code_key
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.review_rules import (
    ASKED,
    RULES,
    Reviewed,
    Rule,
    Violation,
    rules_touched,
    violations,
)
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import PendingChange, SkuRow
from lazi_desktop.ports.queries import PricebookQueries

_IN_A_ROW = ("code", "active", "price", "cost")
_FURTHER = tuple(name for name in ASKED if name not in _IN_A_ROW)
_ON_THEIR_OWN = frozenset((Rule.MISSING_VENDOR, Rule.INACTIVE_CATEGORY))
"""Rules that ask for more than a row of the grid holds."""


def broken_rules(
    queries: PricebookQueries, pending: Sequence[PendingChange], *, floor: Decimal | None
) -> list[Violation]:
    """`floor` is that of margins; None for who sees no costs, and no rule about them is judged."""
    ours: dict[EntityKey, dict[str, Value]] = defaultdict(dict)
    kinds: dict[EntityKey, EntityKind] = {}
    new: set[EntityKey] = set()
    for change in pending:
        ours[change.entity_key][change.field] = change.ours
        kinds[change.entity_key] = change.entity_kind
        if change.creates:
            new.add(change.entity_key)
    rules = {key: rules_touched(kinds[key], fields, is_new=key in new) for key, fields in ours.items()}
    asked = {key: found for key, found in rules.items() if found}
    if not asked:
        return []
    values = _values(queries, ours, asked, kinds, new)
    reviewed = [
        Reviewed(
            key=key, kind=kinds[key], values=values[key], changed=frozenset(ours[key]), is_new=key in new
        )
        for key in asked
        if key in values
    ]
    return violations(reviewed, _surroundings(queries, reviewed, asked, floor))


def looking_around(pending: Sequence[PendingChange], *, categories: bool) -> set[EntityKey]:
    """Of which entities it depends on others whether they break a rule: whose code somebody may have; with `categories`
    also what may hang in an inactive one."""
    asked = [RULES[Rule.DUPLICATE_CODE], *([RULES[Rule.INACTIVE_CATEGORY]] if categories else [])]
    fields = frozenset().union(*(one.fields for one in asked))
    return {one.entity_key for one in pending if one.creates or one.field in fields}


def _values(
    queries: PricebookQueries,
    ours: Mapping[EntityKey, Mapping[str, Value]],
    asked: Mapping[EntityKey, Sequence[Rule]],
    kinds: Mapping[EntityKey, EntityKind],
    new: set[EntityKey],
) -> dict[EntityKey, dict[str, Value]]:
    """Effective ones. Most need no more than a row of the grid; of what is new everything is pending anyway."""
    values: dict[EntityKey, dict[str, Value]] = {key: dict(ours[key]) for key in asked if key in new}
    there = [key for key in asked if key not in new]
    deep = [
        key for key in there if kinds[key] is EntityKind.SERVICE or not _ON_THEIR_OWN.isdisjoint(asked[key])
    ]
    shallow = set(there).difference(deep)
    found = [*queries.rows_of(list(shallow)), *(queries.rows_of(deep, _FURTHER) if deep else ())]
    for row in found:
        values[row.key] = {**_held_by(row), **ours[row.key]}
    return values


def _held_by(row: SkuRow) -> dict[str, Any]:
    return {"code": row.code, "active": row.active, "price": row.price, "cost": row.cost, **row.more}


def _surroundings(
    queries: PricebookQueries,
    reviewed: Sequence[Reviewed],
    asked: Mapping[EntityKey, Sequence[Rule]],
    floor: Decimal | None,
) -> Surroundings:
    codes = [
        str(code)
        for one in reviewed
        if Rule.DUPLICATE_CODE in asked[one.key] and code_key(code := one.values.get("code"))
    ]
    hung = any(Rule.INACTIVE_CATEGORY in asked[one.key] for one in reviewed)
    return Surroundings(
        codes=_by_code(queries, codes) if codes else None,
        places=_places(queries) if hung else None,
        margin_floor=floor,
    )


def _by_code(queries: PricebookQueries, codes: Sequence[str]) -> dict[str, list[Named]]:
    return {
        code_key(code): [Named(row.key, row.kind, row.code, row.name, row.active) for row in rows]
        for code, rows in queries.rows_by_code(codes).items()
    }


def _places(queries: PricebookQueries) -> dict[Reference, Place]:
    return {
        str(node.key) if node.remote_id is None else node.remote_id: Place(tree, node.name, node.active)
        for tree in Tree
        for node in queries.categories(tree)
    }
