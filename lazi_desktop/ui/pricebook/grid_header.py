"""The grid's header: headings that sort, move and size their columns, by mouse and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from lazi_desktop.ui.pricebook.arrangement import Arrangement
from lazi_desktop.ui.pricebook.header_geometry import HEADING_HEIGHT, HeaderGeometry
from lazi_desktop.ui.pricebook.header_keys import HeaderKeys
from lazi_desktop.ui.pricebook.header_painter import HeaderPainter
from lazi_desktop.ui.pricebook.header_pointer import HeaderPointer


class GridHeader(HeaderGeometry):
    """`strip` lies below the headings and is as wide as they are, if there is one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.strip: QWidget | None = None
        self.pointer = HeaderPointer(self)
        self.keys = HeaderKeys(self)
        self._painter = HeaderPainter(self, self.pointer, self.keys)
        self.setAccessibleName(self.tr("Columns"))
        self.viewport().setMouseTracking(True)

    def sizeHint(self) -> QSize:
        strip = self.strip.sizeHint().height() if self.strip is not None and not self.strip.isHidden() else 0
        return QSize(self.length(), HEADING_HEIGHT + strip)

    def apply(self, arrangement: Arrangement) -> None:
        super().apply(arrangement)
        self.keys.stay_inside()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.strip is not None:
            height = self.strip.sizeHint().height()
            self.strip.setGeometry(0, HEADING_HEIGHT, self.viewport().width(), height)
        self.placed.emit()

    # -------------------------------------------------------------------------------------------- Qt's questions

    def on_scrolled(self) -> None:
        self.viewport().update()
        self.placed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._painter.paint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.pointer.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointer.leave()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.keys.stay_inside()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.keys.open_menu()
        else:
            self.menu_wanted.emit(self.place_at(event.pos().x()), event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self.tip_of(place) if place >= 0 else "", self)
            return True
        return super().viewportEvent(event)

    def tip_of(self, place: int) -> str:
        column = self.arrangement.columns[place]
        how = self.tr("Click sorts, Shift+click adds to the sorting. Drag moves. Right click for more.")
        return f"{column.heading}\n{how}" if column.sort else column.heading
