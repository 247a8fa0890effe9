"""Over the columns of a conflict: whose value it is, since when, and what is not known is not said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.history import Recorded, first_seen
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.pricebook import ConflictView, PendingChange
from lazi_desktop.ui.conflicts.conflict_words import ConflictWords, words_of
from lazi_desktop.ui.conflicts.value_table import SideHeading
from lazi_desktop.ui.formatting import moment
from lazi_desktop.ui.sync.people import person, you

OurChanges = Mapping[tuple[EntityKey, str], PendingChange]


def our_changes(pending: Iterable[PendingChange]) -> OurChanges:
    return {(change.entity_key, change.field): change for change in pending}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Conflict", text)


class Whose:
    """Who made which side of a conflict, as the person at this computer is told."""

    def __init__(self, me: Collection[str], ours: OurChanges) -> None:
        self._me = me
        self._ours = ours

    def words(self, conflict: ConflictView) -> ConflictWords:
        in_effect = self._in_effect(conflict)
        other = person(in_effect.by, self._me) if in_effect is not None else ""
        return words_of(conflict, author=self._author(conflict), other=other)

    def headings(self, conflict: ConflictView, records: Sequence[Recorded]) -> Sequence[SideHeading]:
        words = self.words(conflict)
        base_at = first_seen(records, conflict.field, conflict.base)
        base = _tr("pulled {time}").format(time=moment(base_at)) if base_at else _tr("where both began")
        return (
            SideHeading(_tr("Base"), base),
            SideHeading(words.theirs, self._theirs(conflict, words, records)),
            SideHeading(words.ours or _tr("Ours"), self._ours_words(conflict)),
            SideHeading(_tr("Result"), words.if_kept),
        )

    def _author(self, conflict: ConflictView) -> str:
        return you() if conflict.mine else person(conflict.by, self._me)

    def _in_effect(self, conflict: ConflictView) -> PendingChange | None:
        """The change of the team that is theirs: in effect, over ours."""
        change = self._ours.get((conflict.entity_key, conflict.field))
        if conflict.standing or change is None or change.ours != conflict.theirs:
            return None
        return change

    def _theirs(self, conflict: ConflictView, words: ConflictWords, records: Sequence[Recorded]) -> str:
        """ServiceTitan does not tell who changed something there."""
        change = self._in_effect(conflict)
        if change is not None:
            return self._who_and_when(change)
        seen = first_seen(records, conflict.field, conflict.theirs) if conflict.standing else None
        return _tr("seen {time}").format(time=moment(seen)) if seen else words.theirs_small

    def _ours_words(self, conflict: ConflictView) -> str:
        """Who made our value and when. The conflict itself knows only when it was found."""
        change = self._ours.get((conflict.entity_key, conflict.field))
        if conflict.standing and change is not None:
            return self._who_and_when(change)
        found = moment(conflict.at)
        parts = (self._author(conflict), _tr("found {time}").format(time=found) if found else "")
        return " · ".join(part for part in parts if part)

    def _who_and_when(self, change: PendingChange) -> str:
        parts = (person(change.by, self._me), moment(change.at))
        return " · ".join(part for part in parts if part)
