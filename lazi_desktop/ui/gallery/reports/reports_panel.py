"""The reports in the place of the contact sheet: one at a time, read when it is looked at, saved as a sheet."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar

from lazi_desktop.domain.ops import Changes
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.gallery.reports.report import Report, looked_words, reports
from lazi_desktop.ui.gallery.reports.report_model import ReportModel
from lazi_desktop.ui.gallery.reports.report_paper import report_paper
from lazi_desktop.ui.gallery.reports.report_table import ReportTable
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.push.exporting import Exporting
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import label
from lazi_desktop.ui.widgets.page_panel import PagePanel
from lazi_desktop.ui.widgets.plain_table import in_card

_AGAIN = 400  # ms between changes and the report of them


class ReportsPanel(PagePanel):
    """`wanted(wish)`: what a line counts, in the gallery."""

    wanted = Signal(object)

    def __init__(self, context: UiContext) -> None:
        super().__init__(self.tr("Picture reports"), self.tr("Save as sheet or PDF…"), Glyph.SHARE)
        self.name_back(self.tr("Back to the gallery"))
        self._context = context
        self.exporting: Exporting | None = None
        self.reports = reports()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Reports"))
        self.tables: list[ReportTable] = []
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self._read = LatestRead(context.tasks, context.notifier, self)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._is_read: set[int] = set()
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.tabs.setExpanding(False)
        for report in self.reports:
            self.tabs.addTab(report.title)
            table = ReportTable(
                ReportModel(report.columns, report.stays_first), report.title, self._context.pictures
            )
            table.wanted.connect(self.wanted)
            self.tables.append(table)
            self.stack.addWidget(in_card(table))
        self._nothing = self.stack.addWidget(self.empty)
        self.content.addWidget(self.stack, 1)
        self.head.insertWidget(2, self.tabs)

    def _listen(self) -> None:
        self.tabs.currentChanged.connect(lambda _: self.look())
        self.act.clicked.connect(self._save)
        self._again.timeout.connect(self.look)
        self._context.edits.changed.connect(self._on_changed)
        self._context.edits.pictures_changed.connect(self._forget)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            follow = QShortcut(QKeySequence(key), self.stack)
            follow.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            follow.activated.connect(lambda: self.table.follow_current())

    @property
    def place(self) -> int:
        return self.tabs.currentIndex()

    @property
    def report(self) -> Report:
        return self.reports[self.place]

    @property
    def table(self) -> ReportTable:
        return self.tables[self.place]

    # ------------------------------------------------------------------------------------------------------- reading

    def open(self) -> None:
        """As things are now."""
        self._is_read.clear()
        self.look()

    def look(self) -> None:
        """At the report of the chosen tab; it is read if that was not done since something changed."""
        place, report, queries = self.place, self.report, self._context.queries
        self.setFocusProxy(self.table)
        if place in self._is_read:
            self._show(place)
            return
        self.act.setEnabled(False)
        self.say(self.tr("Being counted…"))
        self.stack.setCurrentIndex(place)

        def read() -> tuple[list[Any], str]:
            return list(report.read(queries)), looked_words(queries)

        def take(found: tuple[list[Any], str]) -> None:
            rows, looked = found
            self._is_read.add(place)
            self.subject.setText(looked)
            self.tables[place].report.take(rows)
            self._show(place)

        self._read.ask(read, take, lambda: self.say(""))

    def _show(self, place: int) -> None:
        if place != self.place:
            return
        rows, report = self.tables[place].report.rows, self.reports[place]
        self.empty.setText(report.nothing)
        self.stack.setCurrentIndex(place if rows else self._nothing)
        self.say(report.words(rows) if rows else "")
        self.act.setEnabled(bool(rows))

    def _on_changed(self, _changes: Changes, _initiator: QObject | None) -> None:
        self._forget()

    def _forget(self) -> None:
        self._is_read.clear()
        if self.isVisible():
            self._again.start()

    # -------------------------------------------------------------------------------------------------------- saving

    def _save(self) -> None:
        if self.exporting is None:
            self.exporting = Exporting(self._context, self.window())
        report, rows, place = self.report, list(self.table.report.rows), self._context.place
        words = report.words(rows)
        self.exporting.ask_for_list(
            lambda: report_paper(report.title, words, report.columns, rows, place, datetime.now(UTC)),
            report.what,
        )
