"""The audit log, searched: who changed what, when, from what to what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTableView, QVBoxLayout

from lazi_desktop.ports.audit import AuditPeopleRead
from lazi_desktop.ports.hub_audit import AuditRow
from lazi_desktop.ui.activity.audit_filters import AuditFilters
from lazi_desktop.ui.activity.audit_lines import lines_of
from lazi_desktop.ui.activity.audit_model import AuditColumn, AuditModel
from lazi_desktop.ui.activity.audit_paper import audit_paper
from lazi_desktop.ui.activity.audit_reader import AuditReader
from lazi_desktop.ui.activity.sub_page import SubPage
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.push.exporting import Exporting
from lazi_desktop.ui.said import said
from lazi_desktop.ui.sync.difference import CategoryPaths, category_paths
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, label
from lazi_desktop.ui.widgets.empty_state import EmptyState
from lazi_desktop.ui.widgets.plain_table import Heading, SharedRoom, choose_row, dress, in_card

_HEADINGS: dict[int, Heading] = {
    AuditColumn.WHEN: Heading("", 150),
    AuditColumn.WHO: Heading("", 150, share=5),
    AuditColumn.ABOUT: Heading("", 150, share=4),
    AuditColumn.FIELD: Heading("", 110, share=1),
    AuditColumn.BEFORE: Heading("", 90, share=2),
    AuditColumn.AFTER: Heading("", 90, share=2),
    AuditColumn.HAPPENED: Heading("", 150, share=3),
}
_TYPED_MS = 250
_NEAR_END = 240  # pixels above the end where more is asked for


class AuditPage(SubPage):
    """`show_wanted(key)`: this entry in the pricebook."""

    show_wanted = Signal(object)

    def __init__(
        self,
        context: UiContext,
        signals: EngineSignals,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self._context = context
        self._now = now
        self._categories: CategoryPaths = {}
        self.exporting: Exporting | None = None
        self.reader = AuditReader(context.engine, signals)
        self.model = AuditModel()
        self.filters = AuditFilters()
        self.table = self._table()
        self.note = label("", "muted", wrap=True)
        self.again = button(self.tr("Try again"), glyph=Glyph.SYNC)
        self.nothing = EmptyState(Glyph.SEARCH, "", "", self.tr("Show everything"))
        self.show_button = button(self.tr("Show in grid"), glyph=Glyph.SHOW_IN_GRID)
        self.save_button = button(self.tr("Save the list…"), glyph=Glyph.SHARE)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._lay_out()
        self._listen(signals)
        self.title.setText(self.tr("Audit log"))
        self.chip.hide()

    # -------------------------------------------------------------------------------------------------- building

    def _table(self) -> QTableView:
        table = QTableView()
        dress(table)
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Lines of the audit log"))
        SharedRoom(table, _HEADINGS)
        return table

    def _lay_out(self) -> None:
        said = QHBoxLayout()
        said.setSpacing(metrics.GAP_SMALL)
        said.addWidget(self.note, 1)
        said.addWidget(self.again)
        self._body = QStackedWidget()
        self._body.addWidget(in_card(self.table, shows_focus=True))
        card = frame("card")
        QVBoxLayout(card).addWidget(self.nothing)
        self._body.addWidget(card)
        acts = QHBoxLayout()
        acts.setSpacing(metrics.GAP_SMALL)
        acts.addWidget(self.show_button)
        acts.addWidget(self.save_button)
        acts.addStretch(1)
        self.column.addWidget(self.filters)
        self.column.addLayout(said)
        self.column.addWidget(self._body, 1)
        self.column.addLayout(acts)

    def _listen(self, signals: EngineSignals) -> None:
        self._context.edits.sight_changed.connect(self._begin_anew)
        self._typed.timeout.connect(self._look)
        self.filters.changed.connect(self._typed.start)
        self.reader.began.connect(self._on_began)
        self.reader.grew.connect(self._on_grew)
        self.reader.failed.connect(self._tell)
        self.again.clicked.connect(self._look)
        self.nothing.chosen.connect(self.filters.show_everything)
        self.table.activated.connect(lambda _: self._show_in_grid())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._read_on())
        self.table.verticalScrollBar().rangeChanged.connect(lambda *_: self._read_on())
        self.show_button.clicked.connect(self._show_in_grid)
        self.save_button.clicked.connect(self._save)
        signals.audit_people_read.connect(self._on_people)

    # --------------------------------------------------------------------------------------------------- reading

    def open(self) -> None:
        """Looks again, for whatever was looked for."""
        self._context.engine.read_audit_people()
        self._look()
        self.filters.code.setFocus()

    def _begin_anew(self) -> None:
        self.model.begin([])
        if self.reader.is_read:
            self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()

    def _look(self) -> None:
        self._typed.stop()
        if not self.filters.wrong_day:
            self.reader.look_for(self.filters.wanted())
        self._tell()

    def _with_categories(self, then: Callable[[], None]) -> None:
        """Categories are shown by where they hang."""
        queries = self._context.queries

        def take(categories: CategoryPaths) -> None:
            self._categories = categories
            then()

        self._context.tasks.read(lambda: category_paths(queries), take, owner=self)

    def _on_began(self) -> None:
        self._with_categories(self._show_first)

    def _show_first(self) -> None:
        self.model.begin([])
        self._on_grew(self.reader.rows)
        self.table.scrollToTop()
        if self.model.lines:
            choose_row(self.table, 0)

    def _on_grew(self, rows: list[AuditRow]) -> None:
        self.model.add(
            lines_of(
                rows, me=self._context.me, categories=self._categories, only_field=self.reader.wanted.field
            )
        )
        self._tell()

    def _read_on(self) -> None:
        bar = self.table.verticalScrollBar()
        if self.isVisible() and bar.maximum() - bar.value() < _NEAR_END:
            self.reader.read_on()

    def _on_people(self, event: AuditPeopleRead) -> None:
        if event.people is not None:
            self.filters.offer(event.people)

    # --------------------------------------------------------------------------------------------------- showing

    def _tell(self) -> None:
        reader = self.reader
        wrong = self.filters.wrong_day
        if wrong:
            words = self.tr("“{text}” is no day. Write it as 2026-01-31.").format(text=wrong)
        elif reader.error is not None:
            words = self.tr("The log cannot be read now: {reason}").format(reason=said(str(reader.error)))
        elif reader.waits and not reader.rows:
            words = self.tr("Reading the log…")
        else:
            words = ""
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.again.setVisible(reader.error is not None and not wrong)
        count = len(self.model.lines)
        more = "+" if reader.more else ""
        lines = self.tr("line") if count == 1 and not more else self.tr("lines")
        self.facts.setText(f"{whole(count)}{more} {lines}" if count else "")
        self._show_nothing(empty=reader.is_read and not count and not reader.waits)
        self._offer()

    def _show_nothing(self, *, empty: bool) -> None:
        self._body.setCurrentIndex(1 if empty else 0)
        if self.filters.is_any:
            self.nothing.say(
                self.tr("Nothing has been changed yet"),
                self.tr("Every change, by whom and from what to what, is listed here."),
            )
        else:
            self.nothing.say(
                self.tr("No line fits"), self.tr("Nobody changed anything of that kind in that time.")
            )
        self.nothing.button.setVisible(not self.filters.is_any)

    def _chosen(self) -> AuditRow | None:
        row = self.table.currentIndex().row()
        return self.model.lines[row].row if 0 <= row < len(self.model.lines) else None

    def _offer(self) -> None:
        chosen = self._chosen()
        self.show_button.setEnabled(chosen is not None and chosen.kind is not None)
        self.save_button.setEnabled(bool(self.model.lines))

    # ---------------------------------------------------------------------------------------------------- acting

    def _show_in_grid(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.kind is not None:
            self.show_wanted.emit(chosen.entity_key)

    def _save(self) -> None:
        if self.exporting is None:
            self.exporting = Exporting(self._context, self.window())
        lines, more = list(self.model.lines), self.reader.more
        looked_for, place, now = self.filters.words(), self._context.place, self._now()
        self.exporting.ask_for_list(
            lambda: audit_paper(lines, looked_for, more=more, place=place, now=now), self.tr("audit")
        )
