"""The lines of a material list, as columns of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kits.material_list import MaterialList, ToBuy
from lazi_desktop.ui.formatting import NOTHING, number, rounded_money
from lazi_desktop.ui.push.row_model import Cells
from lazi_desktop.ui.widgets.plain_table import Heading


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitList", text)


@dataclass(frozen=True, slots=True)
class ListRow:
    """`first`: the first of its vendor."""

    vendor: str
    first: bool
    item: ToBuy


def list_rows(found: MaterialList) -> list[ListRow]:
    return [
        ListRow(of.vendor, place == 0, item) for of in found.vendors for place, item in enumerate(of.rows)
    ]


def vendor_words(vendor: str) -> str:
    return vendor or _tr("No vendor")


def list_columns() -> Sequence[Cells[ListRow]]:
    def figure(_row: ListRow) -> bool:
        return True

    return [
        Cells(
            Heading(_tr("Vendor"), 100, 1),
            lambda row: vendor_words(row.vendor) if row.first else "",
            tip=lambda row: vendor_words(row.vendor),
        ),
        Cells(Heading(_tr("Code"), 100), lambda row: row.item.sku.code if row.item.sku else ""),
        Cells(Heading(_tr("Name"), 190, 3), lambda row: name_words(row.item), ink=_ink),
        Cells(Heading(_tr("Vendor part"), 96), lambda row: row.item.sku.vendor_part if row.item.sku else ""),
        Cells(
            Heading(_tr("Needed"), 80),
            lambda row: number(row.item.needed),
            tip=lambda row: jobs_words(row.item),
            is_figure=figure,
            ink=lambda row: "text_muted" if row.item.needed != row.item.buy else "text",
        ),
        Cells(Heading(_tr("Buy"), 70), lambda row: number(row.item.buy), is_figure=figure),
        Cells(Heading(_tr("Unit"), 56), lambda row: row.item.sku.unit if row.item.sku else ""),
        Cells(Heading(_tr("Packs"), 70), lambda row: packs_words(row.item), is_figure=figure),
        Cells(Heading(_tr("Cost"), 84), lambda row: cost_words(row.item), is_figure=figure, ink=_cost_ink),
        Cells(
            Heading(_tr("Extended"), 96),
            lambda row: extended_words(row.item),
            is_figure=figure,
            ink=_cost_ink,
        ),
    ]


def name_words(item: ToBuy) -> str:
    if item.sku is None:
        return _tr("not in the pricebook any more")
    return item.sku.name


def jobs_words(item: ToBuy) -> str:
    """Which job takes how many."""
    return "\n".join(f"{number(quantity)}  {title}" for title, quantity in item.jobs)


def packs_words(item: ToBuy) -> str:
    if item.packs is None or item.pack is None:
        return ""
    return f"{number(item.packs)} × {number(item.pack)}"


def cost_words(item: ToBuy) -> str:
    return NOTHING if item.sku is None or item.sku.cost is None else rounded_money(item.sku.cost)


def extended_words(item: ToBuy) -> str:
    return rounded_money(item.extended.amount) if item.extended.is_complete else NOTHING


def _ink(row: ListRow) -> str:
    return "text" if row.item.sku is not None and not row.item.sku.gone else "danger_text"


def _cost_ink(row: ListRow) -> str:
    if not row.item.extended.is_complete:
        return "danger_text"
    return "changed_text" if row.item.is_stale else "text"
