"""Rows that were pasted and fit no part: each can be looked for, or let go. They stay until somebody does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.kits.quantity import quantity_text
from lazi_desktop.operations.kits.pasting import Unmatched
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, label
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

MOST_SHOWN = 6
_LONGEST = 28


class UnmatchedTray(QWidget):
    """`find_wanted(row)`: somebody looks for it by hand; the row leaves when `settle` is told of it.
    `taken(row, sku)`: what it was suggested to mean."""

    find_wanted = Signal(object)
    taken = Signal(object, object)

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
        words.setToolTip(f"{words.text()}\n{said(row.why)}")
        why = ElidedLabel("small")
        why.setText(said(row.why))
        find = button(self.tr("Find"), "link", name=self.tr("Find {text}").format(text=row.text))
        find.clicked.connect(lambda: self.find_wanted.emit(row))
        away = button("", "icon", glyph=Glyph.CLOSE, name=self.tr("Let go of {text}").format(text=row.text))
        away.clicked.connect(lambda: self.settle(row))
        self.finds.append(find)
        layout = QHBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_TINY)
        layout.addWidget(words, 3)
        layout.addWidget(why, 2)
        if row.suggested:
            layout.addWidget(self._suggestion(row, row.suggested[0]))
        layout.addWidget(find)
        layout.addWidget(away)
        return made

    def _suggestion(self, row: Unmatched, part: SkuRow) -> QWidget:
        name = part.name or part.code
        shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        take = button(f"{shown}?".replace("&", "&&"), "link", name=self.tr("Take {name}").format(name=name))
        take.setToolTip(f"{part.code}  ·  {name}")
        take.clicked.connect(lambda: self.taken.emit(row, part.key))
        return take
