"""How filters, facets and flags are said to a person."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.column_values import NO, YES
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ports.sku_query import SkuFlag
from lazi_desktop.ui.formatting import flag
from lazi_desktop.ui.kind_looks import word_of
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.sku_columns import KIND, STATE, SkuColumn, incomplete
from lazi_desktop.ui.theme.chips import state_chip
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.translatable import QT_TRANSLATE_NOOP

_SAID_MOST = 3

FLAG_TITLES: dict[SkuFlag, tuple[str, Role]] = {
    SkuFlag.CONFLICT: (QT_TRANSLATE_NOOP("Flags", "Conflict"), Role.DANGER),
    SkuFlag.FAILED: (QT_TRANSLATE_NOOP("Flags", "Failed"), Role.DANGER),
    SkuFlag.DIFFERS: (QT_TRANSLATE_NOOP("Flags", "Differs"), Role.DANGER),
    SkuFlag.GONE: (QT_TRANSLATE_NOOP("Flags", "Deleted"), Role.DANGER),
    SkuFlag.PENDING: (QT_TRANSLATE_NOOP("Flags", "Pending"), Role.CHANGED),
    SkuFlag.SUBMITTED: (QT_TRANSLATE_NOOP("Flags", "Submitted"), Role.ACCENT),
    SkuFlag.PROPOSED: (QT_TRANSLATE_NOOP("Flags", "Proposed"), Role.ACCENT),
    SkuFlag.NEW: (QT_TRANSLATE_NOOP("Flags", "New"), Role.ACCENT),
    SkuFlag.TO_REVIEW: (QT_TRANSLATE_NOOP("Flags", "To review"), Role.CHANGED),
    SkuFlag.BELOW_FLOOR: (QT_TRANSLATE_NOOP("Flags", "Below margin floor"), Role.DANGER),
    SkuFlag.NO_IMAGE: (QT_TRANSLATE_NOOP("Flags", "No image"), Role.NEUTRAL),
    SkuFlag.INACTIVE: (QT_TRANSLATE_NOOP("Flags", "Inactive"), Role.NEUTRAL),
    SkuFlag.UNCATEGORISED: (QT_TRANSLATE_NOOP("Flags", "Without category"), Role.NEUTRAL),
    SkuFlag.PRICE_LOCKED: (QT_TRANSLATE_NOOP("Flags", "Price locked"), Role.NEUTRAL),
    SkuFlag.DYNAMIC_PRICE: (QT_TRANSLATE_NOOP("Flags", "Dynamic price"), Role.NEUTRAL),
}
"""The flags that are offered, what needs somebody first. Changed at all says no more than the states do."""


def flag_title(one: SkuFlag) -> str:
    return QCoreApplication.translate("Flags", FLAG_TITLES[one][0]) if one in FLAG_TITLES else one.value


def facet_word(column: SkuColumn, value: str) -> str:
    """What a value of a column is called."""
    if not value:
        if column.key == STATE:
            return QCoreApplication.translate("Facets", "As in ServiceTitan")
        return QCoreApplication.translate("Facets", "(nothing)")
    if column.is_incomplete(value):
        return incomplete()
    if column.key == KIND:
        return word_of(EntityKind(value))
    if column.key == STATE:
        chip = state_chip(SkuState(value))
        return chip.text if chip is not None else value
    if column.type is FieldType.FLAG and value in (YES, NO):
        return flag(value == YES)
    return value


def chosen_words(column: SkuColumn, values: Collection[str]) -> str:
    """`EA, FT`, or how many there are."""
    if len(values) > _SAID_MOST:
        return QCoreApplication.translate("Facets", "{n} values").format(n=whole(len(values)))
    return ", ".join(facet_word(column, value) for value in sorted(values))
