"""The header by keyboard: walk along the headings, sort, move, size, open the menu."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from lazi_desktop.ui.pricebook.header_geometry import HeaderGeometry
from lazi_desktop.ui.pricebook.header_pointer import sort_by

_STEP = 10
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class HeaderKeys:
    """`place` is the heading that has the keyboard.

    Left and Right walk, Ctrl+Shift with them moves the column, Shift sizes it. Enter or Space sorts (with Shift: too),
    the menu key or Alt+Down opens the menu, Down and Esc go back to the cells.
    """

    def __init__(self, header: HeaderGeometry) -> None:
        self.place = -1
        self._header = header

    def enter(self) -> None:
        self.stay_inside()
        self._header.viewport().update()

    def stay_inside(self) -> None:
        self.place = min(max(self.place, 0), self._header.count() - 1)

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key meant something."""
        header, key = self._header, Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in _MOVES:
            step = -_MOVES[key] if header.isRightToLeft() else _MOVES[key]
            self._go_sideways(step, moves=shift and control, sizes=shift)
        elif key == Qt.Key.Key_Menu or (key == Qt.Key.Key_Down and alt):
            self.open_menu()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            sort_by(header, self.place, add=shift)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if key == Qt.Key.Key_Home else header.count() - 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
            header.left_downwards.emit()
        else:
            return False
        return True

    def go_to(self, place: int) -> None:
        self.place = place
        self.stay_inside()
        self._header.viewport().update()
        self._header.walked.emit(self.place)

    def open_menu(self) -> None:
        box = self._header.box(self.place)
        self._header.menu_wanted.emit(self.place, self._header.viewport().mapToGlobal(box.bottomLeft()))

    def _go_sideways(self, step: int, *, moves: bool, sizes: bool) -> None:
        header, key = self._header, self._header.arrangement.shown[self.place]
        if moves:
            to = min(max(self.place + step, 0), header.count() - 1)
            header.arrangement_wanted.emit(header.arrangement.moved(key, to))
            self.go_to(to)
        elif sizes:
            width = header.sectionSize(self.place) + step * _STEP
            header.arrangement_wanted.emit(header.arrangement.sized(key, width))
        else:
            self.go_to(self.place + step)
