"""What is to be told of the pictures that were added or left out, file by file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.plain_table import Heading, Index, PlainDelegate, in_card, plain_table

_MOST_ROWS = 10


class _Roomy(PlainDelegate):
    """Sentences of two lines have room above and below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + QSize(0, metrics.GAP)


class DetailsDialog(Dialog):
    def __init__(self, parent: QWidget | None, details: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent, self.tr("How the pictures fared"), width=680)
        self._details = details
        headings = [Heading(self.tr("Picture"), 160, 2), Heading(self.tr("What there is to know"), 200, 5)]
        self.table = plain_table(headings, details)
        self.table.setItemDelegate(_Roomy(self.table))
        self.table.setAccessibleName(self.title.text())
        self.table.setWordWrap(True)
        rows = self.table.verticalHeader()
        rows.setMinimumSectionSize(metrics.ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setMinimumHeight((min(len(details), _MOST_ROWS) + 1) * metrics.ROW_HEIGHT + 2)
        self.content.addWidget(in_card(self.table, shows_focus=True), 1)
        self.copy = self.add_button(self.tr("Copy"), "quiet", glyph=Glyph.COPY, left=True)
        self.copy.clicked.connect(self._copy)
        self.add_button(self.tr("Close"), rejects=True, default=True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in self._details))
