"""What a query asks of a row, as conditions in SQL."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import msgspec

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ports.sku_query import (
    ChoiceFilter,
    ColumnFilter,
    RangeFilter,
    SkuFlag,
    SkuQuery,
    TextFilter,
    TextMatch,
)
from lazi_desktop.store.workspace.columns import Column, Columns, needs_text
from lazi_desktop.store.workspace.encoding import key_list
from lazi_desktop.store.workspace.folding import fold
from lazi_desktop.store.workspace.layers import STATES
from lazi_desktop.store.workspace.rows import (
    BROKEN_IMAGE,
    DYNAMIC_PRICE,
    IMAGE_FAILED,
    IMAGE_PENDING,
    LOW_IMAGE,
    NO_IMAGE,
    PRICE_LOCKED,
    SHARED_IMAGE,
    TO_REVIEW,
    TREES,
    number_range,
)

_BELOW = """number IN (SELECT number FROM sku_category WHERE category_id IN (
    WITH RECURSIVE below (id) AS (
        SELECT reference FROM category WHERE entity_key IN (SELECT unhex(value) FROM json_each(:categories))
        UNION SELECT category.reference FROM below JOIN category ON category.parent_id = below.id)
    SELECT id FROM below))"""
_SHOWING = """number IN (
    SELECT number FROM picture JOIN sku_picture ON picture_id = id WHERE address {0})"""
_ONE_OF = "IN (SELECT value FROM json_each({0}))"
_CLOSE = "SELECT number FROM {0} AND {1}"
_AMONG = "{0}number IN ({1})"
_GONE = STATES.index(SkuState.GONE)
_HAIR = 1e-9
"""Margins are worked out in binary: one that stands exactly on a bound must not miss it."""

OF_PICTURES = {
    SkuFlag.LOW_IMAGE: LOW_IMAGE,
    SkuFlag.BROKEN_IMAGE: BROKEN_IMAGE,
    SkuFlag.SHARED_IMAGE: SHARED_IMAGE,
    SkuFlag.IMAGE_PENDING: IMAGE_PENDING,
    SkuFlag.IMAGE_FAILED: IMAGE_FAILED,
}
"""Their bits of `marks`, one beside the other, the highest of all."""
FLAGS = {
    SkuFlag.CHANGED: "changed <> ''",
    SkuFlag.UNCATEGORISED: "placed = 0",
    SkuFlag.PROPOSED: "number IN (SELECT number FROM sku WHERE entity_key IN"
    " (SELECT unhex(value) FROM json_each(:proposed)))",
    SkuFlag.NEW: f"remote_id IS NULL AND state <> {_GONE}",
    SkuFlag.INACTIVE: "active = 0",
    SkuFlag.NO_IMAGE: f"marks & {NO_IMAGE}",
    **{flag: f"marks & {bit}" for flag, bit in OF_PICTURES.items()},
    SkuFlag.PRICE_LOCKED: f"marks & {PRICE_LOCKED}",
    SkuFlag.DYNAMIC_PRICE: f"marks & {DYNAMIC_PRICE}",
    SkuFlag.TO_REVIEW: f"marks & {TO_REVIEW}",
    SkuFlag.BELOW_FLOOR: f"margin_real < :floor AND NOT marks & {DYNAMIC_PRICE}",
    **{
        flag: f"state = {STATES.index(SkuState(flag.value))}"
        for flag in (
            SkuFlag.PENDING,
            SkuFlag.SUBMITTED,
            SkuFlag.CONFLICT,
            SkuFlag.FAILED,
            SkuFlag.DIFFERS,
            SkuFlag.GONE,
        )
    },
}


@dataclass(slots=True)
class Conditions:
    """Each of `row` and `filters` is checked on a row of `sku`; `found` says the same as `filters` by way of all rows
    that there are."""

    row: list[str] = field(default_factory=list)
    filters: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)
    close: list[str] = field(default_factory=list)
    """Of those in `found` that need to look at no row of `sku`, the statements that do it."""
    close_order: str = ""
    """What orders the rows of the last of them by code."""

    @property
    def each(self) -> list[str]:
        return self.row + self.filters

    @property
    def all_at_once(self) -> list[str]:
        return self.row + self.found

    def name(self, value: object) -> str:
        """A parameter with this value."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"


def conditions_of(
    query: SkuQuery,
    columns: Columns,
    *,
    proposed: Collection[EntityKey] = (),
    but: str | None = None,
    flags: bool = True,
) -> Conditions:
    """All but the search, and without the filters on the column `but`. `proposed`: what has open proposals."""
    tree = TREES.index(query.tree)
    first, last = number_range(tree)
    conditions = Conditions(
        parameters={"tree": tree, "first_number": first, "last_number": last, "floor": _floor(query)}
    )
    conditions.parameters["proposed"] = key_list(key.bytes for key in proposed)
    each = conditions.row
    if not query.include_inactive:
        each.append("active = 1")
    if flags and query.flags:
        each.append(f"({' OR '.join(FLAGS[flag] for flag in sorted(query.flags))})")
    if query.kinds:
        kinds = conditions.name(msgspec.json.encode(sorted(query.kinds)).decode())
        each.append(f"+kind {_ONE_OF.format(kinds)}")
    if query.pictures:
        addresses = conditions.name(msgspec.json.encode(sorted(query.pictures)).decode())
        each.append(_SHOWING.format(_ONE_OF.format(addresses)))
    if query.categories:
        each.append(_BELOW)
        conditions.parameters["categories"] = key_list(key.bytes for key in query.categories)
    for one in query.filters:
        if one.column != but:
            _filter(one, columns, conditions)
    return conditions


def _floor(query: SkuQuery) -> float:
    return float(query.margin_floor) - _HAIR


def _filter(wanted: ColumnFilter, columns: Columns, conditions: Conditions) -> None:
    match wanted:
        case TextFilter():
            column = columns.for_text(wanted.column)
            _texts(wanted, column, conditions)
        case RangeFilter():
            _range(wanted, columns[wanted.column], conditions)
        case ChoiceFilter():
            _choice(wanted, columns[wanted.column], conditions)


def _texts(wanted: TextFilter, column: Column, conditions: Conditions) -> None:
    text = fold(wanted.text).strip() if needs_text(wanted.match) else ""
    if not text and needs_text(wanted.match):
        return  # nothing typed yet
    match wanted.match:
        case TextMatch.CONTAINS:
            _add(conditions, column, f"instr({{folded}}, {conditions.name(text)})")
        case TextMatch.BEGINS:
            _add(conditions, column, f"substr({{folded}}, 1, {len(text)}) = {conditions.name(text)}")
        case TextMatch.EQUALS:
            _add(conditions, column, f"{{folded}} = {conditions.name(text)}")
        case TextMatch.LACKS:
            _add(conditions, column, f"instr({{folded}}, {conditions.name(text)})", wanted=False)
        case TextMatch.EMPTY:
            _add(conditions, column, "{text} <> ''", wanted=False)
        case TextMatch.FILLED:
            _add(conditions, column, "{text} <> ''")


def _range(wanted: RangeFilter, column: Column, conditions: Conditions) -> None:
    if wanted.least is None and wanted.most is None:
        return
    hair = _HAIR if column.number == "margin_real" else 0.0
    if column.number == "NULL":
        _check(conditions, "0")  # a text is never between numbers
    if wanted.least is not None:
        _add(conditions, column, f"{{number}} >= {conditions.name(_real(wanted.least) - hair)}")
    if wanted.most is not None:
        _add(conditions, column, f"{{number}} <= {conditions.name(_real(wanted.most) + hair)}")


def _choice(wanted: ChoiceFilter, column: Column, conditions: Conditions) -> None:
    values = conditions.name(msgspec.json.encode(sorted(wanted.values)).decode())
    test = f"{{text}} {_ONE_OF.format(values)}"
    if "" in wanted.values:  # then there is no row to find it by
        _check(conditions, test.format(text=column.text))
    else:
        _add(conditions, column, test)


def _add(conditions: Conditions, column: Column, test: str, *, wanted: bool = True) -> None:
    check = test.format(folded=column.folded, number=column.number, text=column.text)
    word = "" if wanted else "NOT "
    close = column.close
    if close is None or (close.text == "NULL" and "{text}" in test):
        _check(conditions, f"{word}({check})")
        return
    inside = test.format(folded=close.folded, number=close.number, text=close.text)
    conditions.filters.append(f"{word}({check})")
    those = _CLOSE.format(close.rows, inside)
    if wanted:
        conditions.close.append(those)
        conditions.close_order = close.by_code
    conditions.found.append(_AMONG.format(word, those))


def _check(conditions: Conditions, check: str) -> None:
    conditions.filters.append(check)
    conditions.found.append(check)


def _real(number: Decimal) -> float:
    return float(number)
