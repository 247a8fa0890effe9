"""How far the SKUs of a tree have pictures, by category and kind: sets of SKUs as the bits of long integers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.picture_queries import PictureCoverage
from lazi_desktop.store.workspace.category_counts import bits_of
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import from_json
from lazi_desktop.store.workspace.rows import (
    BROKEN_IMAGE,
    LOW_IMAGE,
    NO_IMAGE,
    SHARED_IMAGE,
    TREES,
    number_range,
)

_NUMBERS = f"""
    SELECT kind, json_group_array(number), json_group_array(number) FILTER (WHERE NOT marks & {NO_IMAGE}),
        json_group_array(number) FILTER (WHERE marks & {LOW_IMAGE}),
        json_group_array(number) FILTER (WHERE marks & {BROKEN_IMAGE}),
        json_group_array(number) FILTER (WHERE marks & {SHARED_IMAGE}),
        json_group_array(number) FILTER (WHERE number IN (
            SELECT number FROM sku_picture JOIN picture ON id = picture_id
            WHERE print IS NOT NULL OR flaw IS NOT NULL))
    FROM sku WHERE number BETWEEN ? AND ? AND (? OR active) GROUP BY kind"""  # noqa: S608
_PLACED = """
    SELECT category_id, json_group_array(number) FROM sku_category WHERE number BETWEEN ? AND ? GROUP BY category_id"""
_CATEGORIES = """
    SELECT reference, parent_id, entity_key FROM category WHERE tree = ? ORDER BY position, name_order, number"""


@dataclass(frozen=True, slots=True)
class _Kind:
    kind: EntityKind
    skus: int
    with_picture: int
    low: int
    broken: int
    shared: int
    looked: int


def read_coverage(database: Database, tree: int, *, include_inactive: bool) -> list[PictureCoverage]:
    first, last = number_range(tree)
    found = {
        kind: _Kind(EntityKind(kind), *(bits_of(from_json(numbers)) for numbers in listed))
        for kind, *listed in database.all(_NUMBERS, (first, last, include_inactive))
    }
    kinds = [found[kind] for kind in TREES[tree].sku_kinds if kind in found]
    categories = database.all(_CATEGORIES, (tree,))
    own = {
        category: bits_of(from_json(numbers)) for category, numbers in database.all(_PLACED, (first, last))
    }
    below = _below(own, {reference: parent for reference, parent, _ in categories})
    placed = 0
    for bits in own.values():
        placed |= bits
    rows: list[PictureCoverage] = []
    for reference, _, key in categories:
        rows += _rows(EntityKey(UUID(bytes=key)), kinds, below.get(reference, 0))
    everything = 0
    for kind in kinds:
        everything |= kind.skus
    rows += _rows(None, kinds, everything)
    rows += _rows(None, kinds, everything & ~placed, is_unplaced=True)
    return rows


def _below(own: dict[int, int], parents: dict[int, int | None]) -> dict[int, int]:
    """With all that hangs below."""
    found: defaultdict[int, int] = defaultdict(int)
    for category, bits in own.items():
        one: int | None = category
        seen: set[int] = set()
        while one is not None and one not in seen:  # a cycle ends here, too
            seen.add(one)
            found[one] |= bits
            one = parents.get(one)
    return found


def _rows(
    category: EntityKey | None, kinds: Iterable[_Kind], those: int, *, is_unplaced: bool = False
) -> Iterator[PictureCoverage]:
    for kind in kinds:
        skus = (those & kind.skus).bit_count()
        if skus:
            yield PictureCoverage(
                category=category,
                kind=kind.kind,
                skus=skus,
                with_picture=(those & kind.with_picture).bit_count(),
                low=(those & kind.low).bit_count(),
                broken=(those & kind.broken).bit_count(),
                shared=(those & kind.shared).bit_count(),
                looked=(those & kind.looked).bit_count(),
                is_unplaced=is_unplaced,
            )
