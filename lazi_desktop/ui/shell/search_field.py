"""The search field of the toolbar: every keystroke counts, Escape clears, Down goes to what was found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import label
from lazi_desktop.ui.widgets.fitting_hint import show_fitting_hint


class SearchField(QLineEdit):
    """`search_changed(text)` without outer spaces; `results_wanted` when the keyboard wants to leave downwards."""

    search_changed = Signal(str)
    results_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._of_pricebook = self.tr("Search code, name, description, vendor part…")
        self._looks_for = self._of_pricebook
        self.setPlaceholderText(self._looks_for)
        self.setAccessibleName(self.tr("Search the pricebook"))
        self.setClearButtonEnabled(True)
        self.addAction(icon(Glyph.SEARCH, "text_muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._hint = label("", "small")
        self._hint.setParent(self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumWidth(160)
        self.setMaximumWidth(460)
        self._make_room()
        self._said = ""
        self.textChanged.connect(self._on_text_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.results_wanted.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.results_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._hint.sizeHint()
        at_end = self.width() - size.width() - metrics.GAP
        self._hint.setGeometry(
            metrics.GAP if self.isRightToLeft() else at_end,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        self._show_hint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.show_keys(self._hint.text())

    def show_text(self, text: str, hint: str = "") -> None:
        """What another page was searched for; `hint` says what is searched there, "" for the pricebook."""
        self._said = text.strip()
        self._looks_for = hint or self._of_pricebook
        self._show_hint()
        self.setAccessibleName(hint.removesuffix("…") or self.tr("Search the pricebook"))
        if self.text().strip() != self._said:
            self.setText(text)

    def show_keys(self, keys: str) -> None:
        """Those that lead here."""
        self._hint.setText(keys)
        self._make_room()
        self.resizeEvent(QResizeEvent(self.size(), self.size()))

    def _show_hint(self) -> None:
        show_fitting_hint(self, self._looks_for, self._hint.sizeHint().width() + metrics.GAP)

    def _make_room(self) -> None:
        room = 0 if self.text() else self._hint.sizeHint().width()
        if self.isRightToLeft():
            self.setTextMargins(room, 0, 0, 0)
        else:
            self.setTextMargins(0, 0, room, 0)

    def _on_text_changed(self, text: str) -> None:
        self._hint.setVisible(not text)
        self._make_room()
        if text.strip() != self._said:
            self._said = text.strip()
            self.search_changed.emit(self._said)
