"""Where something that pops up goes."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def pop_up(popup: QWidget, at: QPoint) -> None:
    """Shown with its corner at this point of the screen, or as near as it is seen whole."""
    screen = QGuiApplication.screenAt(at) or popup.screen()
    room = screen.availableGeometry()
    x = min(max(at.x(), room.left()), room.right() - popup.width())
    y = min(max(at.y(), room.top()), room.bottom() - popup.height())
    popup.move(x, y)
    popup.show()
