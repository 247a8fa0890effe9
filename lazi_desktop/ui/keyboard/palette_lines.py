"""The lines of the palette and how they are painted: icon, words, where it belongs, keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lazi_desktop.ui.actions import native
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.icons import paint_icon
from lazi_desktop.ui.theme.tokens import color

Index = QModelIndex | QPersistentModelIndex

LINE_HEIGHT = 34
TITLE_HEIGHT = 26
_LINE = int(Qt.ItemDataRole.UserRole) + 1
_CAP_HEIGHT = 20
_CAP_PADDING = 6
_LEAST_TEXT = 120


@dataclass(frozen=True, slots=True)
class Line:
    """Without `run` it is the title of what follows. `note` stands at the end, before the keys."""

    text: str
    run: Callable[[], None] | None = None
    name: str = ""
    glyph: str = ""
    note: str = ""
    keys: tuple[str, ...] = ()
    enabled: bool = True

    @property
    def is_title(self) -> bool:
        return self.run is None

    @property
    def spoken(self) -> str:
        return ", ".join(filter(None, (self.text, self.note, *map(native, self.keys[:1]))))


class Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> Line:
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
            case role if role == _LINE:
                return line
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self._lines[index.row()]
        if line.is_title:
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled if line.enabled else Qt.ItemFlag.NoItemFlags
        return enabled | Qt.ItemFlag.ItemIsSelectable


class LinePainter(QStyledItemDelegate):
    """Everything is mirrored where people write from right to left."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._font = ui_font()
        self._small = ui_font(metrics.TEXT_SMALL)
        self._strong = ui_font(metrics.TEXT_SMALL, weight=QFont.Weight.DemiBold)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_LEAST_TEXT, TITLE_HEIGHT if index.data(_LINE).is_title else LINE_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(_LINE)
        rect, whole = QRect(option.rect), QRect(option.rect)
        way = option.direction
        painter.save()
        painter.setLayoutDirection(way)
        if line.is_title:
            painter.setFont(self._strong)
            painter.setPen(color("text_muted"))
            self._text(painter, way, whole, rect.adjusted(10, 6, -10, 0), line.text)
        else:
            self._ground(painter, option, rect)
            ink = "text" if line.enabled else "text_disabled"
            icon = QRect(rect.left() + 10, rect.center().y() - 7, metrics.ICON, metrics.ICON)
            if line.glyph:
                at = QStyle.visualRect(way, whole, icon)
                paint_icon(painter, at, line.glyph, "text_muted" if line.enabled else "text_disabled")
            room = rect.adjusted(36, 0, -10, 0)
            for keys in reversed(line.keys[:2]):
                room = self._cap(painter, way, whole, room, native(keys))
            room = self._note(painter, way, whole, room, line.note)
            painter.setFont(self._font)
            painter.setPen(color(ink))
            self._text(painter, way, whole, room, line.text)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("selection" if chosen else "hover"))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), metrics.RADIUS_SMALL, metrics.RADIUS_SMALL)

    def _cap(self, painter: QPainter, way: Qt.LayoutDirection, whole: QRect, room: QRect, text: str) -> QRect:
        """A key's cap at the end of `room`; returns what is left."""
        width = QFontMetrics(self._strong).horizontalAdvance(text) + 2 * _CAP_PADDING
        if room.width() - width < _LEAST_TEXT:
            return room
        box = QRect(room.right() - width + 1, room.center().y() - _CAP_HEIGHT // 2 + 1, width, _CAP_HEIGHT)
        shown = QStyle.visualRect(way, whole, box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(color("border_strong"))
        painter.setBrush(color("surface"))
        painter.drawRoundedRect(shown.adjusted(0, 0, -1, -1).toRectF().translated(0.5, 0.5), 4, 4)
        painter.setFont(self._strong)
        painter.setPen(color("text_muted"))
        painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, text)
        return room.adjusted(0, 0, -width - metrics.GAP_TINY, 0)

    def _note(
        self, painter: QPainter, way: Qt.LayoutDirection, whole: QRect, room: QRect, note: str
    ) -> QRect:
        wide = QFontMetrics(self._small)
        width = min(wide.horizontalAdvance(note) + metrics.GAP_SMALL, room.width() - _LEAST_TEXT)
        if not note or width < 2 * metrics.GAP_LARGE:
            return room
        box = QRect(room.right() - width + 1, room.top(), width - metrics.GAP_SMALL + 2, room.height())
        painter.setFont(self._small)
        painter.setPen(color("text_muted"))
        shown = wide.elidedText(note, Qt.TextElideMode.ElideRight, box.width())
        end = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            QStyle.visualRect(way, whole, box), QStyle.visualAlignment(way, end) | _AS_SAID, shown
        )
        return room.adjusted(0, 0, -width - metrics.GAP_SMALL, 0)

    def _text(self, painter: QPainter, way: Qt.LayoutDirection, whole: QRect, room: QRect, text: str) -> None:
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            QStyle.visualRect(way, whole, room), QStyle.visualAlignment(way, start) | _AS_SAID, shown
        )


_AS_SAID = Qt.AlignmentFlag.AlignAbsolute
