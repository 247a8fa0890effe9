"""Keeps the names of rows in ServiceTitan's lists at hand for `ui.listed`."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.listed_fields import NO_NAMES, ListedNames
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.listed import listed_names, use_listed_names


class ListedNamesAtHand(QObject):
    """Reads the names, and again when the lists have changed. `changed`: they are others now."""

    changed = Signal()

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self._was_read = False
        use_listed_names(NO_NAMES)  # those of another profile's window
        context.edits.changed.connect(self._on_changed)
        self._read()

    def _read(self) -> None:
        self._reads.ask(self._context.queries.listed_names, self._take)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if Aspect.LISTS in changes.aspects:
            self._read()

    def _take(self, names: ListedNames) -> None:
        first, self._was_read = not self._was_read, True
        if names == listed_names():
            return
        use_listed_names(names)
        self.changed.emit()
        if not first:  # what was read before shows the names of before
            self._context.edits.announce(Changes(aspects=frozenset((Aspect.EVERYTHING,))))
