"""What of all SKUs a file can be named after, and the pictures they have. Reads the workspace, away from the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.matching.photos import NamedSku, SkuLook
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import SkuQuery

_AT_ONCE = 2_000
_FIELDS = ("other_vendors",)


def named_skus(queries: PricebookQueries, step: Callable[[], None]) -> list[NamedSku]:
    """Of both trees. `step` is called now and then, and may raise."""
    found = []
    for tree in Tree:
        numbers = iter(queries.find(SkuQuery(tree=tree)))
        while some := list(islice(numbers, _AT_ONCE)):
            step()
            found += [_named(row) for row in queries.rows(some, _FIELDS)]
    return found


def looks_of_skus(queries: PricebookQueries) -> list[SkuLook]:
    return [
        SkuLook(key, one.look.print, one.look.digest) for one in queries.known_looks() for key in one.skus
    ]


def _named(row: SkuRow) -> NamedSku:
    parts = tuple(dict.fromkeys((*([row.vendor_part] if row.vendor_part else ()), *_others(row))))
    return NamedSku(row.key, row.code, row.name, parts, row.active)


def _others(row: SkuRow) -> Iterator[str]:
    vendors: Value = row.more.get("other_vendors")
    for one in vendors or ():
        if part := str(one.get("vendorPart") or ""):
            yield part
