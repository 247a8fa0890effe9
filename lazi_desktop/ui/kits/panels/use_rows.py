"""What becomes of services, link by link, as the lines of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kits.service_links import ServiceNow
from lazi_desktop.domain.kits.used_service import staying, use_money
from lazi_desktop.domain.kits.using import LinkStep, PlannedService, UsePlan
from lazi_desktop.domain.linked_cost import LinkedCost
from lazi_desktop.ui.formatting import NOTHING, number, rounded_money
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.push.row_model import Cells
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.plain_table import Heading


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitUse", text)


@dataclass(frozen=True, slots=True)
class UseRow:
    """`first`: the first of its service. `refused` says why the service cannot have it. `money`: what it comes to now,
    in what the kit gives, and then, and what is to be said of it, instead of quantities."""

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
    money: tuple[str, str, str, str] | None = None


_ORDER = (LinkStep.REMOVED, LinkStep.CHANGED, LinkStep.ADDED, LinkStep.UNCHANGED)


def use_rows(plan: UsePlan, *, costs: bool) -> list[UseRow]:
    """Of every service what is refused first, then what changes, what stays, and what it comes to."""
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
        changing = sorted(one.links, key=lambda link: _ORDER.index(link.step))
        for link in (*changing, *staying(one)):
            sku = link.sku
            code, name, unit = (sku.code, sku.name, sku.unit) if sku else (str(link.reference), "", "")
            found.append((code, name, unit, link.before, link.gives, link.after, link.step, ""))
        rows += [UseRow(one.before, place == 0, *fields) for place, fields in enumerate(found)]
        rows += _money_rows(one)[0 if costs else 1 :]
    return rows


def _money_rows(one: PlannedService) -> list[UseRow]:
    """The cost, then the price."""
    found, nothing = use_money(one), Decimal(0)
    costs = [found.before, found.gives, found.after]
    missing = max(cost.without_cost for cost in costs)
    now, gives, then = (_sum(cost) for cost in costs)
    without = _tr("{n} without a cost").format(n=whole(missing)) if missing else ""
    unpriced = found.price.without_cost
    no_price = _tr("{n} without a price").format(n=whole(unpriced)) if unpriced else ""
    return [
        UseRow(one.before, False, "", name, "", nothing, nothing, nothing, LinkStep.UNCHANGED, money=money)
        for name, money in (
            (_tr("Linked cost"), (now, gives, then, without)),
            (_tr("Price of what the kit gives"), ("", _sum(found.price), "", no_price)),
        )
    ]


def _sum(of: LinkedCost) -> str:
    known = rounded_money(of.total)
    return known if of.is_complete else f"{known} + ?"


_STEPS = {LinkStep.ADDED: Role.PROVED, LinkStep.CHANGED: Role.CHANGED, LinkStep.REMOVED: Role.DANGER}


def _step_word(row: UseRow) -> str:
    if row.money is not None:
        return row.money[3]
    if row.refused:
        return _tr("cannot be linked")
    return {
        LinkStep.ADDED: _tr("added"),
        LinkStep.CHANGED: _tr("changed"),
        LinkStep.REMOVED: _tr("taken out"),
        LinkStep.UNCHANGED: _tr("as it is") if row.gives else _tr("stays"),
    }[row.step]


def _figure(row: UseRow, at: int) -> str:
    if row.money is not None:
        return row.money[at]
    value = (row.before, row.gives, row.after)[at]
    return number(value) if value else NOTHING


def _role(row: UseRow) -> Role:
    if row.refused or row.money is not None:  # of money what is missing alone is said
        return Role.DANGER
    return _STEPS.get(row.step, Role.NEUTRAL)


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
        Cells(Heading(_tr("Now"), 84), lambda row: _figure(row, 0), is_figure=figure),
        Cells(Heading(_tr("Kit gives"), 84), lambda row: _figure(row, 1), is_figure=figure),
        Cells(
            Heading(_tr("Then"), 84),
            lambda row: _figure(row, 2),
            is_figure=figure,
            ink=lambda row: "text_muted" if row.step is LinkStep.UNCHANGED and row.money is None else "text",
        ),
        Cells(Heading(_tr("Unit"), 50), lambda row: row.unit),
        Cells(
            Heading("", 120),
            _step_word,
            chip=_role,
            tip=lambda row: said(row.refused) or _step_word(row),
        ),
    ]
