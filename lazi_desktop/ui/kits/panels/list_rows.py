"""The lines of a material list, as columns of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kits.material_list import MaterialList, ToBuy
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.kits.totals import Total
from lazi_desktop.ui.formatting import NOTHING, number, rounded_money
from lazi_desktop.ui.push.row_model import Cells
from lazi_desktop.ui.widgets.plain_table import Heading


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitList", text)


WORDS = (0, 1, 2, 3, 6)
"""The columns of names and codes."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """`first`: the first of its vendor. Without an item, what all of the vendor comes to."""

    vendor: str
    first: bool
    item: ToBuy | None
    cost: Total

    @property
    def sku(self) -> KitSku | None:
        return self.item.sku if self.item is not None else None


def list_rows(found: MaterialList, *, subtotals: bool = True) -> list[ListRow]:
    """Where there is only one vendor, it comes to what the whole does."""
    rows: list[ListRow] = []
    for of in found.vendors:
        rows += [ListRow(of.vendor, place == 0, item, item.extended) for place, item in enumerate(of.rows)]
        if subtotals and len(found.vendors) > 1:
            rows.append(ListRow(of.vendor, False, None, of.cost))
    return rows


def vendor_words(vendor: str) -> str:
    return vendor or _tr("No vendor")


def list_columns() -> Sequence[Cells[ListRow]]:
    def figure(_row: ListRow) -> bool:
        return True

    return [
        Cells(
            Heading(_tr("Vendor"), 96, 2),
            lambda row: vendor_words(row.vendor) if row.first else "",
            tip=lambda row: vendor_words(row.vendor),
        ),
        Cells(Heading(_tr("Code"), 92, 1), lambda row: row.sku.code if row.sku else ""),
        Cells(Heading(_tr("Name"), 190, 3), name_words, ink=_ink),
        Cells(Heading(_tr("Vendor part"), 96, 2), lambda row: row.sku.vendor_part if row.sku else ""),
        Cells(
            Heading(_tr("Needed"), 62),
            needed_words,
            tip=jobs_words,
            is_figure=figure,
            ink=lambda row: "text_muted" if row.item and row.item.needed != row.item.buy else "text",
        ),
        Cells(Heading(_tr("Buy"), 52), buy_words, is_figure=figure),
        Cells(Heading(_tr("Unit"), 48), lambda row: row.sku.unit if row.sku else ""),
        Cells(Heading(_tr("Packs"), 62), packs_words, is_figure=figure),
        Cells(Heading(_tr("Cost"), 76), cost_words, is_figure=figure, ink=_cost_ink, tells_cost=True),
        Cells(Heading(_tr("Extended"), 92), extended_words, is_figure=figure, ink=_cost_ink, tells_cost=True),
    ]


def name_words(row: ListRow) -> str:
    if row.item is None:
        return _tr("Subtotal")
    return _tr("not in the pricebook any more") if row.sku is None else row.sku.name


def needed_words(row: ListRow) -> str:
    return number(row.item.needed) if row.item else ""


def buy_words(row: ListRow) -> str:
    return number(row.item.buy) if row.item else ""


def jobs_words(row: ListRow) -> str:
    """Which job takes how many."""
    jobs = row.item.jobs if row.item else ()
    return "\n".join(f"{number(quantity)}  {title}" for title, quantity in jobs)


def packs_words(row: ListRow) -> str:
    item = row.item
    if item is None or item.packs is None or item.pack is None:
        return ""
    return f"{number(item.packs)} × {number(item.pack)}"


def cost_words(row: ListRow) -> str:
    if row.item is None:
        return ""
    return NOTHING if row.sku is None or row.sku.cost is None else rounded_money(row.sku.cost)


def extended_words(row: ListRow) -> str:
    """What is known of a vendor's, although something has no cost."""
    if row.cost.is_complete:
        return rounded_money(row.cost.amount)
    return NOTHING if row.item else f"{rounded_money(row.cost.amount)} + ?"


def _ink(row: ListRow) -> str:
    if row.item is None:
        return "text_muted"
    return "text" if row.sku is not None and not row.sku.gone else "danger_text"


def _cost_ink(row: ListRow) -> str:
    if not row.cost.is_complete:
        return "danger_text"
    return "changed_text" if row.item is not None and row.item.is_stale else "text"
