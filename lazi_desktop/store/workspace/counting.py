"""What many rows come to: facets, flags, sums."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from lazi_desktop.ports.pricebook import ColumnSums
from lazi_desktop.ports.sku_query import Facet, SkuFlag, SkuQuery
from lazi_desktop.store.workspace.columns import Columns
from lazi_desktop.store.workspace.conditions import FLAGS, Conditions, conditions_of
from lazi_desktop.store.workspace.database import Database, DatabaseError
from lazi_desktop.store.workspace.encoding import number_list
from lazi_desktop.store.workspace.finding import FOUND, IN_DISK_ORDER
from lazi_desktop.store.workspace.folding import match_expression

_decode_texts = msgspec.json.Decoder(list[str | None]).decode

_VALUES = """
    SELECT {text} AS value, count(*) FROM sku WHERE {where}
    GROUP BY value ORDER BY count(*) DESC, value LIMIT :limit"""
_COUNTS = "SELECT {0} FROM sku WHERE {1}"
_SUMS = """
    SELECT count(*), json_group_array({exact}), sum(price_real) FILTER (WHERE cost_real <> 0),
        sum(cost_real) FILTER (WHERE price_real <> 0),
        sum(length(changed) - length(replace(changed, ',', '')) + 1) FILTER (WHERE changed <> '')
    FROM sku WHERE number IN (SELECT value FROM json_each(?))"""
_MARGIN_DIGITS = 9


def count_values(
    database: Database, query: SkuQuery, columns: Columns, column: str, limit: int
) -> list[Facet]:
    conditions = conditions_of(query, columns, but=column)
    statement = _VALUES.format(text=columns[column].text, where=_where(query, conditions))
    try:
        rows = database.all(statement, {**conditions.parameters, "limit": limit})
    except DatabaseError as error:
        if "fts5" not in str(error):
            raise
        return []
    return [Facet(value, count) for value, count in rows]


def count_flags(database: Database, query: SkuQuery, columns: Columns) -> dict[SkuFlag, int]:
    conditions = conditions_of(query, columns, flags=False)
    counts = ", ".join(f"count(*) FILTER (WHERE {FLAGS[flag]})" for flag in SkuFlag)
    statement = _COUNTS.format(counts, _where(query, conditions))
    try:
        row = database.all(statement, conditions.parameters)[0]
    except DatabaseError as error:
        if "fts5" not in str(error):
            raise
        return dict.fromkeys(SkuFlag, 0)
    return dict(zip(SkuFlag, row, strict=True))


def _where(query: SkuQuery, conditions: Conditions) -> str:
    words = match_expression(query.search, whole_numbers=query.whole_numbers)
    conditions.parameters["words"] = words
    return " AND ".join([IN_DISK_ORDER, *conditions.all_at_once, *([FOUND] if words else [])])


def sum_up(database: Database, columns: Columns, numbers: Sequence[int], column: str) -> ColumnSums:
    """The total is exact, to the last digit of each."""
    rows, texts, price, cost, cells = database.all(
        _SUMS.format(exact=columns[column].exact), (number_list(numbers),)
    )[0]
    values = [text for text in _decode_texts(texts) if text is not None]
    margin = round((price - cost) / price, _MARGIN_DIGITS) if price else None
    return ColumnSums(
        rows=rows,
        filled=len(values),
        total=sum(map(Decimal, values), Decimal(0)) if values else None,
        margin=None if margin is None else Decimal(str(margin)),
        changed=cells or 0,
    )
