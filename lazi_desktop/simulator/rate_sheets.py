"""Client specific pricing: rate sheets whose exceptions a PATCH replaces."""

from __future__ import annotations

from lazi_desktop.simulator.calls import Answer, Call
from lazi_desktop.simulator.fields import read
from lazi_desktop.simulator.kinds import SkuKind
from lazi_desktop.simulator.models import RATE_SHEET
from lazi_desktop.simulator.problems import invalid, not_found
from lazi_desktop.simulator.small_lists import small_page
from lazi_desktop.simulator.tenant import Tenant
from lazi_desktop.simulator.wire import encode

_SKU_TYPES: dict[SkuKind, str] = {
    "service": "Service",
    "material": "Material",
    "equipment": "Equipment",
    "discount_fee": "PriceModifier",
}


def list_rate_sheets(tenant: Tenant, call: Call) -> Answer:
    """Neither the sheet's name nor its state is shown; both can be filtered by."""
    active, ids = call.query.active(), call.query.ids()
    searched = (call.query.text("searchTerm") or "").lower()
    sheets = [
        {"id": sheet["id"], "exceptions": sheet.get("exceptions") or []}
        for sheet in sorted(tenant.rate_sheets.values(), key=lambda sheet: int(sheet["id"]))
        if (active is None or sheet.get("active", True) == active)
        and (ids is None or sheet["id"] in ids)
        and searched in str(sheet.get("name", "")).lower()
    ]
    total = call.query.flag("includeTotal") or False
    largest = tenant.settings.max_page_size
    return Answer(200, small_page(sheets, call.query, total=total, largest=largest))


def update_rate_sheet(tenant: Tenant, call: Call) -> Answer:
    sheet = tenant.rate_sheets.get(call.number("id"))
    if sheet is None:
        raise not_found("The rate sheet was not found.")
    exceptions = read(call.json(), RATE_SHEET).get("exceptions")
    if exceptions is not None:
        known = [(exception, tenant.kind_of(exception["skuId"])) for exception in exceptions]
        missing = [exception["skuId"] for exception, kind in known if kind is None]
        if missing:
            raise invalid({"exceptions": [f"Sku {sku} does not exist." for sku in missing]})
        sheet["exceptions"] = [
            {"skuId": exception["skuId"], "skuType": _SKU_TYPES[kind], **exception}
            for exception, kind in known
            if kind is not None
        ]
    shown = [
        {name: exception[name] for name in ("skuId", "value", "valueType")}
        for exception in sheet.get("exceptions") or []
    ]
    return Answer(200, encode({"exceptions": shown}))
