"""A change of a list, row by row: which parts come, go or are others, what they are called, and what that costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.linked_cost import COSTED, LinkedCost, linked_cost
from lazi_desktop.domain.links import LINKED, has_quantities, linked_sku
from lazi_desktop.domain.row_merge import MergeRow, merge_rows
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.pricebook import PendingChange, SkuRow
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.formatting import number, rounded_money
from lazi_desktop.ui.sync.difference import CategoryPaths, entry_words

Skus = Mapping[int | str, SkuRow]


class RowChange(StrEnum):
    """In the order in which they are shown."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """`theirs` and `ours` are the quantity on either side, "" where there is none."""

    what: RowChange
    code: str
    name: str
    theirs: str = ""
    ours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """`theirs` and `ours` are what everything linked costs on either side; None where the list has no quantities or
    costs are not told, and on the side that does not have the entity yet."""

    op_id: UUID
    title: str
    rows: Sequence[ListedRow]
    theirs: LinkedCost | None = None
    ours: LinkedCost | None = None

    @property
    def moved(self) -> Sequence[ListedRow]:
        return [row for row in self.rows if row.what is not RowChange.SAME]

    @property
    def same(self) -> Sequence[ListedRow]:
        return [row for row in self.rows if row.what is RowChange.SAME]


def is_list_change(change: PendingChange) -> bool:
    """Whether it can be shown row by row."""
    if (change.entity_kind, change.field) not in LINKED and change.field != "categories":
        return False
    field = FIELDS[change.entity_kind][change.field]
    return field.holds(change.theirs) and field.holds(change.ours)


def list_changes(
    queries: PricebookQueries, changes: Iterable[PendingChange], categories: CategoryPaths
) -> Sequence[ListChange]:
    """Of those that are changes of lists, in their order. Read away from the UI thread, all of them at once."""
    listed = [one for one in changes if is_list_change(one)]
    known = _read_known(queries, listed)
    return [_list_change(known, one, categories) for one in listed]


@dataclass(frozen=True, slots=True)
class _Known:
    """`skus` by their kind; `values` are what stands beside lists with quantities, None where costs are not told."""

    skus: Mapping[EntityKind, Skus]
    values: Mapping[EntityKey, Fields] | None

    def linked(self, kind: EntityKind, name: str) -> Skus:
        found: dict[int | str, SkuRow] = {}
        for of in LINKED.get((kind, name), ()):
            found |= self.skus.get(of, {})
        return found


def _read_known(queries: PricebookQueries, listed: Sequence[PendingChange]) -> _Known:
    values: dict[EntityKey, Fields] = {}
    wanted: dict[EntityKind, set[int | str]] = defaultdict(set)

    def want(kind: EntityKind, name: str, value: Value) -> None:
        for of in LINKED.get((kind, name), ()):
            wanted[of].update(linked_sku(entry) for entry in value or ())

    for kind in {one.entity_kind for one in listed if has_quantities(one.field)}:
        names = _costed(kind)
        keys = {one.entity_key for one in listed if one.entity_kind is kind and has_quantities(one.field)}
        for key, found in queries.values(keys, [*names, "cost"]).items():
            values[key] = found.effective
            for name in names:
                want(kind, name, found.effective.get(name))
    for one in listed:
        want(one.entity_kind, one.field, one.theirs)
        want(one.entity_kind, one.field, one.ours)
    skus = {kind: queries.rows_by_reference(kind, list(those)) for kind, those in wanted.items() if those}
    return _Known(skus, values if queries.tells_costs else None)


def _costed(kind: EntityKind) -> Sequence[str]:
    return [name for of, name in LINKED if of is kind and name in COSTED]


def _list_change(known: _Known, change: PendingChange, categories: CategoryPaths) -> ListChange:
    field = FIELDS[change.entity_kind][change.field]
    merged = merge_rows(field, base=change.theirs, ours=change.ours, theirs=change.theirs)
    skus = known.linked(change.entity_kind, change.field)
    rows = [_listed(change, row, skus, categories) for row in merged]
    theirs, ours = _costs(known, change)
    order = list(RowChange)
    return ListChange(
        op_id=change.op_id,
        title=field.title,
        rows=sorted(rows, key=lambda row: (order.index(row.what), row.code, row.name)),
        theirs=theirs,
        ours=ours,
    )


def _listed(change: PendingChange, row: MergeRow, skus: Skus, categories: CategoryPaths) -> ListedRow:
    reference = linked_sku(row.ours if row.ours is not None else row.base)
    sku = skus.get(reference)
    if change.field == "categories" and reference in categories:
        code, name = "", " › ".join(categories[reference])
    else:
        code, name = (sku.code, sku.name) if sku is not None else (f"#{reference}", "")
    theirs, ours = (_amount(change.field, entry) for entry in (row.base, row.ours))
    if row.we_changed and theirs == ours:  # another member of it moved
        field = FIELDS[change.entity_kind][change.field]
        theirs, ours = entry_words(field, row.base), entry_words(field, row.ours)
    return ListedRow(what=_what(row), code=code, name=name, theirs=theirs, ours=ours)


def _what(row: MergeRow) -> RowChange:
    if row.base is None:
        return RowChange.ADDED
    if row.ours is None:
        return RowChange.REMOVED
    return RowChange.CHANGED if row.we_changed else RowChange.SAME


def _amount(name: str, entry: Value) -> str:
    return number(entry.get("quantity")) if has_quantities(name) and entry is not None else ""


def _costs(known: _Known, change: PendingChange) -> tuple[LinkedCost | None, LinkedCost | None]:
    """By what each costs now; other lists of the same entity count as they stand with us, on both sides."""
    if not has_quantities(change.field) or known.values is None:
        return None, None
    kind, name = change.entity_kind, change.field
    effective = known.values.get(change.entity_key, {})
    beside = LinkedCost()
    for other in _costed(kind):
        if other != name:
            beside += _cost_of(effective.get(other), known.linked(kind, other))
    skus, own = known.linked(kind, name), effective.get("cost")
    theirs, ours = (
        (_cost_of(side, skus) + beside).with_own(kind, own) for side in (change.theirs, change.ours)
    )
    return None if change.creates else theirs, ours


def _cost_of(value: Value, skus: Skus) -> LinkedCost:
    found = ((entry.get("quantity"), skus.get(linked_sku(entry))) for entry in value or ())
    return linked_cost((quantity, sku.cost if sku is not None else None) for quantity, sku in found)


# ------------------------------------------------------------------------------------------------------------- in words


def _tr(text: str) -> str:
    return QCoreApplication.translate("ListChange", text)


def cost_words(change: ListChange) -> str:
    """`linked cost 12.40 → 95.80`; "" for a list that costs nothing."""
    if change.ours is None:
        return ""
    if change.theirs is None:
        return _tr("linked cost {amount}").format(amount=_cost_words(change.ours))
    return _tr("linked cost {before} → {after}").format(
        before=_cost_words(change.theirs), after=_cost_words(change.ours)
    )


def _cost_words(cost: LinkedCost) -> str:
    told = rounded_money(cost.total)
    return told if cost.is_complete else _tr("{amount} (incomplete)").format(amount=told)


def amount_words(row: ListedRow) -> str:
    """`1 → 3`; just the quantity of what comes or goes or stays."""
    if row.what is RowChange.CHANGED:
        return f"{row.theirs} → {row.ours}"
    return row.theirs if row.what is RowChange.REMOVED else row.ours


def what_words(what: RowChange) -> str:
    """ "" for what stays: `same_words` says so of all of them."""
    return {
        RowChange.ADDED: _tr("added"),
        RowChange.REMOVED: _tr("removed"),
        RowChange.CHANGED: _tr("changed"),
        RowChange.SAME: "",
    }[what]


def same_words(count: int) -> str:
    return _tr("{n} unchanged").format(n=number(count))


def on_paper(
    changes: Sequence[PendingChange], lists: Mapping[UUID, ListChange], *, ours: str, effect: str
) -> tuple[str, str]:
    """What a line on paper says of ours and of the effect; as given where it changes no list. `lists` by their op."""
    changed = [lists[one.op_id] for one in changes if one.op_id in lists]
    if not changed:
        return ours, effect
    if changes[0].creates:
        return f"{ours}\n{_told_new(changed)}", effect
    return _told_rows(changed[0]), cost_words(changed[0])


def _told_rows(change: ListChange) -> str:
    """A line for each row that is another, and how many are not."""
    signs = {RowChange.ADDED: "+", RowChange.REMOVED: "−", RowChange.CHANGED: "≠"}
    lines = []
    for row in change.moved:
        what = "  ".join(part for part in (row.code, row.name) if part)
        amount = amount_words(row)
        lines.append(f"{signs[row.what]} {what}" + (f": {amount}" if amount else ""))
    if change.same:
        lines.append(same_words(len(change.same)))
    return "\n".join(lines)


def _told_new(changes: Sequence[ListChange]) -> str:
    """The lists of a new entity, one below the other, and what they cost together."""
    costs = dict.fromkeys(words for one in changes if (words := cost_words(one)))
    return "\n".join([*(f"{one.title}:\n{_told_rows(one)}" for one in changes if one.rows), *costs])
