"""The table of the Review page, and which of its rows are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QTableView

from lazi_desktop.ui.sync.review_model import Column, ReviewModel, ReviewRow
from lazi_desktop.ui.theme.tokens import theme_news
from lazi_desktop.ui.widgets.chip_delegate import ChipDelegate
from lazi_desktop.ui.widgets.plain_table import Heading, SharedRoom, dress

_HEADINGS: dict[int, Heading] = {
    Column.CODE: Heading("", 92),
    Column.NAME: Heading("", 110, share=4),
    Column.FIELD: Heading("", 116),
    Column.THEIRS: Heading("", 120, share=3),
    Column.OURS: Heading("", 164, share=4),
    Column.BY: Heading("", 76),
    Column.WHEN: Heading("", 72),
    Column.STATE: Heading("", 100),
}


class ReviewTable(QTableView):
    """`chosen_changed()`; `take_back_wanted()`: of what is chosen."""

    chosen_changed = Signal()
    take_back_wanted = Signal()

    def __init__(self, model: ReviewModel) -> None:
        super().__init__()
        self._rows = model
        dress(self)
        self.setModel(model)
        self.setAccessibleName(self.tr("Pending changes"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegateForColumn(Column.STATE, ChipDelegate(self))
        SharedRoom(self, _HEADINGS)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        take_back = QShortcut(QKeySequence(Qt.Key.Key_Delete), self)
        take_back.setContext(Qt.ShortcutContext.WidgetShortcut)
        take_back.activated.connect(self.take_back_wanted)
        theme_news.theme_changed.connect(self.viewport().update)

    def chosen(self) -> list[ReviewRow]:
        return [self._rows.rows[index.row()] for index in self.selectionModel().selectedRows()]

    def chosen_ops(self) -> list[UUID]:
        return [op_id for row in self.chosen() for op_id in row.op_ids]

    def take(self, rows: Sequence[ReviewRow]) -> None:
        """Other rows: what was chosen stays so, and what is looked at stays where it is."""
        op_ids, at = set(self.chosen_ops()), self.verticalScrollBar().value()
        self._rows.take(rows)
        selection = self.selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for number, row in enumerate(rows):
            if row.op_ids & op_ids:
                selection.select(self._rows.index(number, 0), flags)
        self.verticalScrollBar().setValue(at)
