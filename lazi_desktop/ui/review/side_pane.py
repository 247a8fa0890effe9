"""Beside the list: the change that is looked at with its entity's history, or what several of them come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from lazi_desktop.domain.pending_totals import totals_of
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ui.conflicts.panel import ConflictPanel
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import money_difference
from lazi_desktop.ui.history.history_view import HistoryView
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.review.change_card import ChangeCard
from lazi_desktop.ui.review.review_row import ReviewRow
from lazi_desktop.ui.review.words import entities_words
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.list_changes import ListChange, is_list_change, list_changes
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import number_font
from lazi_desktop.ui.widgets.basics import label, line

_LEAST_HISTORY = 120  # where the window is low, and a push has its panel below
_SETTLE_MS = 120  # who walks along the list wants no history of each line


class SidePane(QWidget):
    def __init__(self, context: UiContext, signals: EngineSignals) -> None:
        super().__init__()
        self._context = context
        self._details = LatestRead(context.tasks, context.notifier, self)
        self._lists = LatestRead(context.tasks, context.notifier, self)
        self._row: ReviewRow | None = None
        self.card = ChangeCard(context.pictures)
        self.history = HistoryView(context, signals)
        self.history.setMinimumHeight(_LEAST_HISTORY)
        self.totals = TotalsCard()
        self.desk = ConflictPanel(context, signals)
        self.desk.emptied.connect(self._on_desk_emptied)
        one = QWidget()
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.card)
        column.addWidget(line())
        column.addWidget(self.history, 1)
        self._stack = QStackedWidget()
        self._totals_place, self._one, self._desk_place = map(_scrolling, (self.totals, one, self.desk))
        for place in (self._totals_place, self._one, self._desk_place):
            self._stack.addWidget(place)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._stack)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLE_MS)
        self._settled.timeout.connect(self._read_history)

    def open_desk(self, first: UUID | None) -> None:
        """For deciding conflicts, at `first` if it is given."""
        self._stack.setCurrentWidget(self._desk_place)
        self.desk.open(first)

    def _on_desk_emptied(self) -> None:
        self._stack.setCurrentWidget(self._one if self._row is not None else self._totals_place)

    def show_one(self, row: ReviewRow, asked: Callable[[ReviewRow], str]) -> None:
        is_other = self._row is None or self._row.key != row.key
        self._row = row
        self.card.show_row(row, asked)
        self._read_lists(row)
        if self.desk.is_in_use:  # whoever decides is not taken away from it
            return
        if row.conflict is not None:
            self._stack.setCurrentWidget(self._desk_place)
            self.desk.show_conflict(row.conflict.conflict_id)
            return
        was_shown = self._stack.currentWidget() is self._one
        self._stack.setCurrentWidget(self._one)
        if is_other or not was_shown:
            self._settled.start()

    def forget(self) -> None:
        """What is shown is to be read again, whatever it is."""
        self._lists.drop()
        self.card.forget()

    def show_several(self, title: str, rows: Sequence[ReviewRow]) -> None:
        self._row = None
        self._lists.drop()
        self._settled.stop()
        self.totals.show_rows(title, rows)
        if not self.desk.is_in_use:
            self._stack.setCurrentWidget(self._totals_place)

    def _read_lists(self, row: ReviewRow) -> None:
        self._lists.drop()
        if not any(map(is_list_change, row.changes)):
            return
        queries = self._context.queries

        def take(lists: Sequence[ListChange]) -> None:
            if self._row is row:
                self.card.show_lists(lists)

        self._lists.ask(lambda: list_changes(queries, row.changes, row.paths), take)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._row is not None:
            self._settled.start()

    def _read_history(self) -> None:
        row = self._row
        if row is None or not self.isVisible():
            return
        queries, key = self._context.queries, row.key

        def take(detail: EntityDetail | None) -> None:
            if detail is not None and self._row is not None and self._row.key == key:
                self.history.show_entity(detail)

        self._details.ask(lambda: queries.detail(key), take)


def _scrolling(shown: QWidget) -> QScrollArea:
    """However long it is, the window does not grow for it."""
    place = QScrollArea()
    place.setWidgetResizable(True)
    place.setFrameShape(QFrame.Shape.NoFrame)
    place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    place.setWidget(shown)
    shown.setAutoFillBackground(False)  # it lies on the card
    return place


class TotalsCard(QWidget):
    """What several changes come to."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "heading", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(metrics.GAP_LARGE)
        self._grid.setVerticalSpacing(metrics.GAP_SMALL)
        self._grid.setColumnStretch(1, 1)
        self.values: dict[str, QLabel] = {}
        for name, words in (
            ("entities", self.tr("What is changed")),
            ("fields", self.tr("Changes")),
            ("new", self.tr("New")),
            ("deactivated", self.tr("Deactivated")),
            ("raised", self.tr("List prices that rise")),
            ("lowered", self.tr("List prices that fall")),
            ("list_prices", self.tr("List prices all together")),
        ):
            row = self._grid.rowCount()
            self._grid.addWidget(label(words, "muted"), row, 0)
            value = self.values[name] = label("")
            value.setFont(number_font())
            self._grid.addWidget(value, row, 1)
        self.hint = label(self.tr("Choose a change to see it in full, with its history."), "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.CARD_PADDING, metrics.GAP, metrics.CARD_PADDING, metrics.GAP)
        column.setSpacing(metrics.GAP)
        column.addWidget(self.title)
        column.addLayout(self._grid)
        column.addWidget(self.hint)
        column.addStretch(1)

    def show_rows(self, title: str, rows: Sequence[ReviewRow]) -> None:
        """Proposals count only among themselves: nothing is changed by them yet."""
        self.title.setText(title)
        rows = [row for row in rows if row.proposal is None] or rows
        changes = [change for row in rows for change in row.changes]
        totals = totals_of(changes)
        moved = [
            row.effect for row in rows if row.effect and not row.is_new and row.changes[0].field == "price"
        ]
        raised, lowered = [one for one in moved if one > 0], [one for one in moved if one < 0]
        told = {
            "entities": entities_words(totals.entities, has_categories=totals.categories > 0),
            "fields": whole(totals.fields),
            "new": whole(totals.new),
            "deactivated": whole(totals.deactivated),
            "raised": f"{whole(len(raised))}  {money_difference(sum(raised, totals.list_prices * 0))}",
            "lowered": f"{whole(len(lowered))}  {money_difference(sum(lowered, totals.list_prices * 0))}",
            "list_prices": money_difference(totals.list_prices),
        }
        for name, words in told.items():
            self.values[name].setText(words)
