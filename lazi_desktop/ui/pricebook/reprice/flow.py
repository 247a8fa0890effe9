"""Reads the rows, works out the preview as choices are typed, and carries the step out. The panel shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.domain.pricing.ladder import Ladder
from lazi_desktop.domain.pricing.repricing import Repricing
from lazi_desktop.operations.reprice import NEEDED_FIELDS, RepriceLine, RepriceRow, add_up
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.pricebook.reprice.choices import ChoiceProblem, Choices, read_choices
from lazi_desktop.ui.pricebook.reprice.preview import Preview, preview_of
from lazi_desktop.ui.pricebook.reprice.scope import Among, Scopes

MARKUP_LIST = "markup"
_BURST_PAUSE = 300  # ms between two readings while replication brings change after change


@dataclass(frozen=True, slots=True)
class _Read:
    rows: Sequence[RepriceRow]
    ladder: Ladder


class RepriceFlow(QObject):
    """`planned(preview)`: what the choices come to. `refused(problem)`: a choice cannot be used. `summed(totals)`: of
    what is ticked now. `advanced(done, total)` while it is carried out, then `failed(error)` or `applied(left)`: how
    many were changed meanwhile and stay as they are."""

    planned = Signal(object)
    refused = Signal(object)
    summed = Signal(object)
    advanced = Signal(int, int)
    applied = Signal(int)
    failed = Signal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._scopes: Scopes | None = None
        self._among = Among.LISTED
        self._choices = Choices()
        self._unticked: frozenset[EntityKey] = frozenset()
        self._read: _Read | None = None
        self._keys: frozenset[EntityKey] = frozenset()
        self._is_refused = False
        self._number = 0
        """Of the newest plan."""
        self._long: LongWork | None = None
        self._rows = LatestRead(context.tasks, context.notifier, self)
        self._plans = LatestRead(context.tasks, context.notifier, self)
        self._sums = LatestRead(context.tasks, context.notifier, self)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_BURST_PAUSE)
        self._again.timeout.connect(self.read)
        context.edits.changed.connect(self._on_changed)

    @property
    def is_settled(self) -> bool:
        """Whether the last preview is of the rows and choices as they are now."""
        is_outdated = self._is_refused or self._again.isActive()
        return not (is_outdated or self._rows.is_running or self._plans.is_running)

    @property
    def is_busy(self) -> bool:
        return self.is_applying or self._rows.is_running or self._plans.is_running

    @property
    def ladder(self) -> Ladder | None:
        """ServiceTitan's, once it has been read."""
        return None if self._read is None else self._read.ladder

    @property
    def is_applying(self) -> bool:
        return self._long is not None

    # -------------------------------------------------------------------------------------------- what it is about

    def begin(self, scopes: Scopes, among: Among, choices: Choices) -> None:
        self._scopes, self._among, self._choices = scopes, among, choices
        self._read = None
        self.read()

    def use_choices(self, choices: Choices) -> None:
        self._choices = choices
        self._plan()

    def use_ticks(self, unticked: frozenset[EntityKey], lines: Sequence[RepriceLine]) -> None:
        self._unticked = unticked
        self._sums.ask(lambda: add_up(lines, unticked), self.summed.emit)

    def end(self) -> None:
        """Nothing is wanted any more, and nothing is kept in memory."""
        self._number += 1
        for read in (self._rows, self._plans, self._sums):
            read.drop()
        self._again.stop()
        self._scopes, self._read = None, None
        self._keys = self._unticked = frozenset()

    def read(self) -> None:
        scopes, among, queries = self._scopes, self._among, self._context.queries
        if scopes is None:
            return
        if self.is_applying:
            self._again.start()  # once it is written or taken back
            return

        def read() -> _Read:
            rows = [RepriceRow(row) for row in scopes.rows(among, queries, NEEDED_FIELDS)]
            steps = queries.reference_rows(MARKUP_LIST)
            return _Read(rows, Ladder.of_rows(step.payload for step in steps if step.active))

        self._rows.ask(read, self._on_read)

    def _on_read(self, read: _Read) -> None:
        self._read = read
        self._keys = frozenset(one.row.key for one in read.rows)
        self._plan()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        everything = Aspect.EVERYTHING in changes.aspects
        if self._scopes is not None and initiator is not self and (everything or self._keys & changes.keys):
            self._again.start()

    # ---------------------------------------------------------------------------------------------------- planning

    def _plan(self) -> None:
        read, unticked = self._read, self._unticked
        if read is None:
            return
        try:
            settings: Repricing = read_choices(self._choices, read.ladder)
        except ChoiceProblem as problem:
            self._is_refused = True
            self._number += 1
            self._plans.drop()
            self.refused.emit(problem)
            return
        self._is_refused = False
        self._number += 1
        number = self._number

        def work() -> Preview | None:
            return preview_of(read.rows, settings, unticked, lambda: number == self._number)

        self._plans.ask(work, lambda preview: self._on_planned(preview, unticked))

    def _on_planned(self, preview: Preview | None, unticked: frozenset[EntityKey]) -> None:
        """`unticked` is what its totals leave out."""
        if preview is None:
            return
        now = self._unticked
        if unticked != now:
            self._plans.ask(
                lambda: replace(preview, totals=add_up(preview.lines, now)),
                lambda summed: self._on_planned(summed, now),
            )
            return
        self._sums.drop()  # those are of older lines
        self.planned.emit(preview)

    # ---------------------------------------------------------------------------------------------------- applying

    def apply(self, preview: Preview, lines: Sequence[RepriceLine]) -> None:
        left: list[RepriceLine] = []

        def applied(_: Changes) -> None:
            self._long = None
            self.applied.emit(len(left))

        self._long = self._context.edits.reprice(
            lines,
            preview.settings,
            initiator=self,
            done=applied,
            failed=self._on_failed,
            left_alone=left.append,
        )
        self._long.advanced.connect(self.advanced)

    def cancel(self) -> None:
        """What is under way is taken back whole, as soon as it looks up."""
        if self._long is not None:
            self._long.cancel()

    def _on_failed(self, error: LaziError) -> None:
        self._long = None
        self.failed.emit(error)
