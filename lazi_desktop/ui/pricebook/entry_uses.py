"""What there is to say before entries are deactivated or deleted: where they are used, and what deleting means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.operations.create_entity import name_of
from lazi_desktop.operations.remove import Removal, removal_of
from lazi_desktop.ports.pricebook import EntityDetail, Usage
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.using.used_in import used_words

MOST_LOOKED_AT = 300
"""So many entries are looked up; of more, the first ones tell enough."""


@dataclass(frozen=True, slots=True)
class Uses:
    """`users` are active, and not among the entries themselves; `used` of these are used by them."""

    details: Sequence[EntityDetail]
    removal: Removal
    users: Sequence[Usage]
    used: int


def read_uses(queries: PricebookQueries, keys: Sequence[EntityKey]) -> Uses:
    """Away from the UI thread."""
    details = [found for key in keys[:MOST_LOOKED_AT] if (found := queries.detail(key)) is not None]
    among = set(keys)
    users: list[Usage] = []
    used = 0
    for detail in details:
        others = [one for one in queries.where_used(detail.key) if one.active and one.user not in among]
        users += others
        used += bool(others)
    return Uses(details, removal_of(details), users, used)


def use_words(uses: Uses, count: int) -> str:
    """One sentence; "" where nothing active uses them."""
    if not uses.users:
        return ""
    where = used_words(uses.users)
    if count == 1:
        return _tr("{name} is used in {where}. They keep the link, to something inactive.").format(
            name=name_of(uses.details[0]), where=where
        )
    return _tr(
        "{used} of the {count} are used in {where}. They keep the links, to something inactive."
    ).format(used=whole(uses.used), count=whole(count), where=where)


def removal_words(removal: Removal) -> str:
    """What deleting comes to where ServiceTitan has some of them; "" where it has none."""
    if not removal.switched_off:
        return ""
    one, many = _tr("entry"), _tr("entries")
    words = _tr(
        "ServiceTitan keeps what it has: {off} will be made inactive, which can be taken back."
    ).format(off=counted(len(removal.switched_off), one, many))
    if removal.thrown_away:
        words += " " + _tr("{gone} that it never had will be thrown away.").format(
            gone=counted(len(removal.thrown_away), one, many)
        )
    return words


def _tr(text: str) -> str:
    return QCoreApplication.translate("EntryUses", text)
