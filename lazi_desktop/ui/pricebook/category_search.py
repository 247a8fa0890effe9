"""The field over the category tree: it narrows the tree as one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import set_property


class CategorySearch(QLineEdit):
    """`searched(text)`: at every letter. `left_downwards()`: the keyboard wants into the tree. `taken()`: Enter."""

    searched = Signal(str)
    left_downwards = Signal()
    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(self.tr("Find a category"))
        self.setAccessibleName(self.tr("Find a category"))
        self.setClearButtonEnabled(True)
        glass = QAction(icon(Glyph.SEARCH, "text_muted"), "", self)
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self.searched)

    def tell(self, *, found: bool) -> None:
        set_property(self, "invalid", "false" if found or not self.text().strip() else "true")
        words = "" if found or not self.text().strip() else self.tr("No category of this name")
        self.setToolTip(words)
        self.setAccessibleDescription(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the words away, then leaves."""
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        else:
            super().keyPressEvent(event)
