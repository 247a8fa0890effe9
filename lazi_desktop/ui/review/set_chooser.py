"""Says which change-set new edits go under, and lets a person choose or open another one."""

from __future__ import annotations

from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.review.change_sets import ChangeSets
from lazi_desktop.ui.review.choice_button import Choice, ChoiceButton
from lazi_desktop.ui.review.message_popup import MessagePopup


class SetChooser(ChoiceButton):
    def __init__(self, sets: ChangeSets, *, variant: str = "quiet") -> None:
        super().__init__(self.tr("Edits go to:"), self.tr("Edits go to"), variant=variant)
        self._sets = sets
        self.popup: MessagePopup | None = None
        self.more = ((self.tr("New change-set…"), self.ask_for_new),)
        self.chosen.connect(sets.choose)
        sets.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        choices = [
            Choice(one.set_id, one.message, counted(one.changes, self.tr("change"), self.tr("changes")))
            for one in self._sets.open
        ]
        self.offer([*choices, Choice(None, self.tr("no change-set"))], self._sets.current)

    def ask_for_new(self) -> None:
        popup = MessagePopup(
            self.tr("New change-set"), self.tr("What is it for? “Q4 PVC increase”"), self.tr("Open it"), self
        )
        popup.said.connect(self._sets.found)
        popup.destroyed.connect(self._forget)
        self.popup = popup
        popup.open_below(self)

    def _forget(self) -> None:
        self.popup = None
