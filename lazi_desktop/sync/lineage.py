"""The categories that SKUs hang in, and all above them: by what is in effect, which is what people see.

A category that is not known (any more) does not count, nor does anything that could be above it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, tree_of
from lazi_desktop.domain.references import local_reference
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.overrides import OverrideRow
from lazi_desktop.ports.pricebook import CategoryNode, CategoryRef
from lazi_desktop.ports.queries import PricebookQueries

Lineage = Mapping[EntityKey, Collection[int]]
_Reference = int | EntityKey
"""ServiceTitan's number, or the key of what has none yet."""


def lineage_here(queries: PricebookQueries, keys: Mapping[EntityKey, EntityKind]) -> Lineage:
    """By this desktop's workspace."""
    found = {}
    for kind in {kind for kind in keys.values() if kind.is_sku}:
        nodes = queries.categories(tree_of(kind))
        references = {node.key: _named(node) for node in nodes}
        above = {_named(node): references.get(node.parent_key) if node.parent_key else None for node in nodes}
        for key in (key for key, its_kind in keys.items() if its_kind is kind):
            detail = queries.detail(key)
            hung = [_named(category) for category in detail.categories] if detail is not None else []
            found[key] = _with_all_above(hung, above)
    return found


async def lineage_at_hub(hub: Hub, rows: Sequence[OverrideRow], pending: Iterable[OverrideRow]) -> Lineage:
    """Of the entities of `rows`, by the hub: `pending` are all overrides that stand there."""
    pending = list(pending)
    rehung = {row.entity_key: row.value for row in pending if row.field == "categories"}
    drafts = {row.entity_key for row in pending if row.remote_id is None}
    moved = {
        row.remote_id if row.remote_id is not None else row.entity_key: row.value
        for row in pending
        if row.entity_kind is EntityKind.CATEGORY and row.field == "parent_id"
    }
    hung = await _hung(hub, rows) | rehung
    references = {row.entity_key: _references(hung.get(row.entity_key)) for row in rows}
    above: dict[_Reference, _Reference | None] = {}
    looked_up: set[_Reference] = set()
    wanted: set[_Reference] = set().union(*references.values())
    while wanted:
        looked_up |= wanted
        numbers = sorted(one for one in wanted if isinstance(one, int))
        parents: dict[_Reference, Value] = {one: None for one in wanted if one in drafts}
        if numbers:
            mirrors = await hub.mirror_of(EntityKind.CATEGORY, numbers, ("parent_id",))
            parents |= {number: fields.get("parent_id") for number, fields in mirrors.items()}
        above |= {one: _reference(moved.get(one, parent)) for one, parent in parents.items()}
        wanted = {parent for parent in above.values() if parent is not None} - looked_up
    return {key: _with_all_above(found, above) for key, found in references.items()}


async def _hung(hub: Hub, rows: Sequence[OverrideRow]) -> dict[EntityKey, Value]:
    """What ServiceTitan has of their categories."""
    numbers: dict[EntityKind, dict[int, EntityKey]] = {}
    for row in rows:
        if row.remote_id is not None and row.entity_kind.is_sku:
            numbers.setdefault(row.entity_kind, {})[row.remote_id] = row.entity_key
    found: dict[EntityKey, Value] = {}
    for kind, keys in numbers.items():
        mirrors = await hub.mirror_of(kind, list(keys), ("categories",))
        found |= {keys[number]: fields.get("categories") for number, fields in mirrors.items()}
    return found


def _named(category: CategoryNode | CategoryRef) -> _Reference:
    return category.key if category.remote_id is None else category.remote_id


def _references(categories: Value) -> set[_Reference]:
    return {found for one in categories or () if (found := _reference(one)) is not None}


def _reference(value: Value) -> _Reference | None:
    if isinstance(value, int):
        return value or None  # ServiceTitan writes 0 and null for "none"
    return local_reference(value)


def _with_all_above(
    hung: Iterable[_Reference], above: Mapping[_Reference, _Reference | None]
) -> frozenset[int]:
    reached: set[_Reference] = set()
    for category in hung:
        one: _Reference | None = category
        while one is not None and one in above and one not in reached:
            reached.add(one)
            one = above[one]
    return frozenset(one for one in reached if isinstance(one, int))
