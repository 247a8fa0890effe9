"""The two views of the list, over one model and one choice of rows: a table, and cards."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QTableView

from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.ui.kits.listing.arranging import COSTS, Column
from lazi_desktop.ui.kits.listing.cells import CARD, KitCards, KitCells, ProblemCells
from lazi_desktop.ui.kits.listing.kits_model import KitsModel
from lazi_desktop.ui.kits.listing.words import column_title
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import theme_news
from lazi_desktop.ui.widgets.plain_table import Heading, SharedRoom, dress

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTHS = {
    Column.NAME: (210, 4),
    Column.CATEGORY: (150, 3),
    Column.LINES: (56, 0),
    Column.COST: (88, 0),
    Column.PRICE: (88, 0),
    Column.MARGIN: (72, 0),
    Column.OLDEST: (92, 0),
    Column.USED: (116, 1),
    Column.PROBLEMS: (190, 3),
}


class KitsTable(QTableView):
    """`opened(index)`: by Enter or a double click. `sort_wanted(column)`: its heading was clicked."""

    opened = Signal(QModelIndex)
    sort_wanted = Signal(object)

    def __init__(self, model: KitsModel, choice: QItemSelectionModel) -> None:
        super().__init__()
        dress(self)
        self.setModel(model)
        self.setSelectionModel(choice)
        self.cells = KitCells(self)
        self.problems = ProblemCells(self)
        self.setItemDelegate(self.cells)
        self.setItemDelegateForColumn(Column.PROBLEMS, self.problems)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Kits"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(lambda section: self.sort_wanted.emit(Column(section)))
        self._room = SharedRoom(
            self, {one: Heading(f"{column_title(one)} ▾", *_WIDTHS[one]) for one in Column}
        )
        theme_news.theme_changed.connect(self.viewport().update)
        self.doubleClicked.connect(self.opened)

    def show_costs(self, shown: bool) -> None:
        self._room.hide(() if shown else COSTS)

    def show_order(self, column: Column, *, descending: bool) -> None:
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTERS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class KitsCards(QListView):
    """`opened(index)` as of the table."""

    opened = Signal(QModelIndex)

    def __init__(self, model: KitsModel, choice: QItemSelectionModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionModel(choice)
        self.cells = KitCards(self)
        self.setItemDelegate(self.cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Kits as cards"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(CARD + CARD.__class__(metrics.GAP_SMALL, metrics.GAP_SMALL))
        self.setViewportMargins(metrics.GAP_SMALL, metrics.GAP_SMALL, 0, 0)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme_news.theme_changed.connect(self.viewport().update)
        self.doubleClicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTERS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


def chosen_kits(model: KitsModel, choice: QItemSelectionModel) -> list[KitId]:
    """From top to bottom; the current one where nothing is chosen."""
    places = sorted({index.row() for index in choice.selectedIndexes()})
    kits = [model.rows[place].key for place in places if place < len(model.rows)]
    if not kits and (row := model.row_at(choice.currentIndex())) is not None:
        return [row.key]
    return kits


def choose_kits(
    model: KitsModel, choice: QItemSelectionModel, kits: Collection[KitId], current: KitId | None, column: int
) -> None:
    """Those of them that are listed."""
    flags = QItemSelectionModel.SelectionFlag
    choice.clearSelection()
    for kit in kits:
        place = model.place_of(kit)
        if place >= 0:
            choice.select(model.index(place, 0), flags.Select | flags.Rows)
    place = -1 if current is None else model.place_of(current)
    if place >= 0:
        choice.setCurrentIndex(model.index(place, column), flags.NoUpdate)
