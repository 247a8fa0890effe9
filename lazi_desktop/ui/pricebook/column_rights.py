"""Which columns a person sees, and into which of them they may type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from lazi_desktop.domain.conflict_rules import concerns_money
from lazi_desktop.domain.cost_sight import tells_cost
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import SKU_KINDS
from lazi_desktop.ui.edits import Edits
from lazi_desktop.ui.pricebook.arrangement import Arrangement
from lazi_desktop.ui.pricebook.grid_filters import GridFilters
from lazi_desktop.ui.pricebook.grid_view import GridView
from lazi_desktop.ui.pricebook.sku_columns import SkuColumn
from lazi_desktop.ui.seeing.records import COST_FLAGS


class ColumnRights:
    """Asked anew whenever columns are shown: a role can change while the window is open."""

    def __init__(self, edits: Edits) -> None:
        self._edits = edits

    def sees(self, key: str) -> bool:
        return self._edits.sees_costs or not tells_cost(key)

    def columns(self, arrangement: Arrangement) -> tuple[SkuColumn, ...]:
        """As they are shown. Cells that move money say why nobody can type there, if this person cannot."""
        why = self._edits.why_no_prices
        return tuple(_fixed(column, why) if why else column for column in arrangement.columns)

    def arrangement(self, wanted: Arrangement) -> Arrangement:
        """Of what is wanted, what this person sees."""
        if self._edits.sees_costs:
            return wanted
        shown = tuple(key for key in wanted.shown if self.sees(key))
        lead = wanted.shown[: wanted.pinned]
        order = tuple(by for by in wanted.order if self.sees(by.column))
        return replace(wanted, shown=shown, pinned=sum(key in lead for key in shown), order=order)

    def filters(self, wanted: GridFilters) -> GridFilters:
        if self._edits.sees_costs:
            return wanted
        return GridFilters(
            {key: text for key, text in wanted.typed.items() if self.sees(key)},
            {key: values for key, values in wanted.chosen.items() if self.sees(key)},
            wanted.flags - COST_FLAGS,
        )

    def view(self, wanted: GridView) -> GridView:
        return GridView(self.arrangement(wanted.arrangement), self.filters(wanted.filters), wanted.categories)

    def narrows(self, wanted: GridView) -> bool:
        """Whether it sorts or filters by what this person does not see."""
        seen = self.view(wanted)
        return (seen.filters, seen.arrangement.order) != (wanted.filters, wanted.arrangement.order)

    # ---------------------------------------------------------------------------------------------------- to be kept

    def kept_arrangement(self, shown: Arrangement, before: Arrangement) -> Arrangement:
        """With the columns that were there `before` and that this person does not see: they come back with the
        right to see them."""
        if self._edits.sees_costs:
            return shown
        for place, key in enumerate(before.shown):
            if not self.sees(key):
                shown = _with_column_behind(shown, key, before.shown[:place])
        return shown

    def kept_view(self, shown: GridView, before: GridView) -> GridView:
        """What others see stays in a view that is shared with them."""
        if self._edits.sees_costs:
            return shown
        arrangement = self.kept_arrangement(shown.arrangement, before.arrangement)
        hidden = tuple(by for by in before.arrangement.order if not self.sees(by.column))
        old, new = before.filters, shown.filters
        return GridView(
            replace(arrangement, order=(*arrangement.order, *hidden)),
            GridFilters(
                {**new.typed, **{key: text for key, text in old.typed.items() if not self.sees(key)}},
                {**new.chosen, **{key: values for key, values in old.chosen.items() if not self.sees(key)}},
                new.flags | (old.flags & COST_FLAGS),
            ),
            shown.categories,
        )


def _with_column_behind(shown: Arrangement, key: str, others: Sequence[str]) -> Arrangement:
    """Behind the last of the others that is still there."""
    left = list(shown.shown)
    at = max((left.index(one) + 1 for one in others if one in left), default=0)
    left.insert(at, key)
    return replace(shown, shown=tuple(left), pinned=shown.pinned + (at < shown.pinned))


@cache
def _fixed(column: SkuColumn, why: str) -> SkuColumn:
    """The same object for the same column: tables tell by that whether columns changed."""
    moves_money = any(
        concerns_money(kind, column.field) for kind in SKU_KINDS if column.field in FIELDS[kind]
    )
    return replace(column, why_not=why) if moves_money and not column.why_not else column
