"""A vendor's number by its name: ServiceTitan knows vendors by number, and entries here tell which is whose."""

from __future__ import annotations

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import ChoiceFilter, SkuQuery, TextFilter

_LOOKED_AT = 40


def vendor_number(queries: PricebookQueries, name: str) -> tuple[int, str] | None:
    """With the name as it is written; None where neither ServiceTitan's list nor any entry has this vendor."""
    listed = queries.listed_names().vendor(name)
    if listed is not None:
        return listed
    filters = (ChoiceFilter("primary_vendor", frozenset((name,))), TextFilter("other_vendors", name))
    for one in filters:
        for tree in Tree:
            numbers = queries.find(SkuQuery(tree=tree, filters=(one,)), limit=_LOOKED_AT)
            for row in queries.rows(numbers, ("primary_vendor", "other_vendors")):
                links = [row.more.get("primary_vendor") or {}, *(row.more.get("other_vendors") or ())]
                for link in links:
                    written = str(link.get("vendorName") or "")
                    if written.casefold() == name.casefold() and link.get("vendorId") is not None:
                        return link["vendorId"], written
    return None
