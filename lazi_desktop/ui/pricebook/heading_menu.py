"""The menu of a heading: sort, pin, fit, hide, filter by a value, and the way to all columns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from lazi_desktop.ui.pricebook.arrangement import Arrangement
from lazi_desktop.ui.pricebook.column_catalogue import COLUMN


class HeadingMenu(QMenu):
    """Of the column `key`, "" for none. `fit_wanted(key)`, "" for all; `values_wanted(key)`: pick rows by them."""

    arrangement_wanted = Signal(object)
    fit_wanted = Signal(str)
    values_wanted = Signal(str)
    columns_wanted = Signal()
    reset_wanted = Signal()

    def __init__(self, arrangement: Arrangement, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._now = arrangement
        self._key = key
        if key:
            self._fill_for_column()
            self.addSeparator()
        self._add(self.tr("Choose columns…"), self.columns_wanted.emit)
        self._add(self.tr("Fit all columns"), lambda: self.fit_wanted.emit(""))
        self._add(self.tr("Reset columns"), self.reset_wanted.emit)

    def _fill_for_column(self) -> None:
        now, key, column = self._now, self._key, COLUMN[self._key]
        if column.sort:
            self._fill_for_sorting()
            self._add(self.tr("Filter by value…"), lambda: self.values_wanted.emit(key))
            self.addSeparator()
        is_pinned = now.shown.index(key) < now.pinned
        self._want(self.tr("Unpin") if is_pinned else self.tr("Pin to the left"), now.pinned_up_to(key))
        if column.choosable:
            self._add(self.tr("Fit to what stands in it"), lambda: self.fit_wanted.emit(key))
            self._want(self.tr("Hide “{column}”").format(column=column.heading), now.without(key))

    def _fill_for_sorting(self) -> None:
        now, key = self._now, self._key
        self._want(self.tr("Sort upwards"), now.sorted_by(key, descending=False))
        self._want(self.tr("Sort downwards"), now.sorted_by(key, descending=True))
        others = [by for by in now.order if by.column != key]
        if others:
            by = self.tr("Then by this, upwards"), self.tr("Then by this, downwards")
            self._want(by[0], now.sorted_by(key, descending=False, add=True))
            self._want(by[1], now.sorted_by(key, descending=True, add=True))
        if now.sorting_of(key) is not None:
            rest = now.sorted_by(key, descending=True, add=True).sorted_by(key, add=True)
            self._want(self.tr("Do not sort by this"), rest)

    def _want(self, title: str, arrangement: Arrangement) -> None:
        self._add(title, lambda: self.arrangement_wanted.emit(arrangement))

    def _add(self, title: str, handler: Callable[[], None]) -> QAction:
        action = self.addAction(title.replace("&", "&&"))
        action.triggered.connect(lambda _checked=False: handler())
        return action
