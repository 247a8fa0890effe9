"""What the Review page calls things: states, groups, chips, and what everything comes to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pending_totals import Totals
from lazi_desktop.domain.review_rules import RULES, Rule, Severity
from lazi_desktop.ports.change_sets import ChangeSet
from lazi_desktop.ui.formatting import NOTHING, counted, kind_title, money_difference
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.review.arranging import Chip, Group, Grouping, Sort, Sorting
from lazi_desktop.ui.review.review_row import ReviewRow, RowState
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme.tokens import Role


@dataclass(frozen=True, slots=True)
class StateWords:
    """`is_chip`: it needs somebody; what does not is plain words in the colour of `role`."""

    text: str
    role: Role
    is_chip: bool = False


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


def state_words(row: ReviewRow) -> StateWords:
    if row.violations and row.state in (RowState.READY, RowState.NEW):
        role = Role.DANGER if row.is_serious else Role.CHANGED
        return StateWords(rule_word(row.violations[0].rule), role, is_chip=True)
    match row.state:
        case RowState.CONFLICT:
            return StateWords(_tr("Conflict"), Role.DANGER, is_chip=True)
        case RowState.WAITS:
            return StateWords(_tr("Waits"), Role.DANGER)
        case RowState.FAILED:
            return StateWords(_tr("Failed"), Role.DANGER, is_chip=True)
        case RowState.DIFFERS:
            return StateWords(_tr("Differs"), Role.DANGER, is_chip=True)
        case RowState.PROPOSED:
            return StateWords(_tr("Proposed"), Role.ACCENT, is_chip=True)
        case RowState.NEW:
            return StateWords(_tr("New"), Role.ACCENT)
        case RowState.READY:
            return StateWords(_tr("Ready"), Role.PROVED)
        case RowState.CONFIRMED:
            return StateWords(_tr("Submitted"), Role.ACCENT)
        case RowState.SUBMITTED:
            return StateWords(_tr("Under way"), Role.ACCENT)
        case RowState.HELD:
            return StateWords(_tr("Held back"), Role.NEUTRAL)


def rule_word(rule: Rule) -> str:
    """One or two words for a cell."""
    return {
        Rule.DUPLICATE_CODE: _tr("Code is taken"),
        Rule.BELOW_COST: _tr("Below cost"),
        Rule.ZERO_PRICE: _tr("No price"),
        Rule.BELOW_FLOOR: _tr("Below floor"),
        Rule.MISSING_COST: _tr("No cost"),
        Rule.MISSING_VENDOR: _tr("No vendor"),
        Rule.INACTIVE_CATEGORY: _tr("Inactive category"),
    }[rule]


def chip_words(chip: Chip, count: int) -> str:
    """`23 conflicts`, `7 below margin floor`: the number is that of SKUs."""
    if isinstance(chip, Rule):
        return f"{whole(count)} {said(RULES[chip].title)}"
    match chip:
        case Sort.CONFLICT:
            return counted(count, _tr("in conflict"), _tr("in conflict"))
        case Sort.REFUSED:
            return counted(count, _tr("did not get through"), _tr("did not get through"))
        case Sort.PROPOSED:
            return counted(count, _tr("proposed"), _tr("proposed"))
        case Sort.NEW:
            return counted(count, _tr("new"), _tr("new"))
        case Sort.READY:
            return counted(count, _tr("ready"), _tr("ready"))
        case Sort.CONFIRMED:
            return counted(count, _tr("submitted, not proved yet"), _tr("submitted, not proved yet"))
        case Sort.SUBMITTED:
            return counted(count, _tr("under way"), _tr("under way"))
        case Sort.HELD:
            return counted(count, _tr("held back"), _tr("held back"))


def chip_role(chip: Chip) -> Role:
    if isinstance(chip, Rule):
        return Role.DANGER if RULES[chip].severity is Severity.SERIOUS else Role.CHANGED
    return {
        Sort.CONFLICT: Role.DANGER,
        Sort.REFUSED: Role.DANGER,
        Sort.PROPOSED: Role.ACCENT,
        Sort.NEW: Role.ACCENT,
        Sort.READY: Role.PROVED,
        Sort.CONFIRMED: Role.ACCENT,
        Sort.SUBMITTED: Role.ACCENT,
        Sort.HELD: Role.NEUTRAL,
    }[chip]


def grouping_word(grouping: Grouping) -> str:
    return {
        Grouping.CHANGE_SET: _tr("Change-set"),
        Grouping.SKU: _tr("SKU"),
        Grouping.PERSON: _tr("Person"),
        Grouping.KIND: _tr("Kind"),
        Grouping.CATEGORY: _tr("Category"),
        Grouping.NONE: _tr("Nothing"),
    }[grouping]


def sorting_word(sorting: Sorting) -> str:
    return {
        Sorting.STATE: _tr("What needs you"),
        Sorting.MONEY: _tr("Money moved"),
        Sorting.CODE: _tr("Code"),
        Sorting.TIME: _tr("Time"),
    }[sorting]


def set_words(change_set: ChangeSet | None) -> str:
    return change_set.message if change_set is not None else _tr("No change-set")


def group_title(group: Group, grouping: Grouping) -> str:
    title = _title(group, grouping)
    if not group.key.proposed:
        return title
    if grouping is Grouping.NONE:
        return _tr("Proposed")
    return _tr("Proposed: {title}").format(title=title)


def group_count(group: Group, grouping: Grouping) -> str:
    if grouping is Grouping.SKU:
        return counted(group.fields, _tr("change"), _tr("changes"))
    return entities_words(group.entities, has_categories=group.has_categories)


def entities_words(count: int, *, has_categories: bool) -> str:
    """`312 SKUs`; categories are none."""
    if has_categories:
        return counted(count, _tr("entry"), _tr("entries"))
    return counted(count, _tr("SKU"), _tr("SKUs"))


def totals_words(totals: Totals) -> str:
    """`410 SKUs · 640 changes · 3 new · 2 deactivated · list prices +$1,912.40`"""
    parts = [
        entities_words(totals.entities, has_categories=totals.categories > 0),
        counted(totals.fields, _tr("change"), _tr("changes")),
    ]
    if totals.new:
        parts.append(_tr("{n} new").format(n=whole(totals.new)))
    if totals.deactivated:
        parts.append(_tr("{n} deactivated").format(n=whole(totals.deactivated)))
    if totals.list_prices:
        parts.append(_tr("list prices {amount}").format(amount=dollars(totals)))
    return " · ".join(parts)


def dollars(totals: Totals) -> str:
    """`+$1,912.40`"""
    amount = money_difference(totals.list_prices)
    return f"{amount[0]}${amount[1:]}"


def names_of(rows: Collection[ReviewRow]) -> str:
    """What a question calls them: the one by its code, several by their number."""
    keys = {row.entity for row in rows}
    if len(keys) == 1:
        row = next(iter(rows))
        return row.code or row.name
    return entities_words(
        len(keys), has_categories=any(not row.changes[0].entity_kind.is_sku for row in rows)
    )


def _title(group: Group, grouping: Grouping) -> str:
    first = group.rows[0]
    match grouping:
        case Grouping.CHANGE_SET:
            return set_words(group.change_set)
        case Grouping.SKU:
            return f"{first.code}  {first.name}".strip()
        case Grouping.PERSON:
            return group.key.value[:1].upper() + group.key.value[1:] or NOTHING
        case Grouping.KIND:
            title = kind_title(EntityKind(group.key.value))
            return title[:1].upper() + title[1:]
        case Grouping.CATEGORY:
            return group.key.value or _tr("No category")
        case Grouping.NONE:
            return _tr("All changes")
