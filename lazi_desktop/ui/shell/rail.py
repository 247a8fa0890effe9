"""The rail at the left: one button per page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from lazi_desktop.ui.page import Page
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import icon

_WIDTH = 78
_BUTTON = QSize(66, 58)


class Rail(QFrame):
    """`page_chosen` carries the page's name."""

    page_chosen = Signal(str)

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__()
        self.setProperty("surface", "rail")
        self.setFixedWidth(_WIDTH)
        self._buttons = {page.name: self._button(page) for page in pages}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, metrics.GAP_SMALL, 6, metrics.GAP_SMALL)
        column.setSpacing(metrics.GAP_TINY)
        column.addStretch(1)
        above = 0
        for page in pages:
            button = self._buttons[page.name]
            self._group.addButton(button)
            if page.at_bottom:
                column.addWidget(button)
            else:
                column.insertWidget(above, button)
                above += 1

    def show_chosen(self, name: str) -> None:
        self._buttons[name].setChecked(True)

    def _button(self, page: Page) -> QToolButton:
        button = QToolButton()
        button.setProperty("rail", "true")
        button.setText(page.title)
        button.setAccessibleName(page.title)
        button.setIcon(icon(page.glyph, "text_muted", checked="accent"))
        button.setIconSize(QSize(metrics.ICON_RAIL, metrics.ICON_RAIL))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFixedSize(_BUTTON)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.page_chosen.emit(page.name))
        return button
