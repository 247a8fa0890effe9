"""From an entity's effective fields to the rows a person's grid, tree and search read. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from lazi_desktop.domain import field_tables
from lazi_desktop.domain.dynamic_pricing import is_priced_dynamically
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.references import local_reference
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
    "number", "entity_key", "state", "changed", "terms_hash",
    "tree", "kind", "remote_id", "code", "name", "cost", "price", "member_price", "add_on_price", "unit", "vendor_part",
    "hours", "taxable", "active", "placed", "code_folded", "code_order", "name_order", "unit_order",
    "vendor_part_order", "cost_real", "price_real", "member_price_real", "add_on_price_real", "margin_real",
    "hours_real", "marks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownSku:
    """What a SKU's effective fields come to: its words for the search, its categories and pictures, most of its row."""

    words: str
    words_hash: int
    categories: frozenset[int]
    pictures: frozenset[str]
    """Their addresses; "" of one that has none."""
    values: tuple[Any, ...]
    """From SKU_COLUMNS' `tree` on."""

    def row(
        self, number: int, key: bytes, *, state: int, changed: Collection[str], marks: int
    ) -> tuple[Any, ...]:
        """`marks` are those that no field of its own tells."""
        *values, own_marks = self.values
        return (
            number,
            key,
            state,
            ",".join(sorted(changed)) if changed else "",
            self.words_hash,
            *values,
            own_marks | marks,
        )


def shown_sku(
    kind: EntityKind, remote_id: int | None, fields: Fields, *, words_hash: int | None = None
) -> ShownSku:
    """`words_hash`: that of words that are known to be the same, and which nobody needs then."""
    get = fields.get
    code, name, unit = text_of(get("code")), text_of(get("display_name")), text_of(get("unit_of_measure"))
    vendor_part = _vendor_part(get("primary_vendor"))
    cost, price, hours = get("cost"), get("price"), get("hours")
    member_price, add_on_price = get("member_price"), get("add_on_price")
    cost_real, price_real = real(cost), real(price)
    taxable = get("taxable")
    words = index_words(_searched(fields)) if words_hash is None else ""
    if words_hash is None:
        words_hash = int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)
    return ShownSku(
        words,
        words_hash,
        category_ids(fields),
        picture_addresses(fields),
        (
            tree_number(kind),
            kind.value,
            remote_id,
            code,
            name,
            exact(cost),
            exact(price),
            exact(member_price),
            exact(add_on_price),
            unit,
            vendor_part,
            exact(hours),
            None if taxable is None else bool(taxable),
            get("active") is not False,
            bool(get("categories")),
            fold(code).strip(),
            natural_order(code),
            natural_order(name),
            natural_order(unit) if unit else "",
            natural_order(vendor_part) if vendor_part else "",
            cost_real,
            price_real,
            real(member_price),
            real(add_on_price),
            margin(price_real, cost_real),
            real(hours),
            marks_of(kind, fields),
        ),
    )


NO_IMAGE, PRICE_LOCKED, DYNAMIC_PRICE, TO_REVIEW = 1, 2, 4, 8
"""Bits of the column `marks`."""
LOW_IMAGE, BROKEN_IMAGE, SHARED_IMAGE, IMAGE_PENDING, IMAGE_FAILED = 16, 32, 64, 128, 256
"""Bits that no SKU's own fields tell."""
OF_PICTURES = LOW_IMAGE | BROKEN_IMAGE | SHARED_IMAGE | IMAGE_PENDING | IMAGE_FAILED


def marks_of(kind: EntityKind, fields: Fields) -> int:
    get = fields.get
    marks = 0 if any(_is_image(asset) for asset in get("assets") or ()) else NO_IMAGE
    if get("is_price_locked"):
        marks |= PRICE_LOCKED
    if kind is EntityKind.SERVICE and is_priced_dynamically(fields):
        marks |= DYNAMIC_PRICE
    if get("review_mark") == field_tables.TO_REVIEW:
        marks |= TO_REVIEW
    return marks


def picture_addresses(fields: Fields) -> frozenset[str]:
    """Of a SKU."""
    return frozenset(str(one.get("url") or "") for one in fields.get("assets") or () if _is_image(one))


def _is_image(asset: Value) -> bool:
    return isinstance(asset, dict) and asset.get("type") == "Image"


def tree_number(kind: EntityKind) -> int:
    return 0 if kind is EntityKind.MATERIAL else 1


def category_ids(fields: Fields) -> frozenset[int]:
    """What the SKU hangs in, by `reference_number`.

    Raises:
        ValueError: a number that no column holds.
    """
    found = (reference_number(one) for one in fields.get("categories") or ())
    ids = frozenset(one for one in found if one is not None)
    if not all(map(is_storable, ids)):
        raise ValueError("categories: a number is too large")
    return ids


def is_storable(number: int) -> bool:
    return -(2**63) <= number < 2**63


def reference_number(value: Value) -> int | None:
    """The number that a reference goes by here: ServiceTitan's or, of what it does not have yet, a negative one."""
    if isinstance(value, int):
        return value or None  # ServiceTitan writes 0 and null for "none"
    key = local_reference(value)
    return None if key is None else local_number(key.bytes)


def local_number(key: bytes) -> int:
    """From the random end of a key; two that share it would have to meet in one pricebook."""
    return -1 - (int.from_bytes(key[8:], "big") & (1 << 62) - 1)


_SEARCHED_TEXTS = ("code", "display_name", "manufacturer", "model", "note")
SEARCHED_FIELDS = frozenset((*_SEARCHED_TEXTS, "tags", "description", "primary_vendor", "other_vendors"))


def _searched(fields: Fields) -> Iterator[str]:
    get = fields.get
    for name in _SEARCHED_TEXTS:
        value = get(name)
        if value:
            yield text_of(value)
    yield from get("tags") or ()
    description = get("description")
    if description:
        yield plain_text(text_of(description))
    vendors = {_vendor_part(get("primary_vendor")): None}
    for vendor in get("other_vendors") or ():
        vendors[_vendor_part(vendor)] = None
    yield from filter(None, vendors)


def _vendor_part(vendor: Value) -> str:
    return text_of(vendor.get("vendorPart")) if isinstance(vendor, dict) else ""


def text_of(value: Value) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def exact(value: Value) -> str | None:
    return str(value) if isinstance(value, int | Decimal) else None


def margin(price: float | None, cost: float | None) -> float | None:
    """Rounded, so that equal ones are equal whatever they were worked out from. A cost of 0 is none."""
    return round((price - cost) / price, 12) if price and cost else None


def real(value: Value) -> float | None:
    return float(value) if isinstance(value, int | Decimal) else None
