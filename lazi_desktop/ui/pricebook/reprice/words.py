"""What is said below and beside the preview."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.pricing.ladder import Ladder
from lazi_desktop.operations.reprice import RepriceTotals
from lazi_desktop.ui.formatting import money, number, percent
from lazi_desktop.ui.numerals import whole


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reprice", text)


def totals_words(totals: RepriceTotals) -> str:
    words = [_tr("{edited} of {lines} change").format(edited=whole(totals.edited), lines=whole(totals.lines))]
    if totals.edited:
        sign = "+" if totals.effect > 0 else ""
        words.append(_tr("Σ price {change}").format(change=f"{sign}{money(totals.effect)}".replace("-", "−")))
    if totals.margin_before is not None and totals.margin_after is not None:
        words.append(
            _tr("average margin {before} → {after}").format(
                before=percent(totals.margin_before), after=percent(totals.margin_after)
            )
        )
    return "   ·   ".join(words)


def ladder_words(ladder: Ladder) -> str:
    if not ladder.steps:
        return _tr("The shared database has no markup ladder. A pull brings ServiceTitan's.")
    steps = [
        f"{number(step.start)}–{number(step.end)}: +{number(step.percent)} %"
        if step.end is not None
        else f"{number(step.start)} …: +{number(step.percent)} %"
        for step in ladder.steps
    ]
    return _tr("By cost: {steps}").format(steps="   ·   ".join(steps))
