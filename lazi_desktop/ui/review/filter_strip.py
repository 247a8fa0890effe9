"""Above the list: which lines are shown, in which groups and order."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lazi_desktop.ports.change_sets import ChangeSet
from lazi_desktop.ui.review.arranging import Arrangement, Chip, Grouping, Picking, Sorting
from lazi_desktop.ui.review.choice_button import Choice, ChoiceButton
from lazi_desktop.ui.review.words import grouping_word, sorting_word
from lazi_desktop.ui.theme import metrics

_TYPING_MS = 90


class FilterStrip(QWidget):
    """`changed()`: something else is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chips: frozenset[Chip] = frozenset()
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("Filter by code, name, field or person"))
        self.text.setAccessibleName(self.tr("Filter the changes"))
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(150)
        self.person = ChoiceButton("", self.tr("Person"))
        self.change_set = ChoiceButton("", self.tr("Change-set"))
        self.grouping = ChoiceButton(self.tr("Group by"), self.tr("Group by"))
        self.sorting = ChoiceButton(self.tr("Sort by"), self.tr("Sort by"))
        self.grouping.offer([Choice(one, grouping_word(one)) for one in Grouping], Grouping.CHANGE_SET)
        self.sorting.offer([Choice(one, sorting_word(one)) for one in Sorting], Sorting.STATE)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_MS)
        self._soon.timeout.connect(self.changed)
        self.text.textChanged.connect(lambda _: self._soon.start())
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL)
        row.setSpacing(metrics.GAP_TINY)
        row.addWidget(self.text, 1)
        for choice in (self.person, self.change_set, self.grouping, self.sorting):
            choice.chosen.connect(lambda _: self.changed.emit())
            row.addWidget(choice)
        self.offer((), ())

    def offer(self, people: Sequence[str], sets: Sequence[ChangeSet]) -> None:
        """Whom and what there is to choose from; nothing is offered where there is no choice."""
        person = self.person.value if self.person.value in people else ""
        self.person.offer([Choice("", self.tr("Everybody")), *(Choice(one, one) for one in people)], person)
        self.person.setVisible(len(people) > 1 or bool(person))
        ids = [one.set_id for one in sets]
        chosen = self.change_set.value if self.change_set.value in ids else None
        self.change_set.offer(
            [Choice(None, self.tr("All change-sets")), *(Choice(one.set_id, one.message) for one in sets)],
            chosen,
        )
        self.change_set.setVisible(len(sets) > 1 or chosen is not None)

    def use_chips(self, chips: frozenset[Chip]) -> None:
        self._chips = chips
        self.changed.emit()

    def show_arrangement(self, grouping: Grouping, sorting: Sorting) -> None:
        self.grouping.choose(grouping)
        self.sorting.choose(sorting)

    def arrangement(self) -> Arrangement:
        picking = Picking(self.text.text(), self.person.value or "", self.change_set.value, self._chips)
        return Arrangement(self.grouping.value, self.sorting.value, picking)

    def only_change_set(self, set_id: UUID | None) -> None:
        self.change_set.choose(set_id)
        self.change_set.show()

    def clear(self) -> None:
        """All lines again; groups and order stay."""
        self.text.clear()
        self.person.choose("")
        self.change_set.choose(None)
        self._soon.stop()
        self.changed.emit()
