"""The dialog that all others are: a title, a sentence, content, buttons at the right. It is opened, never executed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, frame, label


class Dialog(QDialog):
    """`content` takes what the dialog is about; `add_button` fills the footer from left to right.

    It goes when closed. Escape is the safe answer: it rejects.
    """

    def __init__(self, parent: QWidget | None, title: str, text: str = "", *, width: int = 480) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(said(title))
        self.setMinimumWidth(width)
        self.title = label(said(title), "title", wrap=True)
        self.text = label(said(text), wrap=True)
        self.text.setVisible(bool(text))
        self.content = QVBoxLayout()
        self.content.setSpacing(metrics.GAP)

        body = QVBoxLayout()
        body.setContentsMargins(metrics.GAP_LARGE, metrics.GAP_LARGE, metrics.GAP_LARGE, metrics.GAP_LARGE)
        body.setSpacing(metrics.GAP)
        body.addWidget(self.title)
        body.addWidget(self.text)
        body.addLayout(self.content, 1)

        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(metrics.GAP_SMALL)
        self._buttons.addStretch(1)
        footer = frame("bar")
        footer.setLayout(self._buttons)
        self._buttons.setContentsMargins(metrics.GAP_LARGE, metrics.GAP, metrics.GAP_LARGE, metrics.GAP)

        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)  # the edge, where no window manager draws one
        outer.setSpacing(0)
        outer.addLayout(body, 1)
        outer.addWidget(footer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else the one that answers for the dialog."""
        held = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(held, QPushButton):
            held.click()
        else:
            super().keyPressEvent(event)

    def add_button(
        self,
        text: str,
        variant: str = "",
        *,
        accepts: bool = False,
        rejects: bool = False,
        default: bool = False,
        glyph: str = "",
        left: bool = False,
    ) -> QPushButton:
        made = button(text, variant, glyph=glyph)
        made.setMinimumWidth(88)
        if left:
            self._buttons.insertWidget(0, made)
        else:
            self._buttons.addWidget(made)
        if accepts:
            made.clicked.connect(self.accept)
        if rejects:
            made.clicked.connect(self.reject)
        if default:
            made.setDefault(True)
            made.setFocus()
        return made
