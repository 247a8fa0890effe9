"""The contact sheet: pictures of which nobody knows whose they are, side by side."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ui.gallery.matching.match_table import takes_undo
from lazi_desktop.ui.gallery.matching.matches_model import Index, MatchesModel
from lazi_desktop.ui.gallery.tile_pictures import TilePictures
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color

SIDE = 148
_INSET = 8
_CAPTION = 22
_MOST_BYTES = 24 * 1024 * 1024
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SheetView(QListView):
    """`typed(text)`: a code or name begins. `entered()`: Enter. `rejected()`, `enlarging()`, `taking_back()`: as said.
    `moved()`: another one is current."""

    typed = Signal(str)
    entered = Signal()
    rejected = Signal()
    enlarging = Signal()
    taking_back = Signal()
    moved = Signal()

    def __init__(self, model: MatchesModel, pictures: Pictures) -> None:
        super().__init__()
        self.matches = model
        self.pictures = TilePictures(pictures, self, most_bytes=_MOST_BYTES)
        self.setAccessibleName(self.tr("Pictures that belong to no SKU yet"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(metrics.GAP_TINY)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(_Tiles(model, self.pictures, self))
        self.setModel(model)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        self.pictures.changed.connect(lambda _: self.viewport().update())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start())
        for news in (model.modelReset, model.rowsRemoved, model.rowsInserted, model.dataChanged):
            news.connect(lambda *_: self._soon.start())
        self.doubleClicked.connect(lambda _: self.enlarging.emit())

    def chosen(self) -> list[int]:
        """Places of the selected pictures; of the current one where none is selected."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return [self.matches.places[row] for row in rows]

    def selectRow(self, row: int) -> None:
        """The keyboard stands on it, and it alone is chosen."""
        if self.matches.places:
            index = self.matches.index(min(max(row, 0), self.matches.rowCount() - 1), 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    # ----------------------------------------------------------------------------------------------------- pictures

    def _look(self) -> None:
        if not self.isVisible():
            return
        inside = self.viewport().rect()
        near = inside.adjusted(0, -inside.height() // 2, 0, inside.height())
        visible: list[str] = []
        around: list[str] = []
        for row in self._rows_between(near):
            shown = self.visualRect(self.matches.index(row, 0)).intersects(inside)
            (visible if shown else around).append(self.matches.address(row))
        self.pictures.look_at(visible, around)

    def _rows_between(self, room: QRect) -> range:
        """All tiles are of one size."""
        size = self.sizeHintForIndex(self.matches.index(0, 0)) + QSize(self.spacing(), self.spacing())
        columns = max(1, (self.viewport().width() - self.spacing()) // max(size.width(), 1))
        top = self.verticalOffset()
        first = max(0, (top + room.top()) // size.height()) * columns if self.matches.places else 0
        last = ((top + room.bottom()) // size.height() + 1) * columns if self.matches.places else 0
        return range(first, min(last, self.matches.rowCount()))

    def paintEvent(self, event: QPaintEvent) -> None:
        self.pictures.use(SIDE, self.devicePixelRatioF())
        self.pictures.begin_frame()
        super().paintEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pictures.leave()

    # --------------------------------------------------------------------------------------------------------- keys

    def event(self, event: QEvent) -> bool:
        """Undo is of the last decision while the keyboard is here."""
        if takes_undo(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Undo):
            self.taking_back.emit()
        elif plain or not self.matches.places:
            super().keyPressEvent(event)
        elif key in _ENTERS or key == Qt.Key.Key_F2:
            self.entered.emit()
        elif key == Qt.Key.Key_Delete:
            self.rejected.emit()
        elif key == Qt.Key.Key_Space:
            self.enlarging.emit()
        elif event.text().isprintable() and event.text():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class _Tiles(QStyledItemDelegate):
    def __init__(self, model: MatchesModel, pictures: TilePictures, view: QListView) -> None:
        super().__init__(view)
        self._model = model
        self._pictures = pictures
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(SIDE + 2 * _INSET, SIDE + 2 * _INSET + _CAPTION)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = option.rect.adjusted(1, 1, -1, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(color("accent"), 1.5))
            painter.setBrush(color("selection"))
            painter.drawRoundedRect(inside, metrics.RADIUS, metrics.RADIUS)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside, metrics.RADIUS, metrics.RADIUS)
        square = QRect(option.rect.left() + _INSET, option.rect.top() + _INSET, SIDE, SIDE)
        self._picture(painter, square, self._model.address(index.row()))
        font = ui_font(metrics.TEXT_SMALL)
        painter.setFont(font)
        painter.setPen(color("text"))
        name = self._model.line(index.row()).proposal.photo.name
        shown = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideMiddle, SIDE)
        below = QRect(square.left(), square.bottom() + 4, SIDE, _CAPTION - 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _picture(self, painter: QPainter, square: QRect, address: str) -> None:
        painter.setPen(color("border"))
        painter.setBrush(color("surface_alt"))
        painter.drawRect(square.adjusted(0, 0, -1, -1))
        found, known = self._pictures.picture(address), self._pictures.known(address)
        if found is not None:
            size = found.pixmap.deviceIndependentSize().toSize()
            corner = square.center() - QPoint(size.width() // 2, size.height() // 2)
            painter.drawPixmap(QRect(corner, size), found.pixmap)
        elif known is not None and known.problem is not None:
            paint_icon(painter, square.adjusted(56, 56, -56, -56), Glyph.CONFLICT, "text_disabled")
