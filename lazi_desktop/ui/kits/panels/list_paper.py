"""A material list on paper or in a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kits.material_list import Job, MaterialList
from lazi_desktop.exchange.paper import Exact, Paper
from lazi_desktop.ui.formatting import number, rounded_money
from lazi_desktop.ui.kits.panels.list_rows import (
    ListRow,
    buy_words,
    cost_words,
    extended_words,
    jobs_words,
    list_rows,
    name_words,
    needed_words,
    packs_words,
    vendor_words,
)

_NEEDED, _BUY, _PACKS, _COST, _EXTENDED = 4, 5, 7, 8, 9


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitList", text)


def list_paper(
    found: MaterialList,
    jobs: Sequence[Job],
    names: Sequence[str],
    place: str,
    now: datetime,
    *,
    costs: bool,
) -> Paper:
    """`names` are what the jobs are called. For what it is needed stands in the last column."""
    rows = list_rows(found, subtotals=costs)
    whole = rounded_money(found.cost.amount)
    total = whole if found.cost.is_complete else _tr("{cost} + ?: incomplete").format(cost=whole)
    facts = [
        (_tr("Account"), place or "ServiceTitan"),
        (_tr("Date"), f"{now.astimezone():%Y-%m-%d %H:%M}"),
        (
            _tr("For"),
            ", ".join(f"{number(job.count)} × {name}" for job, name in zip(jobs, names, strict=True)),
        ),
        *([(_tr("Cost"), total)] if costs else []),
    ]
    unclear = dict.fromkeys(one.name for one in found.unclear)
    note = _tr("Not in the list, since nobody knows how many: {names}").format(names=", ".join(unclear))
    paper = Paper(
        title=_tr("Material list"),
        facts=facts,
        notes=[note] if unclear else [],
        headings=[
            _tr("Vendor"), _tr("Code"), _tr("Name"), _tr("Vendor part"), _tr("Needed"), _tr("Buy"), _tr("Unit"),
            _tr("Packs"), _tr("Cost"), _tr("Extended"), _tr("For"),
        ],
        rows=[_texts(row) for row in rows],
        figures=frozenset((_NEEDED, _BUY, _PACKS, _COST, _EXTENDED)),
        signatures=[],
        exact={(at, column): exact for at, row in enumerate(rows) for column, exact in _exact(row)},
    )  # fmt: skip
    return paper if costs else paper.without_columns((_COST, _EXTENDED))


def _texts(row: ListRow) -> list[str]:
    sku = row.sku
    return [
        vendor_words(row.vendor),
        sku.code if sku else "",
        name_words(row),
        sku.vendor_part if sku else "",
        needed_words(row),
        buy_words(row),
        sku.unit if sku else "",
        packs_words(row),
        cost_words(row),
        extended_words(row),
        jobs_words(row),
    ]


def _exact(row: ListRow) -> Iterator[tuple[int, Exact]]:
    """What a sheet can reckon with."""
    if row.item is not None:
        yield _NEEDED, Exact(row.item.needed)
        yield _BUY, Exact(row.item.buy)
    if row.sku is not None and row.sku.cost is not None:
        yield _COST, Exact(row.sku.cost, is_money=True)
    if row.cost.is_complete:
        yield _EXTENDED, Exact(row.cost.amount, is_money=True)
