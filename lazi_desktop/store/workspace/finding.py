"""Which SKUs match a query, in order: the statements behind `PricebookQueries.find`."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

import msgspec

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery, SortBy
from lazi_desktop.store.workspace.change_sets import read_proposed
from lazi_desktop.store.workspace.columns import Columns
from lazi_desktop.store.workspace.conditions import Conditions, conditions_of
from lazi_desktop.store.workspace.database import Database, DatabaseError
from lazi_desktop.store.workspace.encoding import number_list
from lazi_desktop.store.workspace.folding import fold, match_expression

_decode_numbers = msgspec.json.Decoder(list[int]).decode

FOUND = """number IN (
    SELECT rowid FROM search WHERE search MATCH :words AND rowid BETWEEN :first_number AND :last_number)"""
_LISTED = "number IN (SELECT value FROM json_each(:listed))"
_FEW = 2_000
_SOME = 8_000
_ALL = "SELECT json_group_array(number) FROM ({0})"
_FIRST = """SELECT json_group_array(rowid) FROM (
    SELECT rowid FROM search WHERE search MATCH :words AND rowid BETWEEN :first_number AND :last_number LIMIT :few)"""
_BEGINS = "code_folded >= :code AND code_folded < :code_end"
_IN_TREE = "tree = :tree"
IN_DISK_ORDER = "number BETWEEN :first_number AND :last_number"
_PEEKED_AT = 2_000
"""Rows looked at one by one, by code, before all are looked through."""
_END_OF_PEEK = (
    "(SELECT code_order FROM sku WHERE tree = :tree ORDER BY code_order {0} LIMIT 1 OFFSET :peeked_at)"
)


def find_numbers(database: Database, query: SkuQuery, columns: Columns, limit: int | None) -> array[int]:
    """Row numbers in order. Nothing to look up in the search (only signs, say) means no restriction by it."""
    conditions = conditions_of(query, columns, proposed=proposed_in(database, query))
    order = _order(query.order, columns)
    words = match_expression(query.search, whole_numbers=query.whole_numbers)
    if not words:
        return _without_search(database, query, conditions, order, limit)
    conditions.parameters["words"] = words
    try:
        if query.order:
            those = [IN_DISK_ORDER, *conditions.all_at_once, FOUND]
            return _select(database, those, conditions.parameters, order, limit)
        return _by_relevance(database, query, conditions, limit)
    except DatabaseError as error:
        if "fts5" not in str(error):
            raise
        return array("q")  # letters of a script that SQLite's tokenizer does not know


def proposed_in(database: Database, query: SkuQuery) -> set[EntityKey]:
    """What has open proposals, where that is asked for."""
    if SkuFlag.PROPOSED not in query.flags:
        return set()
    return read_proposed(database, hides_costs=query.hides_costs)


def _without_search(
    database: Database, query: SkuQuery, conditions: Conditions, order: str, limit: int | None
) -> array[int]:
    parameters = conditions.parameters
    by_code = not query.order or query.order[0].column == "code"
    if by_code and not conditions.each:
        return _select(database, [_IN_TREE], parameters, order, limit)
    if query.flags == {SkuFlag.CHANGED}:  # few, and in an index of their own
        return _select(database, [_IN_TREE, *conditions.each], parameters, f"+{order}", limit)
    if by_code and limit is not None:
        last = bool(query.order) and query.order[0].descending
        found = _peek(database, conditions, order, limit, last=last)
        if len(found) == limit:
            return found
        if conditions.close:
            alone = len(conditions.each) == 1
            if alone and conditions.close_order and len(query.order) < 2:
                return _at_once(database, conditions, limit, last=last)
            return _close(database, conditions, order, limit)
    # To sort by anything else all rows are read: in their order on the disk, not in that of an index.
    return _select(database, [IN_DISK_ORDER, *conditions.all_at_once], parameters, order, limit)


def _peek(database: Database, conditions: Conditions, order: str, limit: int, *, last: bool) -> array[int]:
    """Among the first rows by code: whatever many have is there in plenty."""
    way, beyond = ("DESC", ">=") if last else ("", "<=")
    near = f"code_order {beyond} {_END_OF_PEEK.format(way)}"
    parameters = {**conditions.parameters, "peeked_at": _PEEKED_AT}
    return _select(database, [_IN_TREE, near, *conditions.each], parameters, order, limit)


def _at_once(database: Database, conditions: Conditions, limit: int, *, last: bool) -> array[int]:
    """One filter and no other condition, where all that it takes lies close together."""
    way = " DESC" if last else ""
    order = f"ORDER BY {conditions.close_order}{way}, number{way} LIMIT :limit"
    statement = _ALL.format(f"{conditions.close[0]} {order}")
    return _numbers(database, statement, {**conditions.parameters, "limit": limit})


def _close(database: Database, conditions: Conditions, order: str, limit: int) -> array[int]:
    """All that match are found first, where they lie close together, and then the first of them by code."""
    parameters = conditions.parameters
    if len(conditions.each) == 1:
        found = _numbers(database, _ALL.format(conditions.close[0]), parameters)
    else:
        found = _select(database, [IN_DISK_ORDER, *conditions.all_at_once], parameters, "number", None)
    parameters = {**parameters, "listed": number_list(found)}
    # Some are looked up and sorted; of many, the first are met soon on a walk through all rows by code.
    those = [_IN_TREE, f"+{_LISTED}"] if len(found) > _SOME else [_LISTED]
    return _select(database, those, parameters, order, limit)


def _by_relevance(
    database: Database, query: SkuQuery, conditions: Conditions, limit: int | None
) -> array[int]:
    """The very code first, then codes that begin so, then whatever else has the words, by code."""
    code = fold(query.search).strip()
    parameters = conditions.parameters
    parameters.update(code=code, code_end=code + "\U0010ffff")
    found = _select(database, [_IN_TREE, *conditions.each, _BEGINS], parameters, "code_folded, number", limit)
    if limit is not None:
        limit -= len(found)
        if limit <= 0:
            return found
    listed = database.raw.execute(_FIRST, {**parameters, "few": _FEW}).fetchone()[0]
    if listed.count(",") < _FEW - 1:
        # Few are looked up one by one and sorted; of many, the first are met soon on a walk through all rows by code.
        parameters["listed"] = listed
        those = [*conditions.each, _LISTED]
    elif conditions.filters:
        those = [IN_DISK_ORDER, *conditions.all_at_once, FOUND]
    else:
        those = [_IN_TREE, *conditions.each, FOUND]
    rest = [*those, f"NOT ({_BEGINS})"] if found else those
    found.extend(_select(database, rest, parameters, "code_order, number", limit))
    return found


def _order(order: Sequence[SortBy], columns: Columns) -> str:
    """Rows with nothing in the column come last both ways; equal ones stand by code."""
    terms = [term for sort in order for term in _sorted_by(sort, columns)]
    ways = {sort.column: sort.descending for sort in order}
    if "code" not in ways:
        terms.append("code_order")
    return ", ".join((*terms, "number DESC" if ways.get("code") else "number"))


def _sorted_by(sort: SortBy, columns: Columns) -> list[str]:
    column, way = columns[sort.column], " DESC" if sort.descending else ""
    if sort.column == "code":
        return [f"{column.order}{way}"]
    empty_last = [column.ordered_empty] if column.ordered_empty else []
    return [*empty_last, f"{column.order}{way} NULLS LAST"]


def _select(
    database: Database, conditions: Sequence[str], parameters: dict[str, Any], order: str, limit: int | None
) -> array[int]:
    statement = " ".join((
        "SELECT json_group_array(number) FROM (SELECT number FROM sku WHERE", " AND ".join(conditions),
        "ORDER BY", order, "LIMIT :limit)",
    ))  # fmt: skip
    return _numbers(database, statement, {**parameters, "limit": -1 if limit is None else limit})


def _numbers(database: Database, statement: str, parameters: dict[str, Any]) -> array[int]:
    return array("q", _decode_numbers(database.raw.execute(statement, parameters).fetchone()[0]))
