"""What the list of kits says, in a person's words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kits.health import Ailment
from lazi_desktop.domain.kits.totals import Total
from lazi_desktop.ui.formatting import counted, rounded_money
from lazi_desktop.ui.kits.listing.arranging import Column, Only, Shelf
from lazi_desktop.ui.kits.listing.kit_row import KitRow
from lazi_desktop.ui.kits.pane.words import lack_words
from lazi_desktop.ui.theme.tokens import Role

PATH_SIGN = " › "
_MOST_NAMED = 6


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitsListWords", text)


def column_title(column: Column) -> str:
    return {
        Column.NAME: _tr("Kit"),
        Column.CATEGORY: _tr("Category"),
        Column.LINES: _tr("Lines"),
        Column.COST: _tr("Cost"),
        Column.PRICE: _tr("Price"),
        Column.MARGIN: _tr("Margin"),
        Column.OLDEST: _tr("Oldest cost"),
        Column.USED: _tr("Used in"),
        Column.PROBLEMS: _tr("Problems"),
    }[column]


def only_words(only: Only | Shelf) -> str:
    return {
        Only.PROBLEMS: _tr("With problems"),
        Only.INCOMPLETE: _tr("Incomplete"),
        Only.CHANGED: _tr("Changed since used"),
        Only.MINE: _tr("Mine"),
        Shelf.CURRENT: _tr("Current"),
        Shelf.ARCHIVED: _tr("Archived"),
        Shelf.REMOVED: _tr("Removed"),
    }[only]


def total_words(total: Total) -> str:
    """An incomplete total is no amount."""
    return rounded_money(total.amount) if total.is_complete else _tr("incomplete")


def total_tip(total: Total) -> str:
    """Why it is not complete, line by line."""
    if total.is_complete:
        return ""
    said = [f"{one.name}: {lack_words(one)}" if one.name else lack_words(one) for one in total.missing]
    if len(said) > _MOST_NAMED:
        said = [*said[:_MOST_NAMED], _tr("and {n} more").format(n=len(said) - _MOST_NAMED)]
    known = _tr("What is known comes to {amount}.").format(amount=rounded_money(total.amount))
    return "\n".join([known, *said])


def days_words(days: int) -> str:
    return counted(days, _tr("day"), _tr("days")) if days else _tr("today")


def used_words(row: KitRow) -> str:
    parts = []
    if row.services:
        parts.append(counted(row.services, _tr("service"), _tr("services")))
    if row.kits:
        parts.append(counted(row.kits, _tr("kit"), _tr("kits")))
    return ", ".join(parts)


def chips_of(row: KitRow) -> Sequence[tuple[str, Role]]:
    """The gravest first."""
    return [(_ailment(one, count), _ROLES.get(one, Role.DANGER)) for one, count in row.ailments.items()]


def _ailment(ailment: Ailment, count: int) -> str:
    one = {
        Ailment.CYCLE: _tr("in itself"),
        Ailment.FORMULA: _tr("formula"),
        Ailment.VANISHED: _tr("not there"),
        Ailment.NO_COST: _tr("no cost"),
        Ailment.SAMPLE: _tr("sample fails"),
        Ailment.CLASH: _tr("to choose"),
        Ailment.INACTIVE: _tr("inactive"),
        Ailment.CHANGED: _tr("kit changed"),
        Ailment.DIFFERS: _tr("changed by hand"),
        Ailment.STALE_COST: _tr("old cost"),
        Ailment.NO_UNIT: _tr("no unit"),
    }[ailment]
    return one if count == 1 or ailment is Ailment.CYCLE else f"{one} {count}"


_ROLES = {
    **dict.fromkeys((Ailment.CLASH, Ailment.INACTIVE, Ailment.CHANGED, Ailment.STALE_COST), Role.CHANGED),
    **dict.fromkeys((Ailment.DIFFERS, Ailment.NO_UNIT), Role.NEUTRAL),
}
