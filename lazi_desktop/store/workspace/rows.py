"""From an entity's effective fields to the rows a person's grid, tree and search read. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.store.workspace.folding import fold, index_words, natural_order, plain_text

TREES = (Tree.MATERIALS, Tree.SERVICES)
"""A tree is stored as its place here."""

_FIRST_NUMBER = (1, 1_000_000_000)
"""Where the numbers of a tree's SKUs begin: the search index is asked for one range, not for both trees."""


def number_range(tree: int) -> tuple[int, int]:
    first = _FIRST_NUMBER[tree]
    return first, first + 999_999_998


SKU_COLUMNS = (
    "number", "entity_key", "tree", "kind", "remote_id", "code", "name", "cost", "price", "member_price",
    "add_on_price", "unit", "vendor_part", "hours", "taxable", "active", "state", "changed", "placed", "code_folded",
    "code_order", "name_order", "unit_order", "vendor_part_order", "cost_real", "price_real", "member_price_real",
    "add_on_price_real", "margin_real", "hours_real", "terms_hash",
)  # fmt: skip


def sku_row(
    number: int, key: bytes, kind: EntityKind, remote_id: int | None, fields: Fields,
    *, state: int, changed: Collection[str], terms_hash: int,
) -> tuple[Any, ...]:  # fmt: skip
    """A row of `sku`, in the order of SKU_COLUMNS."""
    get = fields.get
    code, name, unit = _text(get("code")), _text(get("display_name")), _text(get("unit_of_measure"))
    vendor_part = _vendor_part(get("primary_vendor"))
    cost, price, hours = get("cost"), get("price"), get("hours")
    member_price, add_on_price = get("member_price"), get("add_on_price")
    cost_real, price_real = _real(cost), _real(price)
    taxable = get("taxable")
    return (
        number,
        key,
        0 if kind is EntityKind.MATERIAL else 1,
        kind.value,
        remote_id,
        code,
        name,
        _exact(cost),
        _exact(price),
        _exact(member_price),
        _exact(add_on_price),
        unit,
        vendor_part,
        _exact(hours),
        None if taxable is None else bool(taxable),
        get("active") is not False,
        state,
        ",".join(sorted(changed)) if changed else "",
        bool(get("categories")),
        fold(code).strip(),
        natural_order(code),
        natural_order(name),
        natural_order(unit),
        natural_order(vendor_part),
        cost_real,
        price_real,
        _real(member_price),
        _real(add_on_price),
        (price_real - cost_real) / price_real if price_real and cost_real is not None else None,
        _real(hours),
        terms_hash,
    )


def search_words(fields: Fields) -> str:
    return index_words(_searched(fields))


def words_hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)


def category_ids(fields: Fields) -> frozenset[int]:
    return frozenset(one for one in fields.get("categories") or () if isinstance(one, int))


def _searched(fields: Fields) -> Iterator[str]:
    get = fields.get
    for name in ("code", "display_name", "manufacturer", "model"):
        value = get(name)
        if value:
            yield _text(value)
    description = get("description")
    if description:
        yield plain_text(_text(description))
    vendors = {_vendor_part(get("primary_vendor")): None}
    for vendor in get("other_vendors") or ():
        vendors[_vendor_part(vendor)] = None
    yield from filter(None, vendors)


def _vendor_part(vendor: Value) -> str:
    return _text(vendor.get("vendorPart")) if isinstance(vendor, dict) else ""


def _text(value: Value) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _exact(value: Value) -> str | None:
    return str(value) if isinstance(value, int | Decimal) else None


def _real(value: Value) -> float | None:
    return float(value) if isinstance(value, int | Decimal) else None
