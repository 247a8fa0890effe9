"""Lines that were asked for and are not shown yet, and what is to be done when they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from lazi_desktop.domain.kits.parts import PartId

Then = Callable[[Sequence[PartId]], None]
_PATIENCE_MS = 10_000


@dataclass(slots=True, eq=False)
class Ticket:
    """One step that makes lines. `keys` are None until it is recorded."""

    keys: Sequence[PartId] | None = None
    then: Then | None = None


class LinesOnTheWay(QObject):
    """`changed()`: something is waited for, or no longer. Nothing is waited for longer than a person would."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tickets: list[Ticket] = []
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self.forget)

    @property
    def is_empty(self) -> bool:
        return not self._tickets

    def begin(self, ticket: Ticket) -> None:
        self._tickets.append(ticket)
        self._patience.start()
        self.changed.emit()

    def end(self, ticket: Ticket) -> None:
        """Nothing will be shown."""
        if ticket in self._tickets:
            self._tickets.remove(ticket)
            self.changed.emit()

    def settle(self, is_shown: Callable[[PartId], bool]) -> None:
        """The lines of one step are shown together."""
        for ticket in list(self._tickets):
            if ticket.keys is not None and (not ticket.keys or any(map(is_shown, ticket.keys))):
                self._tickets.remove(ticket)
                if ticket.then is not None:
                    ticket.then(ticket.keys)
        self.changed.emit()

    def forget(self) -> None:
        """Another kit is shown, or they do not come."""
        self._patience.stop()
        self._tickets.clear()
        self.changed.emit()
