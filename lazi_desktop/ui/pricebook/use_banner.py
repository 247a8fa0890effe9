"""The quiet line over the grid that says beforehand what deactivating or deleting comes to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label, restyle, set_property


class UseBanner(QFrame):
    """`show_wanted()`: the person wants to see where it is used. `closed()`: they do nothing, or it is done."""

    show_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._then: Callable[[], None] | None = None
        self.setProperty("surface", "banner")
        set_property(self, "tone", "changed")
        self.words = label("", wrap=True)
        self.show_button = button(self.tr("Show where"), "quiet", glyph=Glyph.CONNECT)
        self.go_on = button("", "changed")
        self.close_button = button("", "icon", glyph=Glyph.CLOSE, name=self.tr("Leave it as it is (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.GAP, 6, 6, 6)
        row.addWidget(self.words, 1)
        for control in (self.show_button, self.go_on, self.close_button):
            row.addWidget(control)
        self.show_button.clicked.connect(self.show_wanted)
        self.go_on.clicked.connect(self._on_go_on)
        self.close_button.clicked.connect(self.leave)
        self.hide()

    def ask(self, words: str, go_on: str, then: Callable[[], None], *, shows: bool) -> None:
        """`shows`: it is about one entry, whose uses can be shown."""
        self._then = then
        self.words.setText(words)
        self.setAccessibleName(words)
        self.go_on.setText(go_on)
        self.go_on.setAccessibleName(go_on)
        self.show_button.setVisible(shows)
        self.show()
        restyle(self.words)  # its colour is the banner's
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self._then = None
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _on_go_on(self) -> None:
        then = self._then
        self.leave()
        if then is not None:
            then()
