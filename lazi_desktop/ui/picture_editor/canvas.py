"""The picture with the frame of its crop: dragged with the mouse, moved and sized from the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lazi_desktop.domain.picture_edits import Edges, dragged, moved
from lazi_desktop.domain.pictures import Crop, PictureEdit
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.tokens import LIGHT, color, theme_news

_ROOM = 14
_REACH = 12
"""Pixels around an edge at which it is taken hold of."""
_HANDLE = 5.0
_STEP, _FINE = 0.02, 0.002
_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_CORNERS = {(True, True), (False, False)}


class CropCanvas(QWidget):
    """`framed(crop, kind)`: another frame; `kind` tells movements apart. `let_go()`: the movement is over."""

    framed = Signal(object, str)
    let_go = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._full = (0, 0)
        self._edit = PictureEdit()
        self._words = ""
        self._shown: QPixmap | None = None
        self._held: Edges | None = None
        """The edges that are dragged; none of them for the whole frame."""
        self._from = QPointF()
        self._crop_then = Crop()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(260, 220)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Picture with the frame of what stays"))
        theme_news.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(520, 420)

    # -------------------------------------------------------------------------------------------------------- showing

    def say(self, words: str) -> None:
        """In place of a picture."""
        self._words = words
        self.setAccessibleDescription(words)
        self.update()

    def show_picture(self, image: QImage, full: tuple[int, int]) -> None:
        """As it is unedited; `full` is its size in pixels."""
        self._image, self._full, self._words = image, full, ""
        self._shown = None
        self.show_edit(self._edit)

    def show_edit(self, edit: PictureEdit) -> None:
        if (edit.turns, edit.is_mirrored) != (self._edit.turns, self._edit.is_mirrored):
            self._shown = None
        self._edit = edit
        self._tell()
        self.update()

    def _tell(self) -> None:
        if self._image.isNull():
            return
        width, height = self._full[::-1] if self._edit.turns % 2 else self._full
        crop = self._edit.crop
        words = self.tr(
            "From {left}, {top} to {right}, {bottom} of {width} × {height} pixels. Arrow keys move the frame, "
            "with Shift its right and lower edges, with Alt its left and upper ones; with Ctrl by little."
        )
        self.setAccessibleDescription(
            words.format(
                left=whole(round(crop.left * width)),
                top=whole(round(crop.top * height)),
                right=whole(round(crop.right * width)),
                bottom=whole(round(crop.bottom * height)),
                width=whole(width),
                height=whole(height),
            )
        )

    def _turned(self) -> QPixmap:
        """As it stands now, made once for each size and turn."""
        if self._shown is None:
            turn = QTransform().rotate(90 * self._edit.turns)
            image = self._image.transformed(turn)
            if self._edit.is_mirrored:
                image = image.flipped(Qt.Orientation.Horizontal)
            ratio = self.devicePixelRatioF()
            size = (self._place(image.size()).size() * ratio).toSize()
            image = image.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._shown = QPixmap.fromImage(image)
            self._shown.setDevicePixelRatio(ratio)
        return self._shown

    def _place(self, size: QSize) -> QRectF:
        """Where a picture of this shape stands, as large as fits, and not blown up beyond all measure."""
        room = self.rect().adjusted(_ROOM, _ROOM, -_ROOM, -_ROOM)
        fit = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if fit.width() > 4 * size.width():
            fit = size * 4
        left = room.left() + (room.width() - fit.width()) / 2
        return QRectF(
            round(left), round(room.top() + (room.height() - fit.height()) / 2), fit.width(), fit.height()
        )

    def picture_rect(self) -> QRectF:
        size = self._image.size()
        return self._place(size.transposed() if self._edit.turns % 2 else size)

    def frame_rect(self) -> QRectF:
        place, crop = self.picture_rect(), self._edit.crop
        return QRectF(
            QPointF(place.left() + crop.left * place.width(), place.top() + crop.top * place.height()),
            QPointF(place.left() + crop.right * place.width(), place.top() + crop.bottom * place.height()),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shown = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("focus" if self.hasFocus() else "border"), 1))
        painter.setBrush(color("surface_alt"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics.RADIUS, metrics.RADIUS
        )
        if self._image.isNull():
            painter.setPen(color("text_muted"))
            painter.setFont(ui_font())
            place = self.rect().adjusted(_ROOM, _ROOM, -_ROOM, -_ROOM)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        else:
            self._paint_picture(painter)
        painter.end()

    def _paint_picture(self, painter: QPainter) -> None:
        place, frame = self.picture_rect(), self.frame_rect()
        painter.fillRect(place, QColor(LIGHT.surface))
        painter.drawPixmap(place.topLeft(), self._turned())
        around = QPainterPath()
        around.addRect(place)
        inside = QPainterPath()
        inside.addRect(frame)
        painter.fillPath(around.subtracted(inside), color("shade"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color("accent"), 2 if self.hasFocus() else 1.5))
        painter.drawRect(frame)
        painter.setPen(QPen(color("accent"), 1.5))
        painter.setBrush(color("surface"))
        for handle in _handles(frame):
            painter.drawEllipse(handle, _HANDLE, _HANDLE)

    # ---------------------------------------------------------------------------------------------------------- mouse

    def _edges_at(self, at: QPointF) -> Edges | None:
        """None beside the frame."""
        frame = self.frame_rect()
        if not frame.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(at):
            return None
        reach_x = min(_REACH, frame.width() / 3)
        reach_y = min(_REACH, frame.height() / 3)
        left, right = at.x() < frame.left() + reach_x, at.x() > frame.right() - reach_x
        top, bottom = at.y() < frame.top() + reach_y, at.y() > frame.bottom() - reach_y
        return Edges(left and not right, top and not bottom, right, bottom)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._image.isNull() or event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        edges = self._edges_at(at)
        if edges is None:
            return
        self._held, self._from, self._crop_then = edges, at, self._edit.crop

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            self.setCursor(_cursor_of(self._edges_at(event.position()) if not self._image.isNull() else None))
            return
        place, by = self.picture_rect(), event.position() - self._from
        across, down = by.x() / place.width(), by.y() / place.height()
        if self._held == Edges():
            crop = moved(self._crop_then, across, down)
        else:
            crop = dragged(self._crop_then, self._held, across, down)
        self.framed.emit(crop, "drag")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._held = None
            self.let_go.emit()

    # ----------------------------------------------------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None or self._image.isNull():
            super().keyPressEvent(event)
            return
        held = event.modifiers()
        step = _FINE if held & _CTRL else _STEP
        across, down = way[0] * step, way[1] * step
        if held & _SHIFT:
            edges, kind = Edges(right=bool(way[0]), bottom=bool(way[1])), "right and lower"
        elif held & _ALT:
            edges, kind = Edges(left=bool(way[0]), top=bool(way[1])), "left and upper"
        else:
            self.framed.emit(moved(self._edit.crop, across, down), "move")
            return
        self.framed.emit(dragged(self._edit.crop, edges, across, down), kind)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.let_go.emit()
        self.update()


def _handles(frame: QRectF) -> list[QPointF]:
    middle = frame.center()
    across = (frame.left(), middle.x(), frame.right())
    down = (frame.top(), middle.y(), frame.bottom())
    return [QPointF(x, y) for x in across for y in down if QPointF(x, y) != middle]


def _cursor_of(edges: Edges | None) -> Qt.CursorShape:
    if edges is None:
        return Qt.CursorShape.ArrowCursor
    across, down = edges.left or edges.right, edges.top or edges.bottom
    if across and down:
        falling = (edges.left, edges.top) in _CORNERS
        return Qt.CursorShape.SizeFDiagCursor if falling else Qt.CursorShape.SizeBDiagCursor
    if across:
        return Qt.CursorShape.SizeHorCursor
    return Qt.CursorShape.SizeVerCursor if down else Qt.CursorShape.SizeAllCursor
