"""A short table to read: whole rows selected, nothing edited, equal figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import number_font, ui_font
from lazi_desktop.ui.widgets.basics import frame, set_property

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's title and width. With a `share`, the width is its least: it takes so much of what is left."""

    title: str
    width: int
    share: int = 0


LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def plain_table(
    headings: Sequence[Heading], rows: Sequence[Sequence[str]], *, right: Collection[int] = ()
) -> QTableWidget:
    """`right`: the columns of figures, which end at the right."""
    table = QTableWidget(len(rows), len(headings))
    dress(table)
    for column, heading in enumerate(headings):
        item = QTableWidgetItem(heading.title)
        item.setTextAlignment(RIGHT if column in right else LEFT)
        table.setHorizontalHeaderItem(column, item)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            item.setTextAlignment(RIGHT if column in right else LEFT)
            table.setItem(row, column, item)
    SharedRoom(table, dict(enumerate(headings)))
    return table


def set_tip(table: QTableWidget, row: int, column: int, text: str) -> None:
    item = table.item(row, column)
    if item is not None:
        item.setToolTip(text)


def align_right(table: QTableWidget, row: int, columns: Collection[int]) -> None:
    """Cells with figures among others with words."""
    for column in columns:
        item = table.item(row, column)
        if item is not None:
            item.setTextAlignment(RIGHT)


def align_headings(table: QTableWidget) -> None:
    """A heading stands over its figures: at the right where every cell of its column does."""
    rows = range(table.rowCount())
    for column in range(table.columnCount()):
        heading = table.horizontalHeaderItem(column)
        cells = [cell for row in rows if (cell := table.item(row, column)) is not None]
        right = cells and all(cell.textAlignment() & Qt.AlignmentFlag.AlignRight for cell in cells)
        if heading is not None and right:
            heading.setTextAlignment(RIGHT)


def _roomy(heading: Heading) -> Heading:
    """Titles are longer in some languages."""
    font = ui_font(metrics.TEXT_SMALL, weight=QFont.Weight.DemiBold)
    needed = QFontMetrics(font).horizontalAdvance(heading.title) + 2 * metrics.CELL_PADDING
    return replace(heading, width=max(heading.width, needed))


class SharedRoom(QObject):
    """Keeps the columns as wide as their headings say while the table's width changes.

    `goes_first`: columns that are left out, one after the other, where there is no room for all.
    """

    def __init__(
        self, table: QTableView, headings: Mapping[int, Heading], *, goes_first: Sequence[int] = ()
    ) -> None:
        super().__init__(table)
        self._table = table
        self._goes_first = goes_first
        self._headings = {at: _roomy(heading) for at, heading in headings.items()}
        self._wanted: Mapping[int, int] = {}
        self._hidden: frozenset[int] = frozenset()
        self.left_out: frozenset[int] = frozenset()
        """For want of room, and those that are hidden."""
        self._share_out()
        table.viewport().installEventFilter(self)

    def want(self, widths: Mapping[int, int]) -> None:
        """What these columns hold needs so much: it is theirs before anything is shared out."""
        self._wanted = widths
        self._share_out()

    def hide(self, columns: Collection[int]) -> None:
        """These are not shown, however much room there is; all others may be."""
        for column in self._hidden.union(columns):
            self._table.setColumnHidden(column, column in columns)
        self._hidden = frozenset(columns)
        self._share_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._share_out()
        return False

    def _share_out(self) -> None:
        self._leave_out()
        headings = [(at, heading) for at, heading in self._headings.items() if at not in self.left_out]
        spare = max(0, self._table.viewport().width() - sum(heading.width for _, heading in headings))
        shares = sum(heading.share for _, heading in headings)
        lacking = {
            column: max(0, self._wanted.get(column, 0) - heading.width) for column, heading in headings
        }
        given = min(spare, sum(lacking.values()))
        for column, heading in headings:
            more = (spare - given) * heading.share // shares if shares else 0
            if given:
                more += given * lacking[column] // sum(lacking.values())
            self._table.setColumnWidth(column, heading.width + more)

    def _leave_out(self) -> None:
        there = [heading for at, heading in self._headings.items() if at not in self._hidden]
        lacking = sum(heading.width for heading in there) - self._table.viewport().width()
        out = set(self._hidden)
        for column in self._goes_first:
            if lacking > 0 and column not in out:
                out.add(column)
                lacking -= self._headings[column].width
        if out != self.left_out:
            self.left_out = frozenset(out)
            for column in self._goes_first:
                self._table.setColumnHidden(column, column in out)


class PlainDelegate(QStyledItemDelegate):
    """A selected row keeps the colours of its texts. What a person has begun to type is not written over."""

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        if ink is not None:
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, QBrush(ink))


def dress(table: QTableView) -> None:
    """The looks that all tables share."""
    table.setProperty("plain", "true")
    table.setItemDelegate(PlainDelegate(table))
    table.setFont(number_font())
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(metrics.ROW_HEIGHT)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setFixedHeight(metrics.ROW_HEIGHT)


def choose_row(table: QTableView, row: int) -> None:
    """It alone, whatever keys are held: to Qt's own `selectRow` Ctrl and Shift mean what they mean to a click."""
    flags = QItemSelectionModel.SelectionFlag
    column = max(table.horizontalHeader().logicalIndexAt(0), 0)
    index = table.model().index(row, column, table.rootIndex())
    table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


class BothEndsDelegate(PlainDelegate):
    """A name that is too long keeps its end, which tells two devices of one machine apart."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class _FocusFrame(QObject):
    """The card around a table shows that the keys go to it."""

    def __init__(self, table: QTableView, card: QFrame) -> None:
        super().__init__(table)
        self._card = card
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_property(self._card, "focused", "true" if event.type() == QEvent.Type.FocusIn else "false")
        return False


def in_card(table: QTableView, *, shows_focus: bool = False) -> QFrame:
    card = frame("card")
    if shows_focus:
        _FocusFrame(table, card)
    inner = QVBoxLayout(card)
    inner.setContentsMargins(1, 1, 1, 1)
    inner.addWidget(table)
    return card
