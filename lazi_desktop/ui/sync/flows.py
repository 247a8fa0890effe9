"""Pulls from the first click to the last word, and the way to the conflicts. Decides nothing about data."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.errors import PullStopped
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import (
    ActivityFailed,
    PullReport,
)
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, kind_title
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.status import PULL, SyncStatus
from lazi_desktop.ui.sync.status_words import figures_of
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.question import ask


class SyncFlows(QObject):
    """`window` is what dialogs belong to. `desk_wanted(conflict id or None)`: a person wants to decide conflicts."""

    desk_wanted = Signal(object)
    stopping = Signal(str)
    """A person stops this."""

    def __init__(
        self, context: UiContext, signals: EngineSignals, status: SyncStatus, window: QWidget
    ) -> None:
        super().__init__(window)
        self._context = context
        self._status = status
        self._window = window
        self._asked_to_pull = False
        self.dialog: Dialog | None = None
        signals.pull_finished.connect(self._on_pull_finished)
        signals.failed.connect(self._on_failed)
        status.stopped_to_ask.connect(self._on_stopped_to_ask)
        status.told.connect(context.notifier.done)
        status.failed.connect(context.notifier.problem)

    # ---------------------------------------------------------------------------------------------------------- pull

    def pull(self, *, full: bool = False, accept: bool = False) -> None:
        self._asked_to_pull = True
        self._status.begin(PULL, full=full)
        self._context.engine.pull(full=full, accept=accept)

    def stop(self, activity: str) -> None:
        self.stopping.emit(activity)
        self._context.engine.cancel(activity)

    def _on_pull_finished(self, report: PullReport) -> None:
        """A pull that the schedule began speaks only where it brought something."""
        asked, self._asked_to_pull = self._asked_to_pull, False
        counts = report.counts
        unreadable = sum(kind.unreadable for kind in report.kinds)
        if not asked and not (counts.added or counts.changed or counts.conflicts or unreadable):
            return
        news = [
            self._new(report),
            self.tr("{n} changed").format(n=whole(counts.changed)) if counts.changed else "",
            counted(counts.conflicts, self.tr("conflict"), self.tr("conflicts")) if counts.conflicts else "",
        ]
        said = ", ".join(part for part in news if part) or self.tr("nothing new")
        if unreadable:
            said += ". " + self.tr("{n} could not be read and were left as they are").format(
                n=whole(unreadable)
            )
        self._context.notifier.done(self.tr("Pulled from ServiceTitan: {news}.").format(news=said))

    def _on_failed(self, event: ActivityFailed) -> None:
        if event.activity == PULL:
            self._asked_to_pull = False

    def _new(self, report: PullReport) -> str:
        """`8,465 SKUs and 1,543 categories are new`."""
        categories = sum(one.counts.added for one in report.kinds if one.kind is EntityKind.CATEGORY)
        skus = report.counts.added - categories
        parts = [
            counted(skus, self.tr("SKU"), self.tr("SKUs")) if skus else "",
            f"{whole(categories)} {kind_title(EntityKind.CATEGORY, categories)}" if categories else "",
        ]
        named = self.tr(" and ").join(part for part in parts if part)
        if not named:
            return ""
        is_new = self.tr("{names} is new") if skus + categories == 1 else self.tr("{names} are new")
        return is_new.format(names=named)

    def _on_stopped_to_ask(self, stopped: PullStopped, full: bool) -> None:
        self.ask_to_accept(stopped.detail, full)

    def ask_to_accept(self, reason: str, full: bool) -> None:
        """Whether to go on where the tripwire stopped a pull."""
        doubt = self.tr("This may be right, or ServiceTitan may have answered wrongly.")
        halted = self.tr("Nothing further has been taken over.")
        question = self.tr("{figures} Stop, or accept?").format(figures=figures_of(reason))
        text = f"{question}\n\n{doubt} {halted}"
        self.dialog = ask(
            self._window,
            self.tr("The pull stopped to ask"),
            text,
            stay=self.tr("Stop here"),
            go_on=self.tr("Accept and go on"),
            then=lambda: self.pull(full=full, accept=True),
        )

    # ----------------------------------------------------------------------------------------------------- conflicts

    def decide(self, first: UUID | None = None) -> None:
        """Asks for the desk, with `first` in front if it is given; says where there is nothing to decide."""
        queries = self._context.queries

        def go(conflicts: int) -> None:
            if conflicts:
                self.desk_wanted.emit(first)
            else:
                self._context.notifier.done(self.tr("There is no conflict to decide."))

        self._context.tasks.read(lambda: queries.counts().conflicts, go, owner=self)
