"""A short table to read: whole rows selected, nothing edited, equal figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QTableWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import number_font


def plain_table(headings: Sequence[str], rows: int, *, stretch: int) -> QTableWidget:
    """Column `stretch` takes what is left; the others are as wide as what is in them."""
    table = QTableWidget(rows, len(headings))
    table.setHorizontalHeaderLabels(list(headings))
    dress(table)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    return table


def dress(table: QTableView) -> None:
    """The looks that all tables share."""
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
