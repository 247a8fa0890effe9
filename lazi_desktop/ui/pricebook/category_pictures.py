"""Pictures of categories in their tree: dropped onto one, pasted, chosen, taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.pictures import remove_own_pictures
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.picture_adding.adding import Outcome, PictureAdding, Target
from lazi_desktop.ui.picture_adding.adding_line import AddingLine
from lazi_desktop.ui.picture_adding.choosing import choose_pictures
from lazi_desktop.ui.picture_adding.dropped import sources_on_clipboard
from lazi_desktop.ui.picture_adding.sources import Source

OWN, OF_SKUS = "image", "sku_images"


class CategoryPictures(QObject):
    """`targets()` are the categories that keys and menus are about."""

    def __init__(
        self, context: UiContext, targets: Callable[[], Sequence[EntityKey]], window: QWidget
    ) -> None:
        super().__init__(window)
        self._context, self._targets, self._window = context, targets, window
        self.adding = PictureAdding(context, self)
        self.line = AddingLine(self.adding)
        self.adding.ended.connect(self._on_ended)

    def add(self, sources: Sequence[Source], key: EntityKey, field: str) -> None:
        self.adding.add_to([Target(key, field)], sources)

    def choose(self) -> None:
        """The same one for all targets."""
        targets = [Target(key, OWN) for key in self._targets()]
        why_not = self.adding.why_not()
        if why_not:
            self.line.say_words(why_not)
        elif targets:
            choose_pictures(
                self._window,
                self._context.state,
                lambda sources: self.adding.add_to(targets, sources),
                only_one=True,
            )

    def paste(self) -> None:
        sources = list(sources_on_clipboard())[:1]
        if not sources:
            self.line.say_words(self.tr("There is no picture on the clipboard."))
        else:
            self.adding.add_to([Target(key, OWN) for key in self._targets()], sources)

    def remove(self) -> None:
        """Their own pictures, as one step."""
        keys = self._targets()

        def record(work: UnitOfWork) -> Changes:
            return remove_own_pictures(work, keys)

        if keys:
            self._context.edits.do(record, initiator=self, done=self._on_removed)

    def _on_ended(self, outcome: Outcome) -> None:
        """What took another one's place can be taken back from the message."""
        if outcome.replaced and outcome.changes and not outcome.is_proposed:
            words = self.tr("Replaced the category's picture.")
            if outcome.entries > 1:
                words = self.tr("Replaced pictures of categories.")
            undo = self._context.edits.undoing(outcome.changes, initiator=self)
            self._context.notifier.done(words, undo=undo)

    def _on_removed(self, changes: Changes) -> None:
        if not changes:
            self.line.say_words(self.tr("There is none to be removed."))
