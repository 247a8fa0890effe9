"""The table that paints SKUs by an arrangement: whole rows at a time, some columns staying at the left."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    Signal,
)
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ui.cell_pictures import CellPictures
from lazi_desktop.ui.pricebook.arrangement import Arrangement
from lazi_desktop.ui.pricebook.column_rights import ColumnRights
from lazi_desktop.ui.pricebook.column_widths import wanted_width, wanted_widths
from lazi_desktop.ui.pricebook.grid_header import GridHeader
from lazi_desktop.ui.pricebook.grid_selection import parts
from lazi_desktop.ui.pricebook.sku_columns import PICTURE, SkuColumn
from lazi_desktop.ui.pricebook.sku_delegate import SkuDelegate
from lazi_desktop.ui.pricebook.sku_painter import TILE, Span
from lazi_desktop.ui.pricebook.sku_table_model import SkuTableModel
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import color, theme_news

Index = QModelIndex | QPersistentModelIndex
Flag = QItemSelectionModel.SelectionFlag
ScrollHint = QAbstractItemView.ScrollHint


class ArrangedTable(QTableView):
    """`looked_at(first, last)`: these rows are on the screen. `arranged(before, now)`: columns, widths or sorting."""

    looked_at = Signal(int, int)
    arranged = Signal(object, object)

    def __init__(self, model: SkuTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sku_model = model
        self.rights: ColumnRights | None = None
        """None: everything is seen, and may be typed into."""
        self.setHorizontalHeader(GridHeader(self))
        self.delegate = SkuDelegate(model, self)
        self._behave()
        self.setItemDelegate(self.delegate)
        self.grid_header.arrangement_wanted.connect(self.arrange)
        self.grid_header.fit_wanted.connect(self._fit_column)
        self.grid_header.walked.connect(self._show_column)
        self.verticalScrollBar().valueChanged.connect(self._tell_window)
        theme_news.theme_changed.connect(self._on_theme_changed)

    def begin(self) -> None:
        """Takes up its model; Qt asks the table at once about what subclasses have to say."""
        self.setModel(self.sku_model)
        self.grid_header.apply(self.arrangement)

    @property
    def grid_header(self) -> GridHeader:
        header = self.horizontalHeader()
        assert isinstance(header, GridHeader)
        return header

    @property
    def arrangement(self) -> Arrangement:
        return self.grid_header.arrangement

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setMinimumSectionSize(metrics.ROW_HEIGHT)
        rows.setDefaultSectionSize(metrics.ROW_HEIGHT)
        self.verticalScrollBar().setSingleStep(metrics.ROW_HEIGHT)

    # ------------------------------------------------------------------------------------------------- arranging

    def finish_typing(self) -> bool:
        """Records what is being typed; False where it does not fit, and the columns must stay."""
        return True

    def arrange(self, arrangement: Arrangement) -> None:
        """Shows these columns; what is selected stays so as far as it is still shown."""
        before, rights = self.arrangement, self.rights
        columns = arrangement.columns
        if rights is not None:
            arrangement = rights.arrangement(arrangement)
            columns = rights.columns(arrangement)
        if self.sku_model.columns != columns:
            if not self.finish_typing():
                return
            self._change_columns(arrangement, columns)
        else:
            self.grid_header.apply(arrangement)
        self.viewport().update()
        if arrangement != before:
            self.arranged.emit(before, arrangement)

    def _change_columns(self, arrangement: Arrangement, shown: Sequence[SkuColumn]) -> None:
        model, selection, bar = self.sku_model, self.selectionModel(), self.horizontalScrollBar()
        columns, current, across = model.columns, self.currentIndex(), bar.value()
        held = [
            (
                part.top(),
                part.bottom(),
                [columns[place].key for place in range(part.left(), part.right() + 1)],
            )
            for part in parts(selection)
        ]
        row, key = current.row(), columns[current.column()].key if current.isValid() else ""
        blocker = QSignalBlocker(selection)
        model.show_columns(shown)
        self.delegate.painter.use_columns(model.columns)
        self.grid_header.apply(arrangement)
        if row >= 0:
            selection.setCurrentIndex(model.index(row, max(model.place_of(key), 0)), Flag.NoUpdate)
        selection.select(self._again(held, row), Flag.ClearAndSelect)
        blocker.unblock()
        bar.setValue(across)

    def _again(self, held: list[tuple[int, int, list[str]]], row: int) -> QItemSelection:
        """The same cells where their columns stand now."""
        model, picked = self.sku_model, QItemSelection()
        for top, bottom, keys in held:
            for place in (place for key in keys if (place := model.place_of(key)) >= 0):
                picked.select(model.index(top, place), model.index(bottom, place))
        if held and picked.isEmpty() and row >= 0:
            picked.select(self.currentIndex(), self.currentIndex())
        return picked

    def fit_columns(self, rows: int = 40, *, only_figures: bool = False) -> None:
        """Makes the columns as wide as the first rows want them."""
        columns = self.sku_model.columns
        wanted = wanted_widths(columns, self._texts_of(0, rows))
        figures = {column.key for column in columns if column.number}
        self.grid_header.fit(
            {key: width for key, width in wanted.items() if not only_figures or key in figures}
        )

    def _fit_column(self, place: int) -> None:
        """By the rows on the screen."""
        column = self.sku_model.columns[place]
        texts = [row[place] for row in self._texts_of(*self.window_rows())]
        self.arrange(self.arrangement.sized(column.key, wanted_width(column, texts)))

    def _texts_of(self, first: int, last: int) -> list[list[str]]:
        model = self.sku_model
        found = (model.rows.at(place) for place in range(first, min(last, len(model.rows))))
        return [model.texts(row) for row in found if row is not None]

    # -------------------------------------------------------------------------------------- where cells are

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        place = index.column()
        x, y = self.grid_header.left_of(place), self.rowViewportPosition(index.row())
        return QRect(x, y, self.columnWidth(place), metrics.ROW_HEIGHT)

    def indexAt(self, point: QPoint) -> QModelIndex:
        row, place = self.rowAt(point.y()), self.grid_header.place_at(point.x())
        return QModelIndex() if row < 0 or place < 0 else self.sku_model.index(row, place)

    def scrollTo(self, index: Index, hint: ScrollHint = ScrollHint.EnsureVisible) -> None:
        """A pinned cell is in sight already; any other one comes out from below those."""
        bar, header = self.horizontalScrollBar(), self.grid_header
        across = bar.value()
        super().scrollTo(index, hint)
        if not header.pinned or not index.isValid():
            return
        if index.column() < header.pinned:
            bar.setValue(across)
            return
        if self.isRightToLeft():
            hidden = self.visualRect(index).right() - (self.viewport().width() - 1 - header.pinned_width)
        else:
            hidden = header.pinned_width - self.visualRect(index).left()
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def _show_column(self, place: int) -> None:
        """To the side only."""
        if len(self.sku_model.rows):
            down = self.verticalScrollBar().value()
            self.scrollTo(self.sku_model.index(max(self.rowAt(0), 0), place))
            self.verticalScrollBar().setValue(down)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:
            self.grid_header.on_scrolled()
            if self.grid_header.pinned:
                self.viewport().update()

    def cell_rect(self, position: int, place: int) -> QRect:
        return self.visualRect(self.sku_model.index(position, place))

    # -------------------------------------------------------------------------------------------------- pictures

    def show_pictures(self, pictures: Pictures | None) -> None:
        """None: tiles."""
        if pictures is None:
            return
        cells = CellPictures(pictures, TILE, lambda: self._on_screen().values(), self)
        cells.changed.connect(self._repaint_pictures)
        self.looked_at.connect(cells.look)
        self.delegate.painter.pictures = cells

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen keeps no other picture waiting."""
        super().hideEvent(event)
        cells = self.delegate.painter.pictures
        if cells is not None:
            cells.look()

    def _on_screen(self) -> dict[int, str]:
        """Addresses by row, of those in memory; none where pictures are not seen."""
        rows, covers = self.sku_model.rows, self.delegate.painter.covers
        if self.sku_model.place_of(PICTURE) < 0 or not self.isVisible():
            return {}
        first, last = self.window_rows()
        found = ((place, rows.at(place)) for place in range(first, min(last + 1, len(rows))))
        return {place: covers.of(row) for place, row in found if row is not None}

    def _repaint_pictures(self, addresses: Collection[str]) -> None:
        """Only their cells."""
        for position, address in self._on_screen().items():
            if address in addresses:
                self.viewport().update(self.cell_rect(position, self.sku_model.place_of(PICTURE)))

    # ------------------------------------------------------------------------------------------------- on the screen

    def window_rows(self) -> tuple[int, int]:
        """First and last row on the screen."""
        first = max(self.rowAt(0), 0)
        return first, first + self.viewport().height() // metrics.ROW_HEIGHT + 1

    def _tell_window(self) -> None:
        self.looked_at.emit(*self.window_rows())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.grid_header.fill(self.viewport().width())
        self._tell_window()

    # -------------------------------------------------------------------------------------------------- painting

    def _on_theme_changed(self) -> None:
        self.delegate.painter.take_colors()
        self.viewport().update()
        self.grid_header.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, header = QPainter(self.viewport()), self.grid_header
        self.delegate.painter.begin_frame()
        dirty = event.rect()
        first, last = self.rowAt(dirty.top()), self.rowAt(dirty.bottom())
        if first >= 0:
            last = len(self.sku_model.rows) - 1 if last < 0 else last
            pinned = header.pinned
            if pinned:
                painter.setClipRect(self._beside_pinned(dirty))
            self._paint_rows(painter, first, last, self._spans(pinned, header.count(), dirty))
            if pinned:
                self._paint_pinned(painter, first, last, self._spans(0, pinned, dirty))
        painter.end()

    def _beside_pinned(self, dirty: QRect) -> QRect:
        edge, whole = self.grid_header.pinned_width, self.viewport().rect()
        beside = whole.adjusted(0, 0, -edge, 0) if self.isRightToLeft() else whole.adjusted(edge, 0, 0, 0)
        return beside.intersected(dirty)

    def _paint_pinned(self, painter: QPainter, first: int, last: int, spans: list[Span]) -> None:
        edge, whole = self.grid_header.pinned_width, self.viewport().rect()
        x = whole.width() - edge if self.isRightToLeft() else 0
        painter.setClipRect(x, 0, edge, whole.height())
        self._paint_rows(painter, first, last, spans)
        line = x if self.isRightToLeft() else edge - 1
        painter.fillRect(line, 0, 1, whole.height(), color("border_strong"))

    def _spans(self, first: int, end: int, dirty: QRect) -> list[Span]:
        """(column, left, width) of those that are to be painted."""
        header, spans = self.grid_header, []
        for place in range(first, end):
            left, width = header.left_of(place), header.sectionSize(place)
            if left <= dirty.right() and left + width > dirty.left():
                spans.append((place, left, width))
        return spans

    def _paint_rows(self, painter: QPainter, first: int, last: int, columns: list[Span]) -> None:
        paint_row, height = self.delegate.painter.paint_row, metrics.ROW_HEIGHT
        chosen = [one for one in parts(self.selectionModel()) if one.bottom() >= first and one.top() <= last]
        boxes = [(one.top(), one.bottom(), one.left(), one.right()) for one in chosen]
        width = self.viewport().width()
        y = self.rowViewportPosition(first)
        for position in range(first, last + 1):
            spans = [(left, right) for top, bottom, left, right in boxes if top <= position <= bottom]
            cells = [
                (place, QRect(x, y, wide, height), any(left <= place <= right for left, right in spans))
                for place, x, wide in columns
            ]
            paint_row(painter, QRect(0, y, width, height), position, cells)
            y += height
        current = self.currentIndex()
        here = first <= current.row() <= last and any(place == current.column() for place, *_ in columns)
        if current.isValid() and here and self.hasFocus():
            self.delegate.painter.paint_focus(painter, self.visualRect(current))
