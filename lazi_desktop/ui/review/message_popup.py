"""Asks for a few words where they are needed: the message of a change-set, the reason of an answer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.popping_up import pop_up

LONGEST = 200


class MessagePopup(QFrame):
    """`said(text)`; Esc asks no more. Without `may_be_empty` nothing is not said."""

    said = Signal(str)

    def __init__(
        self,
        title: str,
        placeholder: str,
        go_on: str,
        parent: QWidget,
        *,
        text: str = "",
        may_be_empty: bool = False,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._may_be_empty = may_be_empty
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "card")
        self.setAccessibleName(title)
        self.field = QLineEdit(text)
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(title)
        self.field.setMaxLength(LONGEST)
        self.field.setMinimumWidth(280)
        self.field.returnPressed.connect(self._on_said)
        self.field.textChanged.connect(lambda _: self._offer())
        self.go_on = button(go_on, "primary")
        self.go_on.clicked.connect(self._on_said)
        row = QHBoxLayout()
        row.addWidget(self.field)
        row.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.GAP, metrics.GAP_SMALL, metrics.GAP, metrics.GAP)
        column.setSpacing(metrics.GAP_SMALL)
        column.addWidget(label(title, "heading"))
        column.addLayout(row)
        self._offer()

    def open_below(self, widget: QWidget) -> None:
        self.open_at(widget.mapToGlobal(QPoint(0, widget.height() + 2)))

    def open_at(self, at: QPoint) -> None:
        self.adjustSize()
        pop_up(self, at)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def _text(self) -> str:
        return " ".join(self.field.text().split())

    def _offer(self) -> None:
        self.go_on.setEnabled(self._may_be_empty or bool(self._text()))

    def _on_said(self) -> None:
        if self.go_on.isEnabled():
            text = self._text()
            self.close()
            self.said.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
