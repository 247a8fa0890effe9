"""Vendors of a material or equipment: the primary one sets the cost and is repeated among the others."""

from __future__ import annotations

from collections.abc import Callable

from lazi_desktop.simulator.generated.words import VENDORS
from lazi_desktop.simulator.wire import Json

_FIRST_VENDOR = 700


def vendor_name(vendor: int) -> str:
    place = vendor - _FIRST_VENDOR
    return VENDORS[place] if 0 <= place < len(VENDORS) else f"Vendor {vendor}"


def apply_vendors(sku: Json, fields: Json, next_id: Callable[[], int]) -> None:
    """Brings the vendor members of ``sku`` in line with what was sent, and its cost with the primary one's."""
    before = list(sku.get("otherVendors") or [])
    primary = sku.get("primaryVendor")
    held = {link.get("vendorId"): link for link in ([primary] if primary else []) + before}
    sent_primary, sent_others = fields.get("primaryVendor"), fields.get("otherVendors")
    if sent_primary is not None:
        primary = _link(sent_primary, held, next_id)
    others = before if sent_others is None else [_link(sent, held, next_id) for sent in sent_others]
    if primary is not None:
        others = [primary] + [link for link in others if link.get("vendorId") != primary.get("vendorId")]
        sku["cost"] = primary.get("cost", sku.get("cost"))
    sku["primaryVendor"] = primary
    sku["otherVendors"] = list({link.get("vendorId"): link for link in others}.values())


def _link(sent: Json, held: dict[int, Json], next_id: Callable[[], int]) -> Json:
    """The link to a vendor keeps its id for as long as it exists."""
    earlier = held.get(sent["vendorId"], {})
    return {
        "id": earlier.get("id") or next_id(),
        "vendorName": earlier.get("vendorName") or vendor_name(sent["vendorId"]),
        "vendorId": sent["vendorId"],
        "memo": sent.get("memo"),
        "vendorPart": sent.get("vendorPart"),
        "cost": sent["cost"],
        "active": sent["active"],
        "primarySubAccount": _sub_account(sent.get("primarySubAccount"), next_id),
        "otherSubAccounts": [_sub_account(each, next_id) for each in sent.get("otherSubAccounts") or []],
    }


def _sub_account(sent: Json | None, next_id: Callable[[], int]) -> Json | None:
    return None if sent is None else {"id": next_id(), **sent}
