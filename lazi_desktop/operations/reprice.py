"""Changing the prices of many SKUs at once: first what would come of it, then the step itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lazi_desktop.domain.dynamic_pricing import is_priced_dynamically
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.pricing.derived import DERIVED_FIELDS
from lazi_desktop.domain.pricing.priced import PricedSku, Unpriceable, margin_of
from lazi_desktop.domain.pricing.repricing import Repricing
from lazi_desktop.domain.values import canonical_decimal
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields, values_for
from lazi_desktop.operations.planned_edits import was_changed
from lazi_desktop.ports.pricebook import SkuRow, SkuState
from lazi_desktop.ports.workspace import Step, UnitOfWork

NEEDED_FIELDS = ("add_on_member_price", "is_price_locked", "calculated_price", "use_static_prices")
"""What a row must bring along besides its own columns."""

PRICE_FIELDS = ("price", *DERIVED_FIELDS)


class Outcome(StrEnum):
    RAISED = "raised"
    LOWERED = "lowered"
    SAME = "same"
    LOCKED = "locked"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class RepriceLine:
    """One SKU in the preview. `edits` are new values by field, of those that differ; empty where nothing is done.

    `old` and `new` are the price; `new` is None where the SKU is left out, and `reason` says why. `below_floor` looks
    at the price as it would be.
    """

    row: SkuRow
    outcome: Outcome
    old: Decimal | None
    new: Decimal | None
    edits: Mapping[str, Decimal]
    reason: str
    margin_before: Decimal | None
    margin_after: Decimal | None
    below_floor: bool
    is_dynamic: bool

    @property
    def key(self) -> EntityKey:
        return self.row.key

    @property
    def effect(self) -> Decimal:
        """What the price goes up by."""
        return Decimal(0) if self.new is None else self.new - (self.old or 0)


@dataclass(frozen=True, slots=True)
class RepriceTotals:
    """What lines come to. Margins are of all prices and costs together, of edited lines that have both."""

    lines: int
    edited: int
    effect: Decimal
    margin_before: Decimal | None
    margin_after: Decimal | None


class RepriceRow:
    """A row made ready for planning, so that a change of the settings need not read it again."""

    __slots__ = ("row", "sku")

    def __init__(self, row: SkuRow) -> None:
        more = row.more
        self.row = row
        self.sku = PricedSku(
            kind=row.kind,
            cost=row.cost,
            price=row.price,
            member_price=row.member_price,
            add_on_price=row.add_on_price,
            add_on_member_price=_decimal(more.get("add_on_member_price")),
            hours=row.hours,
            calculated_price=_decimal(more.get("calculated_price")),
            is_locked=bool(more.get("is_price_locked")),
            is_dynamic=row.kind is EntityKind.SERVICE and is_priced_dynamically(more),
        )


def plan(rows: Iterable[RepriceRow], settings: Repricing) -> list[RepriceLine]:
    """What would come of it, in the order of the rows. Nothing is changed."""
    return [_line(one, settings) for one in rows]


def _line(one: RepriceRow, settings: Repricing) -> RepriceLine:
    row, sku = one.row, one.sku
    before = margin_of(sku.price, sku.cost or None)
    try:
        if row.state is SkuState.GONE:
            raise Unpriceable("ServiceTitan has deleted it.")
        prices = settings.new_prices(sku)
    except Unpriceable as why:
        outcome = Outcome.LOCKED if sku.is_locked else Outcome.SKIPPED
        low = before is not None and before < settings.floor
        return RepriceLine(row, outcome, sku.price, None, {}, why.detail, before, before, low, sku.is_dynamic)
    new = prices["price"]
    edits = {name: price for name, price in prices.items() if price != getattr(sku, name)}
    after = margin_of(new, sku.cost or None)
    low = after is not None and after < settings.floor
    outcome = _outcome(sku.price or Decimal(0), new)
    return RepriceLine(row, outcome, sku.price, new, edits, "", before, after, low, sku.is_dynamic)


def _outcome(old: Decimal, new: Decimal) -> Outcome:
    if new == old:
        return Outcome.SAME
    return Outcome.RAISED if new > old else Outcome.LOWERED


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def add_up(lines: Iterable[RepriceLine], without: Collection[EntityKey] = frozenset()) -> RepriceTotals:
    """`without` are SKUs that are to stay as they are."""
    count = edited = 0
    effect, cost, before, after = (Decimal(0) for _ in range(4))
    for line in lines:
        count += 1
        if not line.edits or line.row.key in without:
            continue
        edited += 1
        effect += line.effect
        if line.margin_before is not None and line.margin_after is not None:
            cost += line.row.cost or 0
            before += line.old or 0
            after += line.new or 0
    return RepriceTotals(count, edited, effect, margin_of(before, cost), margin_of(after, cost))


def reprice(
    work: UnitOfWork,
    lines: Sequence[RepriceLine],
    settings: Repricing,
    *,
    left_alone: Callable[[RepriceLine], None],
    step: Step | None = None,
) -> Changes:
    """Records the lines' new prices as one step that undo takes back whole. A SKU that was locked, or any of whose
    prices was changed, since the lines were planned stays as it is, whole, and is handed to `left_alone`. Raises like
    `edit_fields`."""
    edits = edits_of(lines)
    known = values_for(work, edits, ("is_price_locked",))
    changed = {edit.key for edit in edits if was_changed(known, edit)}
    changed |= {key for key, now in known.items() if now.effective.get("is_price_locked")}
    for line in lines:
        if line.key in changed:
            left_alone(line)
    label = label_of([line for line in lines if line.key not in changed], settings)
    going = [edit for edit in edits if edit.key not in changed]
    return edit_fields(work, going, label=label, step=step, known=known)


def edits_of(lines: Iterable[RepriceLine]) -> list[FieldEdit]:
    return [
        FieldEdit(line.key, name, canonical_decimal(price), _seen(line.row, name))
        for line in lines
        for name, price in line.edits.items()
    ]


def _seen(row: SkuRow, name: str) -> Decimal | int | None:
    value = row.more.get(name) if name == "add_on_member_price" else getattr(row, name)
    return None if value is None else canonical_decimal(value)


def label_of(lines: Sequence[RepriceLine], settings: Repricing) -> str:
    """What the step is called: "Reprice 850 services +5 %"."""
    edited = [line for line in lines if line.edits]
    kinds = {line.row.kind for line in edited}
    one, many = _NOUNS[kinds.pop()] if len(kinds) == 1 else ("entry", "entries")
    return f"Reprice {len(edited):,} {one if len(edited) == 1 else many} {settings.method.words}"


_NOUNS = {
    EntityKind.MATERIAL: ("material", "materials"),
    EntityKind.SERVICE: ("service", "services"),
    EntityKind.EQUIPMENT: ("piece of equipment", "pieces of equipment"),
}
