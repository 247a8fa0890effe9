"""Changing the pictures of an entry: what its field holds afterwards, as ServiceTitan keeps such lists.

Of SKUs but discounts and fees exactly one picture is the default, and it comes first. A category's own picture is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from lazi_desktop.domain.assets import IMAGE, read_assets
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value

MOST_PICTURES = 50
"""Of one entry. ServiceTitan documents no limit; its pages become useless long before."""

_Entry = Mapping[str, Value]


def picture_field(kind: EntityKind) -> str:
    """Where the pictures of such an entry stand."""
    return "image" if kind is EntityKind.CATEGORY else "assets"


def with_added(
    kind: EntityKind, field: str, value: Value, addresses: Sequence[str], *, alias: str = ""
) -> Value:
    """At the end; what is there already is not added again. Of a category's own picture the last one counts.

    Raises:
        InvalidValue: these would be too many.
    """
    there = {one.address for one in read_assets(value)}
    new = [address for address in dict.fromkeys(addresses) if address not in there]
    if field == "image":
        return new[-1] if new else value
    if not new:
        return value
    entries = [*(value or ()), *(_entry(field, address, alias) for address in new)]
    if len(entries) > MOST_PICTURES:
        raise InvalidValue(f"An entry can have at most {MOST_PICTURES} pictures and files.")
    return _settled(kind, field, entries)


def without(kind: EntityKind, field: str, value: Value, address: str) -> Value:
    if field == "image":
        return None if value == address else value
    return _settled(kind, field, [one for one in value or () if _address(one) != address])


def without_pictures(kind: EntityKind, field: str, value: Value) -> Value:
    """Videos and files stay."""
    if field == "image":
        return None
    if field == "sku_images":
        return []
    return _settled(kind, field, [one for one in value or () if one.get("type") != IMAGE])


def with_replaced(kind: EntityKind, field: str, value: Value, address: str, by: str) -> Value:
    """In the same place, with the same name. Where the other one is there already, it comes here."""
    if field == "image":
        return by if value == address else value
    if by != address and any(_address(one) == address for one in value or ()):
        value = [one for one in value if _address(one) != by]
    return _settled(kind, field, _changed(value, address, lambda one: {**one, "url": by}, by))


def with_default(kind: EntityKind, field: str, value: Value, address: str) -> Value:
    """It stands for the entry, and comes first. What is no picture cannot."""
    chosen = [one for one in value or () if _address(one) == address and _is_picture(one)]
    if field == "image" or not chosen:
        return value
    others = [one for one in value if one not in chosen]
    if field == "sku_images":
        return [*chosen, *others]
    return _settled(
        kind,
        field,
        [{**one, "isDefault": True} for one in chosen] + [{**one, "isDefault": False} for one in others],
    )


def with_order(kind: EntityKind, field: str, value: Value, addresses: Sequence[str]) -> Value:
    """Those named in this order, then the others. What comes first stands for the entry."""
    if field == "image":
        return value
    places = {address: place for place, address in enumerate(addresses)}
    entries = sorted(value or (), key=lambda one: places.get(_address(one), len(places)))
    if field == "sku_images":
        return entries
    first = next((place for place, one in enumerate(entries) if _is_picture(one)), None)
    marked = [{**one, "isDefault": place == first} for place, one in enumerate(entries)]
    return _settled(kind, field, marked)


def with_alias(kind: EntityKind, field: str, value: Value, address: str, alias: str) -> Value:
    """Only what hangs on SKUs can bear a name."""
    if field != "assets":
        return value
    named = {"alias": alias.strip() or None}
    return _settled(kind, field, _changed(value, address, lambda one: {**one, **named}, address))


def _changed(value: Value, address: str, change: Callable[[_Entry], _Entry], plain: str) -> list[Value]:
    return [
        one if _address(one) != address else change(one) if isinstance(one, Mapping) else plain
        for one in value or ()
    ]


def _settled(kind: EntityKind, field: str, entries: Sequence[Value]) -> Value:
    if field != "assets" or kind is EntityKind.DISCOUNT_FEE:
        return list(entries)
    pictures = [place for place, one in enumerate(entries) if _is_picture(one)]
    default = next(
        (place for place in pictures if entries[place].get("isDefault") is True),
        pictures[0] if pictures else None,
    )
    marked = [{**one, "isDefault": place == default} for place, one in enumerate(entries)]
    return sorted(marked, key=lambda one: not one["isDefault"])


def _entry(field: str, address: str, alias: str) -> Value:
    if field == "sku_images":
        return address
    return {"alias": alias.strip() or None, "isDefault": False, "type": IMAGE, "url": address}


def _is_picture(entry: Value) -> bool:
    """Of a category all are."""
    return not isinstance(entry, Mapping) or entry.get("type") == IMAGE


def _address(entry: Value) -> str:
    return str(entry.get("url") or "") if isinstance(entry, Mapping) else str(entry)
