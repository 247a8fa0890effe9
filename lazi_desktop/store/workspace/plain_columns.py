"""The columns of `sku` that plain fields fill: each field its own, whatever the others hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lazi_desktop.domain import field_tables
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.store.workspace.folding import natural_order
from lazi_desktop.store.workspace.rows import PRICE_LOCKED, TO_REVIEW, exact, margin, real, text_of

MARKED_TOGETHER = frozenset(("assets", "use_static_prices", "calculated_price"))
"""Fields of which none alone tells the mark that comes from them."""

_AMOUNTS = frozenset(("cost", "price", "member_price", "add_on_price", "hours"))
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    **{name: (name, f"{name}_real") for name in _AMOUNTS},
    "unit_of_measure": ("unit", "unit_order"),
    "taxable": ("taxable",),
    "active": ("active",),
}
_MARKS = {"is_price_locked": PRICE_LOCKED, "review_mark": TO_REVIEW}


@lru_cache(64)
def columns_of(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Those that these fields fill, in the order of `values_of`."""
    columns = [column for name in fields for column in _COLUMNS.get(name, ())]
    if "price" in fields or "cost" in fields:
        columns.append("margin_real")
    if not _MARKS.keys().isdisjoint(fields):
        columns.append("marks")
    return tuple(columns)


def values_of(now: Fields, *, price: float | None, cost: float | None, marks: int) -> list[Any]:
    """`now` is what the edited fields hold, the rest what stands in the row."""
    values: list[Any] = []
    for name, value in now.items():
        if name in _AMOUNTS:
            values += (exact(value), real(value))
        elif name in _COLUMNS:
            values += _others(name, value)
    if "price" in now or "cost" in now:
        values.append(margin(real(now["price"]) if "price" in now else price,
                             real(now["cost"]) if "cost" in now else cost))  # fmt: skip
    if not _MARKS.keys().isdisjoint(now):
        values.append(_marks(now, marks))
    return values


def _others(name: str, value: Value) -> tuple[Any, ...]:
    match name:
        case "unit_of_measure":
            text = text_of(value)
            return (text, natural_order(text) if text else "")
        case "taxable":
            return (None if value is None else bool(value),)
        case _:
            return (value is not False,)


def _marks(now: Fields, marks: int) -> int:
    if "is_price_locked" in now:
        marks = marks | PRICE_LOCKED if now["is_price_locked"] else marks & ~PRICE_LOCKED
    if "review_mark" in now:
        of_review = now["review_mark"] == field_tables.TO_REVIEW
        marks = marks | TO_REVIEW if of_review else marks & ~TO_REVIEW
    return marks
