"""What the mouse does in the header: sort by a click, move a column, size it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from lazi_desktop.ui.pricebook.header_geometry import HeaderGeometry

_GRIP = 4


class HeaderPointer:
    """`hovered` and `dragged` are columns, -1 for none; `drop_x` is where the dragged one would be put."""

    def __init__(self, header: HeaderGeometry) -> None:
        self.hovered = -1
        self.dragged = -1
        self.drop_x = 0
        self._header = header
        self._pressed = -1
        self._sizing = -1
        self._from_x = 0
        self._from_width = 0
        self._drop_place = -1

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().toPoint().x()
        self._from_x = x
        self._sizing = self._edge_at(x)
        if self._sizing >= 0:
            self._from_width = self._header.sectionSize(self._sizing)
        else:
            self._pressed = self._header.place_at(x)

    def move(self, event: QMouseEvent) -> None:
        x = event.position().toPoint().x()
        if self._sizing >= 0:
            self._size_to(x)
        elif self._pressed >= 0 and (
            self.dragged >= 0 or abs(x - self._from_x) >= QApplication.startDragDistance()
        ):
            self._drag_to(x)
        elif not event.buttons():
            self._hover(x)

    def release(self, event: QMouseEvent) -> None:
        header, pressed, x = self._header, self._pressed, event.position().toPoint().x()
        if self._sizing >= 0:
            key = header.arrangement.shown[self._sizing]
            width = header.sectionSize(self._sizing)
            changed = width != self._from_width
            self._sizing = -1
            if changed:
                header.arrangement_wanted.emit(header.arrangement.sized(key, width))
        elif self.dragged >= 0:
            key, to = header.arrangement.shown[self.dragged], self._drop_place
            self.cancel()
            header.arrangement_wanted.emit(header.arrangement.moved(key, to))
        elif pressed >= 0 and header.place_at(x) == pressed:
            adds = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            sort_by(header, pressed, add=adds)
        self._pressed = -1

    def double_click(self, event: QMouseEvent) -> None:
        edge = self._edge_at(event.position().toPoint().x())
        if edge >= 0:
            self._header.fit_wanted.emit(edge)
        else:
            self.press(event)

    def leave(self) -> None:
        self.hovered = -1
        self._header.viewport().update()

    def cancel(self) -> None:
        """What is dragged stays where it was."""
        self.dragged = self._pressed = self._drop_place = -1
        self._header.viewport().update()

    def _edge_at(self, x: int) -> int:
        """The column whose end is at this point, -1 if none; a picture keeps its width."""
        header = self._header
        for place in range(header.count()):
            box = header.box(place)
            end = box.left() if header.isRightToLeft() else box.right() + 1
            hidden = place >= header.pinned and not self._in_scrolling_part(x)
            if not hidden and abs(x - end) <= _GRIP and header.arrangement.columns[place].choosable:
                return place
        return -1

    def _in_scrolling_part(self, x: int) -> bool:
        inner = self._header.viewport().width() - 1 - x if self._header.isRightToLeft() else x
        return inner >= self._header.pinned_width - _GRIP

    def _size_to(self, x: int) -> None:
        grown = self._from_x - x if self._header.isRightToLeft() else x - self._from_x
        self._header.resizeSection(
            self._sizing, max(self._from_width + grown, self._header.minimumSectionSize())
        )
        self._header.viewport().update()

    def _drag_to(self, x: int) -> None:
        """Before or behind the column at this point, whichever half it is."""
        header = self._header
        self.dragged = self._pressed
        over = header.place_at(x)
        if over < 0:
            over = header.count() - 1 if (x > 0) != header.isRightToLeft() else 0
        box = header.box(over)
        behind = (x > box.center().x()) != header.isRightToLeft()
        gap = over + behind
        self._drop_place = gap - (gap > self.dragged)
        self.drop_x = box.right() if behind != header.isRightToLeft() else box.left()
        header.viewport().update()

    def _hover(self, x: int) -> None:
        header = self._header
        place, on_edge = header.place_at(x), self._edge_at(x) >= 0
        header.setCursor(Qt.CursorShape.SplitHCursor if on_edge else Qt.CursorShape.ArrowCursor)
        if place != self.hovered:
            self.hovered = place
            header.viewport().update()


def sort_by(header: HeaderGeometry, place: int, *, add: bool) -> None:
    column = header.arrangement.columns[place]
    if column.sort:
        header.arrangement_wanted.emit(header.arrangement.sorted_by(column.key, add=add))
