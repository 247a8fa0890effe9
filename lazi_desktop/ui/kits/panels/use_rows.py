"""What becomes of services, link by link, as the lines of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kits.service_links import ServiceNow
from lazi_desktop.domain.kits.using import LinkStep, UsePlan
from lazi_desktop.ui.formatting import NOTHING, number
from lazi_desktop.ui.push.row_model import Cells
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.plain_table import Heading


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitUse", text)


@dataclass(frozen=True, slots=True)
class UseRow:
    """`first`: the first of its service. `refused` says why the service cannot have it."""

    service: ServiceNow
    first: bool
    code: str
    name: str
    unit: str
    before: Decimal
    gives: Decimal
    after: Decimal
    step: LinkStep
    refused: str = ""


_ORDER = (LinkStep.REMOVED, LinkStep.CHANGED, LinkStep.ADDED, LinkStep.UNCHANGED)


def use_rows(plan: UsePlan) -> list[UseRow]:
    """Of every service what is refused first, then what changes."""
    rows: list[UseRow] = []
    for one in plan.services:
        found: list[tuple[str, str, str, Decimal, Decimal, Decimal, LinkStep, str]] = []
        for refused in one.not_linked:
            sku = refused.sku
            code, name = (sku.code, sku.name) if sku else ("", _tr("something removed"))
            nothing = Decimal(0)
            found.append(
                (code, name, "", nothing, refused.quantity, nothing, LinkStep.UNCHANGED, refused.reason)
            )
        for link in sorted(one.links, key=lambda link: _ORDER.index(link.step)):
            sku = link.sku
            code, name, unit = (sku.code, sku.name, sku.unit) if sku else (str(link.reference), "", "")
            found.append((code, name, unit, link.before, link.gives, link.after, link.step, ""))
        rows += [UseRow(one.before, place == 0, *fields) for place, fields in enumerate(found)]
    return rows


_STEPS = {LinkStep.ADDED: Role.PROVED, LinkStep.CHANGED: Role.CHANGED, LinkStep.REMOVED: Role.DANGER}


def _step_word(row: UseRow) -> str:
    if row.refused:
        return _tr("cannot be linked")
    return {
        LinkStep.ADDED: _tr("added"),
        LinkStep.CHANGED: _tr("changed"),
        LinkStep.REMOVED: _tr("taken out"),
        LinkStep.UNCHANGED: _tr("as it is"),
    }[row.step]


def _quantity(value: Decimal) -> str:
    return number(value) if value else NOTHING


def use_columns() -> Sequence[Cells[UseRow]]:
    def figure(_row: UseRow) -> bool:
        return True

    return [
        Cells(
            Heading(_tr("Service"), 150, 2),
            lambda row: " · ".join(filter(None, (row.service.code, row.service.name))) if row.first else "",
            tip=lambda row: " · ".join(filter(None, (row.service.code, row.service.name))),
        ),
        Cells(Heading(_tr("Code"), 90), lambda row: row.code),
        Cells(Heading(_tr("Name"), 170, 3), lambda row: row.name),
        Cells(Heading(_tr("Now"), 64), lambda row: _quantity(row.before), is_figure=figure),
        Cells(Heading(_tr("Kit gives"), 76), lambda row: _quantity(row.gives), is_figure=figure),
        Cells(
            Heading(_tr("Then"), 64),
            lambda row: _quantity(row.after),
            is_figure=figure,
            ink=lambda row: "text_muted" if row.step is LinkStep.UNCHANGED else "text",
        ),
        Cells(Heading(_tr("Unit"), 50), lambda row: row.unit),
        Cells(
            Heading("", 120),
            _step_word,
            chip=lambda row: Role.DANGER if row.refused else _STEPS.get(row.step, Role.NEUTRAL),
            tip=lambda row: said(row.refused) or _step_word(row),
        ),
    ]
