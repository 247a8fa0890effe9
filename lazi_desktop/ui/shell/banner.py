"""A quiet line below the page: what is wrong, and the one action that helps. Work goes on above it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout

from lazi_desktop.ui.said import said
from lazi_desktop.ui.sync.status import Notice, SyncStatus
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label, restyle, set_property


class Banner(QFrame):
    """`action_wanted` carries the notice's action: "pull", "push", "wake", "activity", "settings" or "password"."""

    action_wanted = Signal(str)
    keys_left = Signal()
    """It went while it had the keyboard."""

    def __init__(self, status: SyncStatus) -> None:
        super().__init__()
        self._status = status
        self._notice: Notice | None = None
        self.setProperty("surface", "banner")
        self.words = label(wrap=True)
        self.action = button("", "")
        self.action.clicked.connect(self._on_action)
        self.close_button = button("", "icon", glyph=Glyph.CLOSE, name=self.tr("Hide this message"))
        self.close_button.clicked.connect(status.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.GAP, 6, 6, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self.action)
        row.addWidget(self.close_button)
        status.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self._notice = notice = self._status.notice
        if notice is None:
            had_keys = self.isAncestorOf(QApplication.focusWidget() or self)
            self.hide()
            if had_keys:
                self.keys_left.emit()
            return
        self.show()
        self.words.setText(said(notice.text))
        self.setAccessibleName(self.words.text())
        self.action.setText(self._action_words(notice.action))
        self.action.setAccessibleName(self.action.text())
        self.action.setVisible(bool(notice.action))
        set_property(self, "tone", notice.role.value)
        restyle(self.words)  # its colour is the banner's

    def _action_words(self, action: str) -> str:
        return {
            "pull": self.tr("Pull again"),
            "push": self.tr("Push again"),
            "wake": self.tr("Try again"),
            "settings": self.tr("Show settings"),
            "activity": self.tr("Show Activity"),
            "password": self.tr("Choose a password…"),
        }.get(action, "")

    def _on_action(self) -> None:
        if self._notice is not None:
            self.action_wanted.emit(self._notice.action)
