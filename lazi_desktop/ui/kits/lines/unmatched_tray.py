"""Rows that were pasted and fit no part: each can be looked for, or let go. They stay until somebody does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.kits.quantity import quantity_text
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.kits.lines.pasted_lines import Unmatched
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, label
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

MOST_SHOWN = 6


class UnmatchedTray(QWidget):
    """`find_wanted(row)`: somebody looks for it by hand; the row leaves when `settle` is told of it."""

    find_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Unmatched] = []
        self.title = label("", "heading")
        self.away = button("", "icon", glyph=Glyph.CLOSE, name=self.tr("Let go of all of them"))
        self.away.setToolTip(self.away.accessibleName())
        self.away.clicked.connect(lambda: self.show_rows([]))
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        banner = frame("banner")
        banner.setProperty("tone", "changed")
        inner = QVBoxLayout(banner)
        inner.setContentsMargins(metrics.GAP, metrics.GAP_TINY, metrics.GAP_TINY, metrics.GAP_SMALL)
        inner.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.away)
        inner.addLayout(head)
        inner.addLayout(self._place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL, 0)
        layout.addWidget(banner)
        self.finds: list[QWidget] = []
        self.hide()

    def show_rows(self, rows: Sequence[Unmatched]) -> None:
        self.rows = list(rows)
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.finds = []
        for row in self.rows[:MOST_SHOWN]:
            self._place.addWidget(self._row(row))
        more = len(self.rows) - MOST_SHOWN
        words = counted(len(self.rows), self.tr("row fits no part"), self.tr("rows fit no part"))
        self.title.setText(f"{words} ({self.tr('{n} not shown').format(n=more)})" if more > 0 else words)
        self.setVisible(bool(self.rows))

    def add(self, rows: Sequence[Unmatched]) -> None:
        self.show_rows([*self.rows, *rows])

    def settle(self, row: Unmatched) -> None:
        self.show_rows([one for one in self.rows if one is not row])

    def _row(self, row: Unmatched) -> QWidget:
        made = QWidget()
        words = ElidedLabel()
        words.setText(f"{quantity_text(row.quantity)} × {row.text}")
        why = label(self.tr("{n} parts have it").format(n=row.several), "small") if row.several else None
        find = button(self.tr("Find"), "link", name=self.tr("Find {text}").format(text=row.text))
        find.clicked.connect(lambda: self.find_wanted.emit(row))
        away = button("", "icon", glyph=Glyph.CLOSE, name=self.tr("Let go of {text}").format(text=row.text))
        away.clicked.connect(lambda: self.settle(row))
        self.finds.append(find)
        layout = QHBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_TINY)
        layout.addWidget(words, 1)
        if why is not None:
            layout.addWidget(why)
        layout.addWidget(find)
        layout.addWidget(away)
        return made
