"""Materials markup and cost types."""

from __future__ import annotations

from lazi_desktop.simulator.calls import Answer, Call
from lazi_desktop.simulator.fields import read
from lazi_desktop.simulator.listing import DEFAULT_PAGE_SIZE
from lazi_desktop.simulator.models import MARKUP
from lazi_desktop.simulator.problems import invalid, not_found
from lazi_desktop.simulator.query import Query
from lazi_desktop.simulator.tenant import Tenant
from lazi_desktop.simulator.wire import Json, encode


def small_page(items: list[Json], query: Query, *, total: bool, largest: int) -> bytes:
    number = max(1, query.whole("page", 1, least=0))
    size = min(largest, query.whole("pageSize", DEFAULT_PAGE_SIZE, least=1))
    first = (number - 1) * size
    return encode(
        {
            "page": number,
            "pageSize": size,
            "hasMore": first + size < len(items),
            "totalCount": len(items) if total else None,
            "data": items[first : first + size],
        }
    )


def list_cost_types(tenant: Tenant) -> Answer:
    """Takes no paging parameters, yet answers a page."""
    types = tenant.cost_types
    page = {"page": 1, "pageSize": len(types), "hasMore": False, "totalCount": None, "data": types}
    return Answer(200, encode(page))


def list_markup(tenant: Tenant, call: Call) -> Answer:
    rows = sorted(tenant.markup.values(), key=lambda row: int(row["id"]))
    largest = tenant.settings.max_page_size
    return Answer(200, small_page(rows, call.query, total=True, largest=largest))


def read_markup(tenant: Tenant, call: Call) -> Answer:
    return Answer(200, encode({"data": _row(tenant, call)}))


def create_markup(tenant: Tenant, call: Call) -> Answer:
    row = _checked(call) | {"id": max(tenant.markup, default=0) + 1}
    tenant.markup[row["id"]] = row
    return Answer(201, encode({"data": row}))


def replace_markup(tenant: Tenant, call: Call) -> Answer:
    row = _checked(call) | {"id": _row(tenant, call)["id"]}
    tenant.markup[row["id"]] = row
    return Answer(200, encode({"data": row}))


def _row(tenant: Tenant, call: Call) -> Json:
    row = tenant.markup.get(call.number("id"))
    if row is None:
        raise not_found("The markup was not found.")
    return row


def _checked(call: Call) -> Json:
    row = read(call.json(), MARKUP)
    if row["from"] > row["to"]:
        raise invalid({"from": ["'from' must not be greater than 'to'."]})
    return row
