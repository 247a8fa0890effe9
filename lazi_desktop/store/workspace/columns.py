"""Columns as SQL: those that lie in `sku`, and those worked out into `shown_value` when they are first asked for.

`shown_value` holds a row only where there is something: its text, that text folded for filters, and what it is ordered
by, a number or the natural order of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lazi_desktop.domain.column_values import LINKED_COLUMNS, is_of_numbers
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ports.sku_query import SkuQuery, TextFilter, TextMatch
from lazi_desktop.store.workspace.database import Database

LINKS = "links"
"""Who links what, in `sku_link`: filled and kept up like a column."""
EFFECTIVE = """
    coalesce((SELECT value FROM overridden o WHERE o.entity_key = s.entity_key AND o.field = '{0}'),
        m.fields -> '$.{0}') || ''"""
"""A field as text that happens to be JSON, of a `sku` s and its `mirror` m."""

_STATE_TEXTS = " ".join(f"WHEN {place} THEN '{state}'" for place, state in enumerate(SkuState))
_FLAG_TEXT = "CASE {0} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE '' END"


@dataclass(frozen=True, slots=True)
class Close:
    """Where a tree's values lie close together, so that all of them are looked through soonest."""

    rows: str
    folded: str
    number: str
    text: str
    by_code: str = ""
    """What orders them as their codes do."""


@dataclass(frozen=True, slots=True)
class Column:
    """Expressions over a row of `sku`. Where there is nothing, `order` and `number` are NULL, the texts are empty."""

    order: str
    text: str
    folded: str
    number: str = "NULL"
    ordered_empty: str = ""
    """Where the order of nothing is not NULL: what is true of it."""
    exact: str = "NULL"
    """The number as text, without the rounding of `number`."""
    close: Close | None = None


def _text(name: str, folded: str = "") -> Column:
    ordered = f"{name}_order"
    return Column(ordered, name, folded or f"lower({name})", ordered_empty=f"{name} = ''")


def _exact(name: str) -> Column:
    text = f"coalesce({name}, '')"
    return Column(f"{name}_real", text, text, f"{name}_real", exact=name)


def _whole(name: str) -> Column:
    exact = f"CAST({name} AS TEXT)"
    text = f"coalesce({exact}, '')"
    return Column(name, text, text, name, exact=exact)


def _flag(name: str) -> Column:
    text = _FLAG_TEXT.format(name)
    return Column(name, text, text, name, exact=f"CAST({name} AS TEXT)")


_EXACT = "CASE text WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE text END"
_EXACT_LINKED = "CASE ordered WHEN '' THEN NULL ELSE text END"
_ORDER_LINKED = "nullif(ordered, '')"
"""What is incomplete has a text and no number."""
_OF_ROW = "(SELECT {0} FROM shown_value WHERE column_id = {1} AND number = sku.number)"
_CLOSE = "shown_value WHERE column_id = {0} AND number BETWEEN :first_number AND :last_number"
_MARGIN = "coalesce(printf('%.4f', margin_real), '')"
_STATE = f"CASE state {_STATE_TEXTS} END"
_IN_SKU: Mapping[str, Column] = {
    "number": _whole("number"),
    "code": Column(
        "code_order",
        "code",
        "code_folded",
        close=Close("sku WHERE tree = :tree", "code_folded", "NULL", "code"),
    ),
    "name": _text("name"),
    "kind": Column("kind", "kind", "kind"),
    "remote_id": _whole("remote_id"),
    "cost": _exact("cost"),
    "price": _exact("price"),
    "member_price": _exact("member_price"),
    "add_on_price": _exact("add_on_price"),
    "margin": Column("margin_real", _MARGIN, _MARGIN, "margin_real", exact="printf('%.9f', margin_real)"),
    "unit": _text("unit"),
    "vendor_part": _text("vendor_part"),
    "hours": _exact("hours"),
    "taxable": _flag("taxable"),
    "active": _flag("active"),
    "state": Column("state", _STATE, _STATE),
    "changed": Column("changed", "changed", "changed", ordered_empty="changed = ''"),
}
_OTHER_NAMES = {"display_name": "name", "unit_of_measure": "unit"}
_COPIED = frozenset(("name", "unit", "vendor_part"))
"""Texts of `sku` whose folded form filters read in `shown_value`, where they lie close together."""


def plain_name(name: str) -> str:
    """A column by the name that it has here; some fields are attributes of a row under another name."""
    return _OTHER_NAMES.get(name, name)


def is_in_sku(name: str) -> bool:
    return plain_name(name) in _IN_SKU


def needed(query: SkuQuery, *others: str) -> frozenset[str]:
    """The columns of `shown_value` that the query, or a look at `others`, goes by.

    Raises:
        KeyError: there is no such column.
    """
    return frozenset(_needed(query, others))


def _needed(query: SkuQuery, others: tuple[str, ...]) -> Iterator[str]:
    for name in (*others, *(sort.column for sort in query.order), *(one.column for one in query.filters)):
        if not is_in_sku(name):
            is_of_numbers(name)
            yield name
        if name in LINKED_COLUMNS:
            yield LINKS  # whom another cost concerns
            yield from LINKED_COLUMNS  # one is worked out with the other
    for one in query.filters:
        if isinstance(one, TextFilter) and plain_name(one.column) in _COPIED:
            yield plain_name(one.column)


class Columns:
    """The columns as they are in one committed state."""

    def __init__(self, database: Database, tree: int) -> None:
        self._ids: dict[str, int] = {
            name: number
            for number, name, filled in database.all("SELECT id, name, filled FROM shown_column")
            if filled & 1 << tree
        }

    def lacking(self, names: frozenset[str]) -> frozenset[str]:
        return names - self._ids.keys()

    def __getitem__(self, name: str) -> Column:
        name = plain_name(name)
        return _IN_SKU.get(name) or self._worked_out(name)

    def for_text(self, name: str) -> Column:
        """The one whose `folded` is found soonest."""
        name = plain_name(name)
        if name not in _COPIED:
            return self[name]
        copy = self._worked_out(name)
        assert copy.close is not None
        return replace(
            _IN_SKU[name], folded=copy.folded, close=replace(copy.close, text="NULL", by_code="ordered")
        )

    def _worked_out(self, name: str) -> Column:
        column_id = self._ids[name]

        def read(what: str) -> str:
            return _OF_ROW.format(what, column_id)

        is_linked = name in LINKED_COLUMNS
        order, exact = (_ORDER_LINKED, _EXACT_LINKED) if is_linked else ("ordered", _EXACT)
        ordered = read(order)
        of_numbers = name not in _IN_SKU and is_of_numbers(name)
        return Column(
            ordered,
            f"coalesce({read('text')}, '')",
            f"coalesce({read('folded')}, '')",
            ordered if of_numbers else "NULL",
            exact=read(exact) if of_numbers else "NULL",
            close=Close(_CLOSE.format(column_id), "folded", order, "text"),
        )


def needs_text(match: TextMatch) -> bool:
    return match not in (TextMatch.EMPTY, TextMatch.FILLED)
