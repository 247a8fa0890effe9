"""The paged lists of SKUs and categories: filters, order, pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from lazi_desktop.simulator.kinds import SkuKind
from lazi_desktop.simulator.problems import not_valid
from lazi_desktop.simulator.query import Query
from lazi_desktop.simulator.rows import Row, Table
from lazi_desktop.simulator.tenant import Tenant
from lazi_desktop.simulator.views import View, sku_view

SKU_SORTS = (
    "Id",
    "Code",
    "DisplayName",
    "CreatedOn",
    "ModifiedOn",
    "Price",
    "MemberPrice",
    "AddOnPrice",
    "AddOnMemberPrice",
    "MaterialsCost",
    "PrimaryVendor",
    "Cost",
    "Manufacturer",
    "Priority",
)
DEFAULT_PAGE_SIZE = 50

_DATES = ("createdBefore", "createdOnOrAfter", "modifiedBefore", "modifiedOnOrAfter")


class _Vendor(msgspec.Struct):
    vendorName: str = ""  # noqa: N815


class _Sortable(msgspec.Struct):
    """The members that lists search and sort by."""

    code: str | None = ""
    displayName: str | None = ""  # noqa: N815
    description: str | None = ""
    price: float = 0
    memberPrice: float = 0  # noqa: N815
    addOnPrice: float = 0  # noqa: N815
    addOnMemberPrice: float = 0  # noqa: N815
    cost: float = 0
    manufacturer: str | None = ""
    primaryVendor: _Vendor | None = None  # noqa: N815
    isOtherDirectCost: bool = False  # noqa: N815
    costTypeId: int | None = None  # noqa: N815


_decode = msgspec.json.Decoder(_Sortable).decode


def _read(encoded: bytes) -> _Sortable:
    """Rows from files may hold anything; one of another shape counts as empty."""
    try:
        return _decode(encoded)
    except msgspec.ValidationError:
        return _Sortable()


_KEYS: dict[str, Callable[[_Sortable], Any]] = {
    "Code": lambda sku: (sku.code or "").lower(),
    "DisplayName": lambda sku: (sku.displayName or "").lower(),
    "Price": lambda sku: sku.price,
    "MemberPrice": lambda sku: sku.memberPrice,
    "AddOnPrice": lambda sku: sku.addOnPrice,
    "AddOnMemberPrice": lambda sku: sku.addOnMemberPrice,
    "MaterialsCost": lambda sku: sku.cost,
    "Cost": lambda sku: sku.cost,
    "PrimaryVendor": lambda sku: sku.primaryVendor.vendorName.lower() if sku.primaryVendor else "",
    "Manufacturer": lambda sku: (sku.manufacturer or "").lower(),
}


def page(rows: Sequence[Row], query: Query, view: View, *, largest: int) -> bytes:
    """One page in its envelope. Page 0 is taken for page 1, a page size above the largest for the largest."""
    number = max(1, query.whole("page", 1, least=0))
    size = min(largest, query.whole("pageSize", DEFAULT_PAGE_SIZE, least=1))
    first = (number - 1) * size
    items = b",".join(view(row) for row in rows[first : first + size])
    more = "true" if first + size < len(rows) else "false"
    total = str(len(rows)) if query.flag("includeTotal") else "null"
    head = f'{{"page":{number},"pageSize":{size},"hasMore":{more},"totalCount":{total},"data":['
    return head.encode() + items + b"]}"


class Listing:
    """Answers SKU lists; remembers the last rows found, since a crawl asks for them page after page."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._found: dict[tuple[object, ...], list[Row]] = {}

    def skus(self, kind: SkuKind, query: Query) -> bytes:
        table = self._tenant.skus[kind]
        application = query.guid("externalDataApplicationGuid")
        view = sku_view(kind, application, calculate=query.flag("calculatePrices") or False)
        unlisted = self._tenant.unlisted(kind)
        rows = self._rows(kind, table, query, application)
        if unlisted:
            rows = [row for row in rows if row.id not in unlisted]
        return page(rows, query, view, largest=self._tenant.settings.max_page_size)

    def _rows(self, kind: SkuKind, table: Table, query: Query, application: str | None) -> list[Row]:
        conditions = _conditions(kind, query, application)
        sort = query.sort(SKU_SORTS)
        ids = query.ids()
        key = (kind, id(table.rows), table.version, sort, tuple(ids or ()), *conditions)
        if key not in self._found:
            if len(self._found) >= 8:
                self._found.clear()
            self._found[key] = _found(table, ids, sort, conditions)
        return self._found[key]


Condition = tuple[str, object]


def _conditions(kind: SkuKind, query: Query, application: str | None) -> list[Condition]:
    """The filters that are in force, by name and operand."""
    given: list[Condition] = [("active", query.active())]
    given += [(name, query.ticks(name)) for name in _DATES]
    searched = query.text("searchText")
    if searched is not None and not 2 <= len(searched) <= 200:
        raise not_valid(searched, "searchText")
    given.append(("searchText", searched.lower() if searched else None))
    if kind == "material":
        given.append(("isOtherDirectCost", query.flag("isOtherDirectCost")))
        given.append(("costTypeIds", tuple(query.ids("costTypeIds") or ()) or None))
    if application is not None:
        values = query.text("externalDataValues")
        marks = (application, query.text("externalDataKey"), tuple(values.split(",")) if values else None)
        given.append(("external", marks))
    return [(name, operand) for name, operand in given if operand is not None]


def _found(
    table: Table, ids: list[int] | None, sort: tuple[str, bool] | None, conditions: list[Condition]
) -> list[Row]:
    rows = table.by_id()
    if ids is not None:
        rows = [table.rows[number] for number in sorted(set(ids)) if number in table.rows]
    for name, operand in conditions:
        test = _TESTS[name]
        rows = [row for row in rows if test(row, operand)]
    if sort is None:
        return rows
    field, descending = sort
    return sorted(rows, key=_sort_key(field), reverse=descending)


def _sort_key(field: str) -> Callable[[Row], Any]:
    if field == "CreatedOn":
        return lambda row: row.created
    if field == "ModifiedOn":
        return lambda row: row.modified
    if field in _KEYS:
        key = _KEYS[field]
        return lambda row: key(_read(row.encoded))
    return lambda row: row.id


def _matches_text(row: Row, searched: Any) -> bool:
    sku = _read(row.encoded)
    return any(searched in (text or "").lower() for text in (sku.displayName, sku.code, sku.description))


def _has_external(row: Row, marks: Any) -> bool:
    application, key, values = marks
    data = (row.external or {}).get(application)
    if data is None or (key is not None and key not in data):
        return False
    held = [data[key]] if key is not None else list(data.values())
    return values is None or any(value in values for value in held)


_TESTS: dict[str, Callable[[Row, Any], bool]] = {
    "active": lambda row, wanted: row.active == wanted,
    "createdBefore": lambda row, limit: row.created < limit,
    "createdOnOrAfter": lambda row, limit: row.created >= limit,
    "modifiedBefore": lambda row, limit: row.modified < limit,
    "modifiedOnOrAfter": lambda row, limit: row.modified >= limit,
    "searchText": _matches_text,
    "isOtherDirectCost": lambda row, wanted: _read(row.encoded).isOtherDirectCost == wanted,
    "costTypeIds": lambda row, wanted: _read(row.encoded).costTypeId in wanted,
    "external": _has_external,
}


def categories(tenant: Tenant, query: Query) -> bytes:
    """Roots with their trees, or every node by itself where the tenant is switched to flat."""
    tree = tenant.categories
    active = query.active()
    flat = tenant.settings.flat_categories
    rows = tree.by_id() if flat else tree.roots()
    unlisted = tenant.unlisted("category")
    rows = [row for row in rows if (active is None or row.active == active) and row.id not in unlisted]
    for name in _DATES:
        limit = query.ticks(name)
        if limit is not None:
            rows = [row for row in rows if _TESTS[name](row, limit)]
    category_type = query.text("categoryType")
    if category_type is not None:
        if category_type not in ("Services", "Materials"):
            raise not_valid(category_type, "categoryType")
        rows = [row for row in rows if row.value().get("categoryType") == category_type]
    sort = query.sort(("Id", "Name"))
    if sort is not None:
        field, descending = sort
        rows.sort(
            key=lambda row: str(row.value().get("name")).lower() if field == "Name" else row.id,
            reverse=descending,
        )
    view: View = (lambda row: row.encoded) if flat else category_view(tenant, active, unlisted)
    return page(rows, query, view, largest=tenant.settings.max_page_size)


def category_view(tenant: Tenant, active: bool | None, unlisted: frozenset[int] = frozenset()) -> View:
    def wanted(row: Row) -> bool:
        return (active is None or row.active == active) and row.id not in unlisted

    return lambda row: tenant.categories.nested(row, f"{active} {sorted(unlisted)}", wanted)
