"""What the edits made here tell of pictures that nothing names any more: what they were called, and on what they were.

A picture added here loses its address once ServiceTitan has it under one of its own: it is in use all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lazi_desktop.domain.assets import PICTURE_FIELDS, read_assets
from lazi_desktop.domain.picture_proofs import as_pushed
from lazi_desktop.domain.values import Value
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import from_json

_EDITS = """
    SELECT op.entity_key, op.field, op.value, op.base, op.seen, coalesce(sku.code, ''),
        op.op_no = max(op.op_no) OVER (PARTITION BY op.entity_key, op.field), mirror.fields -> ('$.' || op.field)
    FROM op LEFT JOIN sku ON sku.entity_key = op.entity_key LEFT JOIN mirror ON mirror.entity_key = op.entity_key
    WHERE op.field IN ('assets', 'image', 'sku_images') AND op.kind IN ('set', 'unset', 'resolve')
        AND (op.outcome IS NULL OR op.outcome IN ('accepted', 'noop')) ORDER BY op.op_no"""


@dataclass(frozen=True, slots=True)
class Naming:
    """`code` is of the entry, "" of a category. `is_shown`: under an address of ServiceTitan's own."""

    alias: str
    code: str
    is_shown: bool


def read_namings(database: Database, addresses: Collection[str]) -> dict[str, Naming]:
    """By address, as the last edit that named it tells."""
    wanted, found = set(addresses), dict[str, Naming]()
    shown: set[str] = set()
    if not wanted:
        return found
    for _, field, *texts, code, is_last, there in database.all(_EDITS):
        value, base, seen = map(from_json, texts)
        if is_last and there is not None:
            shown.update(_pushed(field, value, base, from_json(there)))
        for one in (*read_assets(base), *read_assets(seen), *read_assets(value)):
            if one.address in wanted:
                alias = "" if one.address.endswith(one.name) else one.name
                found[one.address] = Naming(alias, code, is_shown=False)
    return {address: Naming(one.alias, one.code, is_shown=address in shown) for address, one in found.items()}


def _pushed(field: str, ours: Value, base: Value, theirs: Value) -> Iterator[str]:
    """Addresses of ours in whose places ServiceTitan shows what was not there before."""
    assert field in PICTURE_FIELDS
    before = {one.address for one in read_assets(base)}
    there = as_pushed(field, ours, theirs)
    for mine, its in zip(read_assets(ours), read_assets(there), strict=True):
        if its.address != mine.address and its.address not in before:
            yield mine.address
