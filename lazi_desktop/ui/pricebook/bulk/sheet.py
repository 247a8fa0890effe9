"""A panel that comes up from below the rows and goes again; nothing waits for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label, line
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

HEIGHT = 290


class Sheet(QFrame):
    """`closed()`: by Esc or its cross. Subclasses put what they show into `body`."""

    closed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "heading")
        self.summary = ElidedLabel("small")
        self.close_button = button("", "icon", glyph=Glyph.CLOSE, name=self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close (Esc)"))
        self.close_button.clicked.connect(self.closed)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(metrics.GAP_SMALL)
        head = QHBoxLayout()
        head.setContentsMargins(metrics.CARD_PADDING, 6, metrics.GAP_SMALL, 6)
        head.setSpacing(metrics.GAP)
        head.addWidget(self.title)
        head.addWidget(self.summary, 1)
        head.addLayout(self._buttons)
        head.addWidget(self.close_button)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(line())
        layout.addLayout(head)
        layout.addLayout(self.body, 1)
        self.setFixedHeight(HEIGHT)
        escape = QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        escape.activated.connect(self.closed)

    def disable(self, one: QPushButton) -> None:
        """The keyboard stays in the panel, where Esc closes it."""
        if one.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        one.setEnabled(False)

    def add_button(self, made: QPushButton) -> QPushButton:
        self._buttons.addWidget(made)
        return made
