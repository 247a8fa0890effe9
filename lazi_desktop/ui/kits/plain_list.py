"""The kits by their names, to open one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, rounded_money
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, label
from lazi_desktop.ui.widgets.two_lines import LineRole, TwoLineList, row_item


class PlainKitsList(QWidget):
    kit_opened = Signal(object)

    def __init__(self, context: UiContext, kits: Kits) -> None:
        super().__init__()
        self._context, self._kits = context, kits
        self.list = TwoLineList(self.tr("Kits"))
        self._rows = QStandardItemModel(self)
        self.list.setModel(self._rows)
        self.new = button(self.tr("New kit"), "primary", glyph=Glyph.ADD)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Kits"), "title"), 1)
        head.addWidget(self.new)
        card = frame("card")
        QVBoxLayout(card).addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(head)
        column.addWidget(card, 1)
        self.new.clicked.connect(self._make)
        self.list.activated.connect(self._open)
        kits.changed.connect(lambda _: self._show())

    def take_keys(self) -> None:
        self.list.setFocus()

    def _show(self) -> None:
        self._rows.clear()
        for key, kit in self._kits.book.kits.items():
            if not kit.gone:
                cost = self._kits.book.roll(key).cost
                shown = rounded_money(cost.amount) if cost.is_complete else self.tr("incomplete")
                lines = counted(len(kit.lines), self.tr("line"), self.tr("lines"))
                self._rows.appendRow(
                    row_item(
                        kit.name, " › ".join(kit.path) or lines, at_right=shown, glyph=Glyph.KIT, subject=key
                    )
                )

    def _open(self, index: QModelIndex) -> None:
        self.kit_opened.emit(index.data(LineRole.SUBJECT))

    def _make(self) -> None:
        self._context.edits.do(
            lambda work: create_kit(work, "New kit"),
            initiator=self,
            done=lambda changes: self.kit_opened.emit(KitId(next(iter(changes.keys)))),
        )
