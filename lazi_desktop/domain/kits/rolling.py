"""Roll-ups as people look at them: totals at once, lines when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from lazi_desktop.domain.formula.spelled import with_values
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.planning import Plan, PlannedLine, Settings, exactly
from lazi_desktop.domain.kits.reckoning import Reckoner
from lazi_desktop.domain.kits.roll_up import Detail, RolledLine, RollUp
from lazi_desktop.domain.kits.sums import Sums
from lazi_desktop.domain.kits.taking import taken
from lazi_desktop.domain.kits.totals import Missing, Total
from lazi_desktop.domain.kits.worked_out import WorkedLine


def roll(reckoner: Reckoner, kit: KitId, given: Mapping[str, Decimal] | None = None) -> RollUp:
    """`given` by plain names; the defaults where it is silent."""
    plan = reckoner.plans[kit]
    return roll_plan(reckoner, plan, plan.settings(given) if given else plan.defaults)


def roll_plan(reckoner: Reckoner, plan: Plan, settings: Settings) -> RollUp:
    is_usual = settings is plan.defaults
    if is_usual and (known := reckoner.rolled.get(plan.number)) is not None:
        return known
    rolled = RollUp(
        plan.kit.key,
        settings.values,
        reckoner.sums(plan, settings),
        plan.labour,
        partial(_detail, reckoner, plan, settings),
        partial(taken, reckoner, plan, settings),
    )
    if is_usual:
        reckoner.rolled[plan.number] = rolled
    return rolled


def _detail(reckoner: Reckoner, plan: Plan, settings: Settings) -> Detail:
    lines = [_line(reckoner, plan, planned, settings) for planned in plan.lines]
    return Detail(lines, _groups(plan.kit, lines))


def _line(reckoner: Reckoner, plan: Plan, planned: PlannedLine, settings: Settings) -> RolledLine:
    line, worked = planned.line, reckoner.line(planned, plan, settings)
    sku = reckoner.skus.get(line.sku) if line.sku is not None else None
    nested = None
    if line.includes is not None and worked.nested is not None:
        nested = roll_plan(reckoner, reckoner.plans[line.includes], worked.nested)
    cost_each, price_each, hours_each = _each(worked.each)
    return RolledLine(
        key=line.key,
        name=reckoner.name_of(line),
        code=sku.code if sku is not None else "",
        unit=line.unit or (sku.unit if sku is not None else ""),
        typed=worked.typed,
        needed=worked.needed,
        quantity=worked.quantity,
        cost_each=cost_each,
        price_each=price_each,
        cost=worked.sums.cost_total(),
        price=worked.sums.price_total(),
        hours=worked.sums.hours_total(),
        counts=reckoner.counts(line),
        sku=line.sku,
        includes=line.includes,
        nested=nested,
        formula=_formula(planned, worked, settings),
        waste=Decimal(0) if line.is_include else line.waste,
        pack=None if line.is_include else line.pack,
        hours_each=hours_each,
    )


def _each(each: Sums | None) -> Sequence[Decimal | None]:
    """Cost, price and hours, where they are known."""
    if each is None:
        return None, None, None
    totals = (each.cost_total(), each.price_total(), each.hours_total())
    return [total.amount if total.is_complete else None for total in totals]


def _formula(planned: PlannedLine, worked: WorkedLine, settings: Settings) -> str:
    formula = planned.typed.formula
    return (
        with_values(formula.text, settings.values) if formula is not None and worked.typed is not None else ""
    )


def _groups(kit: Kit, lines: list[RolledLine]) -> Mapping[PartId | None, Total]:
    """Of every group of the kit, also where nothing is in it."""
    known = {group.key for group in kit.groups}
    amounts: dict[PartId | None, Decimal] = {None: Decimal(0), **dict.fromkeys(known, Decimal(0))}
    missing: dict[PartId | None, list[Missing]] = {key: [] for key in amounts}
    with exactly():
        for line, rolled in zip(kit.lines, lines, strict=True):
            if rolled.counts:
                group = line.group if line.group in known else None
                amounts[group] += rolled.cost.amount
                missing[group] += rolled.cost.missing
    return {key: Total(amount, tuple(missing[key])) for key, amount in amounts.items()}
