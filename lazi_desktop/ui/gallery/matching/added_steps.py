"""What was added from a review, step by step: it can be taken back and done again from anywhere in the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lazi_desktop.domain.ops import Changes
from lazi_desktop.ui.undone import REDO, UNDO


@dataclass(frozen=True, slots=True)
class AddedStep:
    """`places` in the review."""

    changes: Changes
    places: Sequence[int]


class AddedSteps:
    def __init__(self) -> None:
        self._there: list[AddedStep] = []
        self._taken_back: list[AddedStep] = []
        self.is_last = False
        """Nothing was recorded since the last of them: undo is of it."""

    def forget(self) -> None:
        self._there.clear()
        self._taken_back.clear()
        self.is_last = False

    def note(self, changes: Changes, places: Sequence[int]) -> None:
        if changes.txn_id is not None:
            self._there.append(AddedStep(changes, places))
            self._taken_back.clear()
            self.is_last = True

    def taken_back(self, changes: Changes) -> AddedStep | None:
        """The step that these changes took back."""
        found = _moved(self._there, self._taken_back, UNDO, changes)
        if found is not None or changes.txn_id is not None:
            self.is_last = False
        return found

    def done_again(self, changes: Changes) -> AddedStep | None:
        found = _moved(self._taken_back, self._there, REDO, changes)
        if found is not None:
            self.is_last = True
        return found


def _moved(origin: list[AddedStep], goal: list[AddedStep], verb: str, changes: Changes) -> AddedStep | None:
    """Steps are undone and done again last in, first out. Who is gone meanwhile is passed over."""
    if not origin or changes.label != f"{verb}{origin[-1].changes.label}":
        return None
    if not changes.keys <= origin[-1].changes.keys:
        return None
    goal.append(origin.pop())
    return goal[-1]
