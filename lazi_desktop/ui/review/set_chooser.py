"""Says which change-set new edits go under, and lets a person choose or open another one."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.review.change_sets import ChangeSets
from lazi_desktop.ui.review.choice_button import Choice, ChoiceButton, elided
from lazi_desktop.ui.review.message_popup import MessagePopup

_MOST_CLOSED = 20


class SetChooser(ChoiceButton):
    def __init__(self, sets: ChangeSets, *, variant: str = "quiet") -> None:
        super().__init__(self.tr("Edits go to:"), self.tr("Edits go to"), variant=variant)
        self._sets = sets
        self.popup: MessagePopup | None = None
        self.chosen.connect(sets.choose)
        sets.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        choices = [
            Choice(one.set_id, one.message, counted(one.changes, self.tr("change"), self.tr("changes")))
            for one in self._sets.open
        ]
        self.offer([*choices, Choice(None, self.tr("no change-set"))], self._sets.current)

    def open(self) -> None:
        self.more = self._more()
        super().open()

    def _more(self) -> list[tuple[str, Callable[[], None]]]:
        sets, current = self._sets, self._sets.current
        more = [(self.tr("New change-set…"), self.ask_for_new)]
        if current is not None and sets.may_close(current):
            words = self.tr("Close {name}").format(name=elided(sets.name(current)))
            more.append((words, lambda: sets.close([current])))
        others = [one.set_id for one in sets.empty if one.set_id != current]
        if others:
            words = self.tr("Close what is empty ({n})").format(n=whole(len(others)))
            more.append((words, lambda: sets.close(others)))
        if sets.closed:
            more.append((self.tr("Open a closed one again…"), self.offer_closed))
        return more

    def offer_closed(self) -> None:
        """The menu of those that were closed last."""
        self.pop_up([(one.message, self._opening(one.set_id)) for one in self._sets.closed[:_MOST_CLOSED]])

    def _opening(self, set_id: UUID) -> Callable[[], None]:
        return lambda: self._sets.reopen(set_id)

    def ask_for_new(self) -> None:
        popup = MessagePopup(
            self.tr("New change-set"), self.tr("What is it for? “Q4 PVC increase”"), self.tr("Open it"), self
        )
        popup.said.connect(self._sets.found)
        popup.destroyed.connect(self._forget_popup)
        self.popup = popup
        popup.open_below(self)

    def _forget_popup(self) -> None:
        self.popup = None
