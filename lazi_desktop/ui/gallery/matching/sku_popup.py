"""Gives pictures to another SKU: it drops down where they stand, the keyboard in its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.gallery.matching.sku_finder import SkuFinder
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label
from lazi_desktop.ui.widgets.popping_up import pop_up

_WIDTH, _HEIGHT = 420, 340


class SkuPopup(QFrame):
    """`picked(row)`; Escape leaves things as they are."""

    picked = Signal(object)

    def __init__(self, context: UiContext, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "card")
        self.setAccessibleName(title)
        self.setFixedSize(_WIDTH, _HEIGHT)
        self.finder = SkuFinder(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.GAP, metrics.GAP, metrics.GAP, metrics.GAP)
        column.setSpacing(metrics.GAP_SMALL)
        column.addWidget(label(title, "heading"))
        column.addWidget(self.finder, 1)
        self.finder.picked.connect(self._on_picked)
        self.finder.left.connect(self.close)

    def open_at(self, at: QPoint, offered: Sequence[tuple[SkuRow, str]], typed: str = "") -> None:
        self.finder.offer(offered)
        pop_up(self, at)
        self.finder.setFocus(Qt.FocusReason.PopupFocusReason)
        if typed:
            self.finder.take(typed)

    def _on_picked(self, row: SkuRow) -> None:
        self.picked.emit(row)
        self.close()
