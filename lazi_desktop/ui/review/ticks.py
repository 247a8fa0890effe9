"""What is ticked to be sent: everything that can be, until a person takes it out."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt

from lazi_desktop.ui.review.review_row import Identity, ReviewRow


class Ticks:
    """Remembered by what a line is about, so that another edit of it, or a line that was filtered away, stays out."""

    def __init__(self) -> None:
        self._out: set[Identity] = set()

    def has(self, row: ReviewRow) -> bool:
        return row.can_be_sent and (not self._out or row.identity not in self._out)

    def set(self, rows: Iterable[ReviewRow], ticked: bool) -> None:
        identities = {row.identity for row in rows if row.can_be_sent}
        if ticked:
            self._out -= identities
        else:
            self._out |= identities

    def state(self, rows: Iterable[ReviewRow]) -> Qt.CheckState | None:
        """Of several; None where none of them can be sent."""
        found = {row.identity not in self._out for row in rows if row.can_be_sent}
        if not found:
            return None
        if len(found) == 2:
            return Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Checked if True in found else Qt.CheckState.Unchecked

    def toggle(self, rows: Iterable[ReviewRow]) -> None:
        """All of them, or none where all are."""
        sendable = [row for row in rows if row.can_be_sent]
        self.set(sendable, self.state(sendable) is not Qt.CheckState.Checked)
