"""Brings all pictures that entries show to this computer: what it would take, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from lazi_desktop.domain.errors import LaziError, OurMistake
from lazi_desktop.ports.pictures import (
    GatherEstimate,
    Gathering,
    GatherOutcome,
    GatherProgress,
    PictureGatherer,
)
from lazi_desktop.ui.context import UiContext


class Stage(Enum):
    LOOKING = auto()
    ESTIMATED = auto()
    UNDER_WAY = auto()
    ENDED = auto()
    FAILED = auto()


class Keeping(QObject):
    """`changed()`: something of what is told here is another. `ended()`: a run is over."""

    changed = Signal()
    ended = Signal()
    _answered = Signal(object, object)
    _told = Signal(object)

    def __init__(self, context: UiContext, gatherer: PictureGatherer, parent: QObject) -> None:
        super().__init__(parent)
        self._queries = context.queries
        self._tasks = context.tasks
        self._gatherer = gatherer
        self._addresses: Sequence[str] = ()
        self._run: Gathering | None = None
        self.stage = Stage.LOOKING
        self.estimate: GatherEstimate | None = None
        self.progress: GatherProgress | None = None
        self.outcome: GatherOutcome | None = None
        self.problem: LaziError | None = None
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def is_under_way(self) -> bool:
        return self._run is not None

    def look(self) -> None:
        """What it would take now. A run that is under way goes on."""
        if self.is_under_way:
            return
        if self._gatherer.under_way is not None:  # begun by a window before this one
            self.begin()
            return
        self._become(Stage.LOOKING)
        self._tasks.read(self._queries.picture_addresses, self._estimate, owner=self, failed=self._fail)

    def _estimate(self, addresses: Sequence[str]) -> None:
        self._addresses = addresses
        self._wait(self._gatherer.estimate(addresses), self._take_estimate)

    def _take_estimate(self, found: GatherEstimate) -> None:
        if not self.is_under_way:
            self.estimate = found
            self._become(Stage.ESTIMATED)

    def begin(self) -> None:
        if self.is_under_way:
            return
        self.progress = self.outcome = None

        def tell(progress: GatherProgress) -> None:
            if isValid(self):
                self._told.emit(progress)

        self._run = self._gatherer.gather(self._addresses, tell)
        self._become(Stage.UNDER_WAY)
        self._wait(self._run.outcome, self._take_outcome)

    def cancel(self) -> None:
        """What came stays."""
        if self._run is not None:
            self._run.cancel()

    def _on_told(self, progress: GatherProgress) -> None:
        if self.is_under_way:
            self.progress = progress
            self.changed.emit()

    def _take_outcome(self, outcome: GatherOutcome) -> None:
        self._run, self.outcome = None, outcome
        self._become(Stage.ENDED)
        self.ended.emit()

    def _fail(self, error: LaziError) -> None:
        self._run, self.problem = None, error
        self._become(Stage.FAILED)
        self.ended.emit()

    def _become(self, stage: Stage) -> None:
        self.stage = stage
        self.changed.emit()

    # ------------------------------------------------------------------------------------------- back to this thread

    def _wait(self, future: Future[Any], done: Callable[[Any], None]) -> None:
        def answered(found: Future[Any]) -> None:
            if isValid(self):
                self._answered.emit(found, done)

        future.add_done_callback(answered)

    def _on_answered(self, future: Future[Any], done: Callable[[Any], None]) -> None:
        try:
            found = future.result()
        except CancelledError:
            return  # the program ends
        except LaziError as error:
            self._fail(error)
        except Exception:
            self._fail(OurMistake("The pictures were not kept."))
            raise
        else:
            done(found)
