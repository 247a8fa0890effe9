"""Paints a row of the browser: name, code and cost, and at its end what Enter or a click would do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lazi_desktop.ui.kind_looks import glyph_of
from lazi_desktop.ui.kits.browser.found_part import FoundPart
from lazi_desktop.ui.kits.browser.part_model import PartRole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color

_ROW, _HEADING = 46, 28
_LINE = 18
_BUTTON = 26
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PartDelegate(QStyledItemDelegate):
    """`is_favourite` tells by a part's identity; `hint` is what stands at the end of the current row."""

    def __init__(
        self, parent: QObject, is_favourite: Callable[[str], bool], shows_costs: Callable[[], bool]
    ) -> None:
        super().__init__(parent)
        self._shows_costs = shows_costs
        self._is_favourite = is_favourite
        self._name = ui_font(metrics.TEXT, weight=QFont.Weight.Medium)
        self._small = ui_font(metrics.TEXT_SMALL)
        self._heading = ui_font(metrics.TEXT_SMALL, weight=QFont.Weight.DemiBold)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _HEADING if index.data(PartRole.PART) is None else _ROW)

    def add_box(self, rect: QRect) -> QRect:
        """Where a click adds the part."""
        return QRect(rect.right() - _BUTTON, rect.top(), _BUTTON, rect.height())

    def star_box(self, rect: QRect) -> QRect:
        """Where a click makes it a favourite, or none."""
        return self.add_box(rect).translated(-_BUTTON, 0)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        part = index.data(PartRole.PART)
        if isinstance(part, FoundPart):
            self._paint_part(painter, option, part, str(index.data(PartRole.DETAIL)))
        else:
            painter.setFont(self._heading)
            painter.setPen(color("text_muted"))
            painter.drawText(option.rect.adjusted(metrics.GAP_SMALL, 4, 0, 0), _LEFT, str(index.data()))
        painter.restore()

    def _paint_part(
        self, painter: QPainter, option: QStyleOptionViewItem, part: FoundPart, detail: str
    ) -> None:
        rect, state = option.rect.adjusted(0, 1, 0, -1), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("selection" if chosen else "hover"))
            painter.drawRoundedRect(rect, metrics.RADIUS_SMALL, metrics.RADIUS_SMALL)
        end = self._paint_end(painter, rect, part, chosen=chosen, over=over)
        left = rect.left() + metrics.GAP_SMALL
        glyph = Glyph.KIT if part.kind is None else glyph_of(part.kind)
        ink = "accent" if part.kit is not None else "text_muted"
        paint_icon(painter, QRect(left, rect.top() + 6, 15, 15), glyph, ink)
        text = left + 22
        first = QRect(text, rect.top() + 4, end - text, _LINE)
        self._say(painter, first, part.name, self._name, "text")
        tone = "danger_text" if part.cost is None and self._shows_costs() else "text_muted"
        second = QRect(text, first.bottom() + 1, rect.right() - metrics.GAP_SMALL - text, _LINE)
        self._say(painter, second if chosen else first.translated(0, _LINE), detail, self._small, tone)

    def _paint_end(self, painter: QPainter, rect: QRect, part: FoundPart, *, chosen: bool, over: bool) -> int:
        """Returns where the text must end."""
        favourite = self._is_favourite(part.identity)
        add = self.add_box(rect)
        end = add.left()
        if chosen:
            painter.setFont(self._small)
            painter.setPen(color("text_muted"))
            words = self.tr("Enter ↵")
            width = QFontMetrics(self._small).horizontalAdvance(words)
            painter.drawText(
                QRect(rect.left(), rect.top() + 4, rect.width() - metrics.GAP_SMALL, _LINE), _RIGHT, words
            )
            end = rect.right() - metrics.GAP_SMALL - width - 4
        else:
            paint_icon(painter, _middle(add, 12), Glyph.ADD, "accent" if over else "text_muted")
        if (favourite or over) and not chosen:
            tone = "changed" if favourite else "text_disabled"
            paint_icon(painter, _middle(self.star_box(rect), 13), Glyph.STAR, tone)
            end = self.star_box(rect).left()
        return end - metrics.GAP_TINY

    def _say(self, painter: QPainter, rect: QRect, text: str, font: QFont, ink: str) -> None:
        painter.setFont(font)
        painter.setPen(color(ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _LEFT, shown)


def _middle(box: QRect, side: int) -> QRect:
    return QRect(box.center().x() - side // 2, box.center().y() - side // 2, side, side)
