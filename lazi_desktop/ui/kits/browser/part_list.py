"""The list of what was found: a click takes a row, its plus or a double click adds it, and it can be dragged."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from lazi_desktop.ui.kits.browser.found_part import FoundPart
from lazi_desktop.ui.kits.browser.kept_parts import KeptParts
from lazi_desktop.ui.kits.browser.part_delegate import PartDelegate
from lazi_desktop.ui.kits.browser.part_model import PartModel
from lazi_desktop.ui.pricebook.drag_picture import drag_picture
from lazi_desktop.ui.theme.tokens import theme_news

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PartList(QListView):
    """`taken(part, copied)`: to be added; `copied` says that the lines of a kit are wanted, and not the kit itself.
    `several_taken(parts)`: Enter, with all of them chosen."""

    taken = Signal(object, bool)
    several_taken = Signal(object)
    typed = Signal(str)

    def __init__(
        self, kept: KeptParts, shows_costs: Callable[[], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kept = kept
        self.parts = PartModel(self, shows_costs)
        self.looks = PartDelegate(self, kept.is_favourite, shows_costs)
        self.setModel(self.parts)
        self.parts.modelReset.connect(self._measure)
        self.setItemDelegate(self.looks)
        self.setAccessibleName(self.tr("Parts that fit"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        theme_news.theme_changed.connect(self.viewport().update)
        kept.changed.connect(self.viewport().update)

    def _measure(self) -> None:
        """Only headings are lower than other rows: without them one row is measured, and not each."""
        self.setUniformItemSizes(not any(isinstance(one, str) for one in self.parts.entries))

    def current(self) -> FoundPart | None:
        return self.parts.part(self.currentIndex().row())

    def chosen(self) -> list[FoundPart]:
        """From top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [part for row in rows if (part := self.parts.part(row)) is not None]

    def go_to_first(self) -> None:
        row = self.parts.first_part()
        self.setCurrentIndex(self.parts.index(row) if row >= 0 else QModelIndex())
        self.scrollToTop()

    def walk(self, step: int) -> None:
        """To the next part in that direction, past headings."""
        row, way = self.currentIndex().row() + step, 1 if step > 0 else -1
        row = min(max(row, 0), len(self.parts.entries) - 1)
        while 0 <= row < len(self.parts.entries):
            if self.parts.part(row) is not None:
                self.setCurrentIndex(self.parts.index(row))
                return
            row += way

    def startDrag(self, _actions: Qt.DropAction) -> None:
        parts = self.chosen()
        if not parts:
            return
        drag = QDrag(self)
        drag.setMimeData(self.parts.mimeData(self.selectionModel().selectedIndexes()))
        words = parts[0].name if len(parts) == 1 else self.tr("{n} parts").format(n=len(parts))
        drag.setPixmap(drag_picture(words, self.devicePixelRatioF()))
        drag.exec(Qt.DropAction.CopyAction)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        part = self.parts.part(index.row())
        if part is not None and event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            rect, was_current = self.visualRect(index), index == self.currentIndex()
            if not was_current and self.looks.add_box(rect).contains(at):
                self.taken.emit(part, False)
                return
            if not was_current and self.looks.star_box(rect).contains(at):
                self._kept.toggle(part.identity)
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        part = self.parts.part(self.indexAt(event.position().toPoint()).row())
        if part is not None:
            self.taken.emit(part, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        part = self.current()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTERS and len(self.chosen()) > 1 and not shift:
            self.several_taken.emit(self.chosen())
        elif event.key() in _ENTERS and part is not None:
            self.taken.emit(part, shift)
        elif event.text() and event.text().isprintable() and event.text() != " ":
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)
