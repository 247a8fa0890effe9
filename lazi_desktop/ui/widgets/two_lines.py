"""A list of which every row has two lines: what it is, and what there is to know of it. Headings stand between them."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStandardItem
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.icons import paint_icon
from lazi_desktop.ui.theme.tokens import color, theme_news

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
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_TwoLines(self))
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
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _ROW if index.flags() & Qt.ItemFlag.ItemIsSelectable else _HEADING)

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
        left = rect.left() + metrics.GAP
        glyph = index.data(LineRole.GLYPH)
        if glyph:
            box = QRect(QPoint(left, rect.top() + 7), QSize(metrics.ICON, metrics.ICON))
            paint_icon(painter, box, glyph, index.data(LineRole.GLYPH_INK))
            left = box.right() + metrics.GAP_SMALL
        width = rect.right() - metrics.GAP - left
        first, second = QRect(left, rect.top() + 6, width, _LINE), QRect(left, rect.top() + 25, width, _LINE)
        painter.setFont(ui_font(metrics.TEXT_SMALL))
        painter.setPen(color("text_muted"))
        at_right = str(index.data(LineRole.AT_RIGHT) or "")
        taken = QFontMetrics(painter.font()).horizontalAdvance(at_right)
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, at_right)
        self._draw(painter, second, str(index.data(LineRole.DETAIL) or ""))
        painter.setFont(ui_font(metrics.TEXT, weight=QFont.Weight.Medium))
        painter.setPen(color(index.data(LineRole.TITLE_INK)))
        room = first.adjusted(0, 0, -(taken + metrics.GAP_SMALL) if taken else 0, 0)
        self._draw(painter, room, str(index.data(LineRole.TITLE)))

    def _draw(self, painter: QPainter, rect: QRect, text: str) -> None:
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
