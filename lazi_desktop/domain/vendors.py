"""The vendors of a material or equipment: one is the primary one, and what it asks is the entry's cost.

Three fields tell it: `cost`, `primary_vendor`, and `other_vendors`, in which ServiceTitan repeats the primary one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from lazi_desktop.domain.values import Fields, Value, same

FIELDS_OF_VENDORS = ("cost", "primary_vendor", "other_vendors")

Link = dict[str, Any]


def vendor_links(values: Fields) -> list[Link]:
    """Every vendor once, the primary one first and with the entry's cost, the others by name."""
    primary = primary_link(values)
    others = [one for one in values.get("other_vendors") or () if not _is_of(one, primary)]
    others.sort(key=lambda one: (str(one.get("vendorName") or "").casefold(), one["vendorId"]))
    return [*([primary] if primary else []), *others]


def primary_link(values: Fields) -> Link | None:
    primary = values.get("primary_vendor")
    if not primary:
        return None
    return {**primary, **({"cost": values["cost"]} if values.get("cost") is not None else {})}


def as_primary(values: Fields, vendor_id: int) -> Link:
    """The link that becomes the primary one. Raises KeyError where there is none to that vendor."""
    for one in vendor_links(values):
        if one.get("vendorId") == vendor_id:
            return {**one, "active": True}
    raise KeyError(vendor_id)


def settled(before: Fields, edited: Mapping[str, Value], ours: Collection[str]) -> dict[str, Value]:
    """What else must change so that the three fields agree after `edited`; `ours` are those with a value of ours.

    What ServiceTitan has follows by itself: only our own values over it would go on saying what was before.
    """
    now = {**before, **edited}
    follow: dict[str, Value] = {}
    primary = now.get("primary_vendor")
    if "primary_vendor" in edited:
        cost = (primary or {}).get("cost")
        if "cost" not in edited and cost is not None and not same(cost, before.get("cost")):
            follow["cost"] = now["cost"] = cost
    is_told = "primary_vendor" in edited or "primary_vendor" in ours
    if primary and is_told and now.get("cost") is not None and not same(primary.get("cost"), now["cost"]):
        primary = now["primary_vendor"] = follow["primary_vendor"] = {**primary, "cost": now["cost"]}
    if not primary or not ("other_vendors" in edited or "other_vendors" in ours):
        return follow
    others = now.get("other_vendors") or []
    repeated = {**primary, "cost": now["cost"]} if now.get("cost") is not None else primary
    agreed = [repeated if _is_of(one, primary) else one for one in others]
    if not same(agreed, others):
        follow["other_vendors"] = agreed
    return follow


def _is_of(one: Value, other: Value) -> bool:
    return bool(other) and one.get("vendorId") == other.get("vendorId")
