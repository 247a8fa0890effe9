"""Lists of other modules that a pricebook names rows of: vendors, business units, accounts and the like."""

from __future__ import annotations

from dataclasses import dataclass

from lazi_desktop.simulator.calls import Answer, Call, Handler
from lazi_desktop.simulator.clock import to_text
from lazi_desktop.simulator.listing import page
from lazi_desktop.simulator.query import Query
from lazi_desktop.simulator.rows import Row, row_of
from lazi_desktop.simulator.tenant import Tenant
from lazi_desktop.simulator.wire import Json


@dataclass(frozen=True)
class ListOf:
    """A list under its own module; `sorts` are the fields it can be ordered by, none where none are documented."""

    module: tuple[str, str]
    name: str
    scope: str
    sorts: tuple[str, ...] = ()


LISTS = (
    ListOf(("settings", "v2"), "business-units", "tn.stt.businessunits"),
    ListOf(("inventory", "v2"), "vendors", "tn.inv.vendors", ("Id", "ModifiedOn", "CreatedOn")),
    ListOf(("accounting", "v2"), "gl-accounts", "tn.acc.glaccounts"),
    ListOf(
        ("equipmentsystems", "v2"), "equipment-types", "tn.eqs.equipmenttypes",
        ("ID", "Name", "CreatedOn", "ModifiedOn"),
    ),
    ListOf(("settings", "v2"), "employees", "tn.stt.employees"),
    ListOf(("accounting", "v2"), "tax-zones", "tn.acc.taxzones", ("Id", "Name", "CreatedOn")),
    ListOf(("inventory", "v2"), "warehouses", "tn.inv.warehouses", ("Id", "ModifiedOn", "CreatedOn")),
    ListOf(("settings", "v2"), "tag-types", "tn.stt.tagtypes"),
    ListOf(("jpm", "v2"), "job-types", "tn.jpm.jobtypes"),
)  # fmt: skip


def handler_of(tenant: Tenant, wanted: ListOf) -> Handler:
    def get_list(call: Call) -> Answer:
        rows = _found(tenant.lists[wanted.name].by_id(), wanted, call.query)
        largest = tenant.settings.max_page_size
        return Answer(200, page(rows, call.query, lambda row: row.encoded, largest=largest))

    return get_list


def _found(rows: list[Row], wanted: ListOf, query: Query) -> list[Row]:
    active, ids = query.active(), query.ids()
    rows = [
        row for row in rows if (active is None or row.active == active) and (ids is None or row.id in ids)
    ]
    for name, since in (("createdOnOrAfter", True), ("createdBefore", False)):
        limit = query.ticks(name)
        if limit is not None:
            rows = [row for row in rows if (row.created >= limit) is since]
    for name, since in (("modifiedOnOrAfter", True), ("modifiedBefore", False)):
        limit = query.ticks(name)
        if limit is not None:
            rows = [row for row in rows if (row.modified >= limit) is since]
    sort = query.sort(wanted.sorts) if wanted.sorts else None
    if sort is not None:
        field, descending = sort
        rows = sorted(rows, key=lambda row: _key(row, field), reverse=descending)
    return rows


def _key(row: Row, field: str) -> tuple[int, str]:
    match field:
        case "CreatedOn":
            return row.created, ""
        case "ModifiedOn":
            return row.modified, ""
        case "Name":
            return 0, str(row.value().get("name")).lower()
    return row.id, ""


def put(tenant: Tenant, name: str, value: Json) -> Json:
    """Somebody makes or changes a row in ServiceTitan's own window."""
    now = to_text(tenant.clock.stamp())
    changed = {"active": True, "createdOn": now} | value | {"modifiedOn": now}
    tenant.lists[name].put(row_of(changed))
    return changed
