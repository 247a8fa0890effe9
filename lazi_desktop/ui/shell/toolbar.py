"""The toolbar: search, undo and redo, how things stand, pull, review, push. All of it from actions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from lazi_desktop.ui.actions import Actions
from lazi_desktop.ui.shell.search_field import SearchField
from lazi_desktop.ui.shell.state_chip import StateChip
from lazi_desktop.ui.sync.status import SyncStatus
from lazi_desktop.ui.theme import metrics


class Toolbar(QWidget):
    def __init__(self, actions: Actions, status: SyncStatus) -> None:
        super().__init__()
        self.search = SearchField()
        search = actions["search"]
        search.changed.connect(lambda: self._say_keys(search))
        self._say_keys(search)
        self.chip = StateChip(status)
        self.undo = tool_button(actions["undo"], "icon", text=False)
        self.redo = tool_button(actions["redo"], "icon", text=False)
        self.pull = tool_button(actions["pull"], "menu")
        self.pull.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(self.pull)
        menu.addActions([actions["pull_changes"], actions["pull_all"]])
        self.pull.setMenu(menu)
        self.review = tool_button(actions["review"], "changed")
        self.push = tool_button(actions["push"], "primary")

        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.GAP, metrics.GAP_SMALL + 2, metrics.GAP, metrics.GAP_SMALL + 2)
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(self.search, 5)
        row.addSpacing(metrics.GAP_SMALL)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addStretch(1)
        for widget in (self.chip, self.pull, self.review, self.push):
            row.addWidget(widget)

    def _say_keys(self, search: QAction) -> None:
        self.search.show_keys(search.shortcut().toString(QKeySequence.SequenceFormat.NativeText))


def tool_button(action: QAction, variant: str, *, text: bool = True) -> QToolButton:
    """A button that says and does what its action does, and is read aloud like it."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setProperty("variant", variant)
    button.setIconSize(metrics.ICON_BESIDE_TEXT if text else QSize(metrics.ICON, metrics.ICON))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
    button.setToolButtonStyle(style)
    action.changed.connect(lambda: button.setAccessibleName(action.toolTip()))
    button.setAccessibleName(action.toolTip())
    return button
