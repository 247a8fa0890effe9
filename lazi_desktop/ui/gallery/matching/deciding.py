"""Decisions of a review, each of which can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.matching.review import Line, Review, Verdict

_MOST_KEPT = 500


class Decisions(QObject):
    """`decided()`: something of the review is otherwise now."""

    decided = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.review = Review((), {})
        self._before: list[list[Line]] = []

    def use(self, review: Review) -> None:
        self.review = review
        self._before.clear()

    @property
    def can_take_back(self) -> bool:
        return bool(self._before)

    def turn(self, places: Sequence[int]) -> bool:
        """Taken as the first of them is not; whether they are now."""
        lines = self.review.lines
        if not places:
            return False
        if lines[places[0]].verdict is Verdict.OPEN:
            self._do(places, self.review.accept)
            return True
        self._do(places, self.review.reopen)
        return False

    def accept(self, places: Iterable[int]) -> None:
        self._do(places, self.review.accept)

    def reject(self, places: Iterable[int]) -> None:
        self._do(places, self.review.reject)

    def detach(self, places: Iterable[int]) -> None:
        self._do(places, self.review.detach)

    def assign(self, places: Iterable[int], sku: EntityKey) -> None:
        self._do(places, lambda chosen: self.review.assign(chosen, sku))

    def take_back(self) -> list[int]:
        """The last decision; of which places."""
        places = self.review.put_back(self._before.pop()) if self._before else []
        if places:
            self.decided.emit()
        return places

    def note_added(self, places: Iterable[int], left_out: Iterable[tuple[int, str]]) -> None:
        """These are recorded. What was decided before is not taken back any more."""
        changed = self.review.note_added(places)
        for place, problem in left_out:
            changed += self.review.note_problem(place, problem)
        if changed:
            self._before.clear()
            self.decided.emit()

    def note_taken_back(self, places: Iterable[int]) -> bool:
        """What was added is not there any more. Whether there is anything of it here."""
        changed = self.review.note_taken_back(places)
        if changed:
            self.decided.emit()
        return bool(changed)

    def forget_skus(self, keys: Iterable[EntityKey]) -> None:
        """They are gone."""
        changed = [place for key in keys for place in self.review.forget_sku(key)]
        if changed:
            self._before.clear()
            self.decided.emit()

    def _do(self, places: Iterable[int], act: Callable[[list[int]], list[int]]) -> None:
        asked = list(places)
        before = {place: self.review.lines[place] for place in asked}
        changed = act(asked)
        if changed:
            self._before.append([before[place] for place in changed])
            del self._before[:-_MOST_KEPT]
            self.decided.emit()
