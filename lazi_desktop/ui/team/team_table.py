"""The list of people: sorted by a click on a heading, opened by Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from lazi_desktop.ui.team.team_lines import SORTABLE, Order, TeamColumn, TeamLine, first_order
from lazi_desktop.ui.team.team_model import LOGIN_ROLE, TeamModel
from lazi_desktop.ui.team.team_work import TeamWork
from lazi_desktop.ui.widgets.chip_delegate import ChipDelegate, Index
from lazi_desktop.ui.widgets.plain_table import BothEndsDelegate, Heading, SharedRoom, choose_row, dress

_HEADINGS: dict[int, Heading] = {
    TeamColumn.NAME: Heading("", 156, share=3),
    TeamColumn.LOGIN: Heading("", 110, share=2),
    TeamColumn.LEVEL: Heading("", 108),
    TeamColumn.STATE: Heading("", 104),
    TeamColumn.SEEN: Heading("", 92),
    TeamColumn.DEVICES: Heading("", 108),
    TeamColumn.PENDING: Heading("", 108),
    TeamColumn.PROPOSED: Heading("", 88),
    TeamColumn.TOLD: Heading("", 144, share=4),
}
_GOES_FIRST = (TeamColumn.DEVICES, TeamColumn.PROPOSED, TeamColumn.LOGIN, TeamColumn.SEEN)


class TeamTable(QTableView):
    """`chosen(login)`: this row is selected now. `opened(login)`: Enter, or two clicks."""

    chosen = Signal(str)
    opened = Signal(str)
    order_changed = Signal()

    def __init__(self, work: TeamWork) -> None:
        super().__init__()
        self.order = Order()
        self.people = TeamModel(work)
        dress(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setModel(self.people)
        self.setItemDelegateForColumn(TeamColumn.NAME, BothEndsDelegate(self))
        self.setItemDelegateForColumn(TeamColumn.STATE, ChipDelegate(self))
        self.setAccessibleName(self.tr("People of the team"))
        self.room = SharedRoom(self, _HEADINGS, goes_first=_GOES_FIRST)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._on_heading)
        self._show_order()
        self.activated.connect(self._on_opened)
        self.selectionModel().selectionChanged.connect(lambda *_: self._on_chosen())

    @property
    def login(self) -> str:
        """Of the selected row; "" for none."""
        rows = self.selectionModel().selectedRows()
        return rows[0].data(LOGIN_ROLE) or "" if rows else ""

    def show_lines(self, lines: Sequence[TeamLine]) -> None:
        """Whoever is selected stays so."""
        login = self.login
        self.people.show(lines)
        self.clearSpans()
        for row, line in enumerate(lines):
            if line.member is None:
                self.setSpan(row, 0, 1, len(TeamColumn))
        if login and login != self.login:
            self.choose(login)

    def choose(self, login: str) -> None:
        row = self.people.row_of(login)
        if row is not None:
            choose_row(self, row)
            self.scrollTo(self.people.index(row, 0))

    def sort_by(self, order: Order) -> None:
        self.order = order
        self._show_order()
        self.order_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_heading(self, section: int) -> None:
        column = TeamColumn(section)
        if column in SORTABLE:
            again = column is self.order.column
            self.sort_by(Order(column, not self.order.descending) if again else first_order(column))
        else:
            self._show_order()

    def _show_order(self) -> None:
        down = Qt.SortOrder.DescendingOrder if self.order.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(self.order.column, down)

    def _on_chosen(self) -> None:
        if self.login:
            self.chosen.emit(self.login)

    def _on_opened(self, index: Index) -> None:
        if login := index.data(LOGIN_ROLE):
            choose_row(self, index.row())
            self.opened.emit(login)
