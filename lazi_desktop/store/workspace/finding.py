"""Which SKUs match a query, in order: the statements behind `PricebookQueries.find`."""

from __future__ import annotations

from array import array
from typing import Any

import msgspec

from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery, SortBy
from lazi_desktop.store.workspace.database import Database, DatabaseError
from lazi_desktop.store.workspace.encoding import key_list
from lazi_desktop.store.workspace.folding import fold, match_expression
from lazi_desktop.store.workspace.rows import TREES, number_range

_decode_numbers = msgspec.json.Decoder(list[int]).decode

_BELOW = """number IN (SELECT number FROM sku_category WHERE category_id IN (
    WITH RECURSIVE below (id) AS (
        SELECT reference FROM category WHERE entity_key IN (SELECT unhex(value) FROM json_each(:categories))
        UNION SELECT category.reference FROM below JOIN category ON category.parent_id = below.id)
    SELECT id FROM below))"""
_FOUND = """number IN (
    SELECT rowid FROM search WHERE search MATCH :words AND rowid BETWEEN :first_number AND :last_number)"""
_LISTED = "number IN (SELECT value FROM json_each(:listed))"
_FEW = 2_000
_FIRST = """SELECT json_group_array(rowid) FROM (
    SELECT rowid FROM search WHERE search MATCH :words AND rowid BETWEEN :first_number AND :last_number LIMIT :few)"""
_BEGINS = "code_folded >= :code AND code_folded < :code_end"

_ORDERS = {
    "number": "number",
    "code": "code_order",
    "name": "name_order",
    "kind": "kind",
    "remote_id": "remote_id",
    "cost": "cost_real",
    "price": "price_real",
    "member_price": "member_price_real",
    "add_on_price": "add_on_price_real",
    "margin": "margin_real",
    "unit": "unit_order",
    "vendor_part": "vendor_part_order",
    "hours": "hours_real",
    "taxable": "taxable",
    "active": "active",
    "state": "state",
    "changed": "changed",
}
_FLAGS = {SkuFlag.CHANGED: "changed <> ''", SkuFlag.UNCATEGORISED: "placed = 0"}
_TEXTS = frozenset(("unit", "vendor_part", "name", "changed"))


def find_numbers(database: Database, query: SkuQuery, limit: int | None) -> array[int]:
    """Row numbers in order. Nothing to look up in the search (only signs, say) means no restriction by it."""
    conditions, parameters = _filters(query)
    words = match_expression(query.search)
    if not words:
        return _select(database, conditions, parameters, _order(query), limit)
    parameters["words"] = words
    try:
        if query.order:
            return _select(database, [*conditions, _FOUND], parameters, _order(query), limit)
        return _by_relevance(database, query, conditions, parameters, limit)
    except DatabaseError as error:
        if "fts5" not in str(error):
            raise
        return array("q")  # letters of a script that SQLite's tokenizer does not know


def _by_relevance(
    database: Database, query: SkuQuery, conditions: list[str], parameters: dict[str, Any], limit: int | None
) -> array[int]:
    """The very code first, then codes that begin so, then whatever else has the words, by code."""
    code = fold(query.search).strip()
    parameters.update(code=code, code_end=code + "\U0010ffff")
    found = _select(database, [*conditions, _BEGINS], parameters, "code_folded, number", limit)
    if limit is not None:
        limit -= len(found)
        if limit <= 0:
            return found
    listed = database.raw.execute(_FIRST, {**parameters, "few": _FEW}).fetchone()[0]
    if listed.count(",") < _FEW - 1:
        # Few are looked up one by one and sorted; of many, the first are met soon on a walk through all rows by code.
        parameters["listed"] = listed
        conditions = [*conditions[1:], _LISTED]
    else:
        conditions = [*conditions, _FOUND]
    rest = [*conditions, f"NOT ({_BEGINS})"] if found else conditions
    found.extend(_select(database, rest, parameters, "code_order, number", limit))
    return found


def _filters(query: SkuQuery) -> tuple[list[str], dict[str, Any]]:
    tree = TREES.index(query.tree)
    first, last = number_range(tree)
    parameters: dict[str, Any] = {"tree": tree, "first_number": first, "last_number": last}
    conditions = ["tree = :tree"]
    few = query.flags <= {SkuFlag.CHANGED, SkuFlag.UNCATEGORISED} and query.flags
    if query.order and query.order[0].column != "code" and not few:
        # To sort by anything else all rows are read: in their order on the disk, not in that of an index.
        conditions = ["number BETWEEN :first_number AND :last_number"]
    if not query.include_inactive:
        conditions.append("active = 1")
    if query.flags:
        conditions.append(f"({' OR '.join(_FLAGS[flag] for flag in sorted(query.flags))})")
    if query.categories:
        conditions.append(_BELOW)
        parameters["categories"] = key_list(key.bytes for key in query.categories)
    return conditions, parameters


def _order(query: SkuQuery) -> str:
    """Rows with nothing in the column come last both ways; equal ones stand by code."""
    terms = [term for sort in query.order for term in _sorted_by(sort)]
    ways = {sort.column: sort.descending for sort in query.order}
    if "code" not in ways:
        terms.append("code_order")
    return ", ".join((*terms, "number DESC" if ways.get("code") else "number"))


def _sorted_by(sort: SortBy) -> list[str]:
    column, way = _ORDERS[sort.column], " DESC" if sort.descending else ""
    if sort.column == "code":
        return [f"{column}{way}"]
    empty_last = [f"{column} = ''"] if sort.column in _TEXTS else []
    return [*empty_last, f"{column}{way} NULLS LAST"]


def _select(
    database: Database, conditions: list[str], parameters: dict[str, Any], order: str, limit: int | None
) -> array[int]:
    statement = " ".join((
        "SELECT json_group_array(number) FROM (SELECT number FROM sku WHERE", " AND ".join(conditions),
        "ORDER BY", order, "LIMIT :limit)",
    ))  # fmt: skip
    listed = database.raw.execute(
        statement, {**parameters, "limit": -1 if limit is None else limit}
    ).fetchone()
    return array("q", _decode_numbers(listed[0]))
