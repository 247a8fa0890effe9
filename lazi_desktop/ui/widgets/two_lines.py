"""A list of which every row says what it is, and below it what there is to know of it. Headings stand between them."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStandardItem
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.icons import paint_icon
from lazi_desktop.ui.theme.tokens import color, theme_news
from lazi_desktop.ui.widgets.wrapped_text import wrapped_lines

_ROW, _HEADING = 48, 30
_LINE = 18


class LineRole(IntEnum):
    """What a row says. `TITLE_INK` is a token's name."""

    TITLE = Qt.ItemDataRole.UserRole + 1
    DETAIL = Qt.ItemDataRole.UserRole + 2
    AT_RIGHT = Qt.ItemDataRole.UserRole + 3
    GLYPH = Qt.ItemDataRole.UserRole + 4
    TITLE_INK = Qt.ItemDataRole.UserRole + 5
    GLYPH_INK = Qt.ItemDataRole.UserRole + 6
    SUBJECT = Qt.ItemDataRole.UserRole + 7


def row_item(
    title: str,
    detail: str = "",
    *,
    at_right: str = "",
    glyph: str = "",
    ink: str = "text",
    glyph_ink: str = "text_muted",
    tip: str = "",
    subject: object = None,
) -> QStandardItem:
    item = QStandardItem(title)
    given = {
        LineRole.TITLE: title,
        LineRole.DETAIL: detail,
        LineRole.AT_RIGHT: at_right,
        LineRole.GLYPH: glyph,
        LineRole.TITLE_INK: ink,
        LineRole.GLYPH_INK: glyph_ink,
        LineRole.SUBJECT: subject,
    }
    for role, value in given.items():
        item.setData(value, role)
    item.setToolTip(tip or "\n".join(filter(None, (title, detail))))
    words = ", ".join(filter(None, (title, detail, at_right)))
    item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
    item.setEditable(False)
    return item


def heading_item(title: str) -> QStandardItem:
    """Cannot be selected."""
    item = QStandardItem(title)
    item.setData(title, LineRole.TITLE)
    item.setData(title, Qt.ItemDataRole.AccessibleTextRole)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


class TwoLineList(QListView):
    def __init__(self, name: str, parent: QWidget | None = None, *, title_lines: int = 1) -> None:
        """A longer title than so many lines ends with "…"."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_TwoLines(self, title_lines))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        theme_news.theme_changed.connect(self.viewport().update)

    def subjects(self) -> list[object]:
        """Of the selected rows, from top to bottom."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.model().index(row, 0).data(LineRole.SUBJECT) for row in chosen]


class _TwoLines(QStyledItemDelegate):
    def __init__(self, view: QListView, title_lines: int) -> None:
        super().__init__(view)
        self._view = view
        self._most = title_lines

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            return QSize(0, _HEADING)
        if self._most == 1:
            return QSize(0, _ROW)
        lines = self._title_lines(index, self._view.viewport().rect())
        return QSize(0, _ROW + _LINE * (len(lines) - 1))

    def _title_lines(self, index: QModelIndex | QPersistentModelIndex, rect: QRect) -> list[str]:
        width = rect.right() - metrics.GAP - _text_left(index, rect)
        at_right = QFontMetrics(_small()).horizontalAdvance(str(index.data(LineRole.AT_RIGHT) or ""))
        room = width - (at_right + metrics.GAP_SMALL if at_right else 0)
        return wrapped_lines(str(index.data(LineRole.TITLE)), _medium(), room, self._most)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self._paint_row(painter, option, index)
        else:
            self._paint_heading(painter, option.rect, str(index.data(LineRole.TITLE)))
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, title: str) -> None:
        painter.setFont(ui_font(metrics.TEXT_SMALL, weight=QFont.Weight.DemiBold))
        painter.setPen(color("text_muted"))
        box = rect.adjusted(metrics.GAP, 6, -metrics.GAP, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, state = option.rect, option.state
        ground = "selection" if state & QStyle.StateFlag.State_Selected else ""
        if not ground and state & QStyle.StateFlag.State_MouseOver:
            ground = "hover"
        if ground:
            painter.fillRect(rect, color(ground))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(color("focus"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        glyph = index.data(LineRole.GLYPH)
        if glyph:
            box = QRect(QPoint(rect.left() + metrics.GAP, rect.top() + 7), QSize(metrics.ICON, metrics.ICON))
            paint_icon(painter, box, glyph, index.data(LineRole.GLYPH_INK))
        left = _text_left(index, rect)
        first = QRect(left, rect.top() + 6, rect.right() - metrics.GAP - left, _LINE)
        painter.setFont(_small())
        painter.setPen(color("text_muted"))
        at_right = str(index.data(LineRole.AT_RIGHT) or "")
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, at_right)
        lines = self._title_lines(index, rect)
        last = first.translated(0, _LINE * len(lines) + 1)
        detail = str(index.data(LineRole.DETAIL) or "")
        self._draw(painter, last, wrapped_lines(detail, _small(), last.width(), 1)[0])
        painter.setFont(_medium())
        painter.setPen(color(index.data(LineRole.TITLE_INK)))
        for place, text in enumerate(lines):
            self._draw(painter, first.translated(0, _LINE * place), text)

    def _draw(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _text_left(index: QModelIndex | QPersistentModelIndex, rect: QRect) -> int:
    left = rect.left() + metrics.GAP
    return left + metrics.ICON - 1 + metrics.GAP_SMALL if index.data(LineRole.GLYPH) else left


def _small() -> QFont:
    return ui_font(metrics.TEXT_SMALL)


def _medium() -> QFont:
    return ui_font(metrics.TEXT, weight=QFont.Weight.Medium)
