"""The head of the grid's card: what is listed, the buttons, and the pills of the filters."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from lazi_desktop.ui.pricebook.filter_pills import FilterPills
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

_ROOM_FOR_TITLE = 250
"""So that the title has it, buttons go without the words beside their icons, one after the other."""


class GridHead(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.title = ElidedLabel("title")
        self.crumbs = ElidedLabel("small", elide=Qt.TextElideMode.ElideMiddle)
        self.views_button = _tool(self.tr("Views"), Glyph.VIEWS, self.tr("Saved views of this list"))
        self.filter_button = _tool(
            self.tr("Filter"), Glyph.FILTER, self.tr("Filter fields below the headings")
        )
        self.filter_button.setCheckable(True)
        self.columns_button = _tool(
            self.tr("Columns"), Glyph.COLUMNS, self.tr("Choose the columns that are shown")
        )
        self.reprice_button = _tool(
            self.tr("Reprice…"),
            Glyph.DISCOUNT,
            self.tr("Change the prices of many entries at once"),
        )
        self.details_button = _tool(
            self.tr("Details"), Glyph.DETAILS, self.tr("Show or hide the panel with the details")
        )
        self.details_button.setCheckable(True)
        self.details_button.setChecked(True)
        self.new_button = _tool(self.tr("New"), Glyph.ADD, self.tr("New entry in the chosen category"))
        self.new_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.pills = FilterPills()
        self.tools = QHBoxLayout()
        self.tools.setSpacing(0)
        self._buttons = (
            self.views_button,
            self.filter_button,
            self.columns_button,
            self.reprice_button,
            self.new_button,
            self.details_button,
        )
        for one in self._buttons:
            self.tools.addWidget(one)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.crumbs)
        line = QHBoxLayout()
        line.addLayout(words, 1)
        line.addLayout(self.tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(
            metrics.CARD_PADDING, metrics.GAP_SMALL + 2, metrics.GAP_SMALL, metrics.GAP_SMALL
        )
        layout.setSpacing(metrics.GAP_TINY + 2)
        layout.addLayout(line)
        layout.addWidget(self.pills)

    def below(self, one: QWidget) -> QPoint:
        """The point of the screen from which something of this button drops down."""
        return one.mapToGlobal(QPoint(0, one.height() + 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _ROOM_FOR_TITLE
        for one in self._buttons:
            one.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for one in (self.details_button, self.views_button, self.columns_button, self.filter_button,
                    self.new_button, self.reprice_button):  # fmt: skip
            if sum(button.sizeHint().width() for button in self._buttons) <= room:
                break
            one.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)


def _tool(text: str, glyph: Glyph, tip: str) -> QToolButton:
    made = QToolButton()
    made.setProperty("variant", "quiet")
    made.setText(text)
    made.setIcon(icon(glyph, "text_muted", checked="accent"))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    return made
