"""A short table to read: whole rows selected, nothing edited, equal figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import number_font
from lazi_desktop.ui.widgets.basics import frame

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's title and width; 0 takes what is left."""

    title: str
    width: int
    right: bool = False

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def plain_table(headings: Sequence[Heading], rows: Sequence[Sequence[str]]) -> QTableWidget:
    table = QTableWidget(len(rows), len(headings))
    dress(table)
    for column, heading in enumerate(headings):
        item = QTableWidgetItem(heading.title)
        item.setTextAlignment(heading.alignment)
        table.setHorizontalHeaderItem(column, item)
        if heading.width:
            table.setColumnWidth(column, heading.width)
        else:
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            item.setTextAlignment(headings[column].alignment)
            table.setItem(row, column, item)
    return table


class PlainDelegate(QStyledItemDelegate):
    """A selected row keeps the colours of its texts."""

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


def in_card(table: QTableView) -> QFrame:
    card = frame("card")
    inner = QVBoxLayout(card)
    inner.setContentsMargins(1, 1, 1, 1)
    inner.addWidget(table)
    return card
