"""The pages, one of which is shown: how low the window can be is for that one to say, not for the highest of them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class PageStack(QStackedWidget):
    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        least, shown = super().minimumSizeHint(), self.currentWidget()
        return least if shown is None else QSize(least.width(), shown.minimumSizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return False  # what wraps in a page scrolls there
