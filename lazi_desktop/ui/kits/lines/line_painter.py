"""Paints the table of lines, a whole row at once: asking a delegate cell by cell costs more than drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.kits.lines.cell_words import CellWords, Tag, tags_of, words_of
from lazi_desktop.ui.kits.lines.columns import FIGURES, Column
from lazi_desktop.ui.kits.lines.nodes import Node
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import chip_size, paint_chip
from lazi_desktop.ui.theme.fonts import number_font
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import GROUP_COLOURS, color

CARET = 16
_PAD = 8
_DOT = 10
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Spans = Mapping[Column, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class RowLook:
    """How a row is to be painted. `indent` is where its content begins, `current` the cell that has the keyboard."""

    rect: QRect
    indent: int
    is_open: bool | None
    """None where there is nothing to open."""
    selected: bool = False
    over: bool = False
    current: Column | None = None


class LinePainter:
    """`spans` are where each column that is shown begins and how wide it is."""

    def __init__(self) -> None:
        self._plain = number_font()
        self._bold = number_font(weight=QFont.Weight.DemiBold)
        self._small = number_font(metrics.TEXT_SMALL)
        self._letters = {font.key(): QFontMetrics(font) for font in (self._plain, self._bold, self._small)}
        self.spans: Spans = {}

    def paint(self, painter: QPainter, node: Node, look: RowLook) -> None:
        rect = look.rect
        ground = "selection" if look.selected else "hover" if look.over else ""
        if ground:
            painter.fillRect(rect, color(ground))
        if look.is_open is not None:
            caret = QRect(look.indent - CARET, rect.top(), 12, rect.height())
            paint_icon(painter, caret, Glyph.DOWN if look.is_open else Glyph.RIGHT, "text_muted")
        if node.is_group:
            self._paint_group(painter, node, look)
        else:
            self._paint_line(painter, node, look)
        if look.current is not None and look.current in self.spans:
            left, width = self.spans[look.current]
            painter.setPen(QPen(color("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRect(left, rect.top(), width - 1, rect.height() - 1))

    def _paint_group(self, painter: QPainter, node: Node, look: RowLook) -> None:
        group, rect = node.group, look.rect
        if group is None:
            return
        left, wide = self.spans[Column.LINE]
        at, middle = look.indent, rect.center().y() + 0.5
        if group.colour in GROUP_COLOURS:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(f"group_{group.colour}"))
            painter.drawEllipse(QRectF(at, middle - _DOT / 2, _DOT, _DOT))
            painter.restore()
        else:
            painter.setPen(QPen(color("border_strong"), 1.5))
            painter.drawEllipse(QRectF(at + 0.5, middle - _DOT / 2 + 0.5, _DOT - 1, _DOT - 1))
        at += _DOT + 6
        count = f"  ·  {counted(node.count, _tr('line'), _tr('lines'))}"
        end = self._end_of_name(left + wide)
        room = end - at - self._width(count, self._bold)
        clashes = "name" in group.clashes
        ink = "changed_text" if clashes else "text"
        used = self._say(
            painter, QRect(at, rect.top(), max(room, 30), rect.height()), group.name, self._bold, ink
        )
        at += used
        self._say(painter, QRect(at, rect.top(), end - at, rect.height()), count, self._bold, "text_muted")
        self._cell(painter, node, Column.EXTENDED, rect, self._bold)

    def _end_of_name(self, end: int) -> int:
        """The name of a group may run over the cells beside it, which are empty."""
        left, _ = self.spans.get(Column.EXTENDED, (end, 0))
        return max(end, left)

    def _paint_line(self, painter: QPainter, node: Node, look: RowLook) -> None:
        rect = look.rect
        left, wide = self.spans[Column.LINE]
        at, end = look.indent, left + wide - 4
        rolled = node.rolled
        if rolled is not None and rolled.includes is not None:
            paint_icon(painter, QRect(at, rect.top(), 15, rect.height()), Glyph.KIT, "accent")
            at += 20
        tags = tags_of(node, shows_waste=Column.WASTE in self.spans, shows_pack=Column.PACK in self.spans)
        at = self._paint_name(painter, node, QRect(at, rect.top(), max(end - at, 0), rect.height()), tags)
        for tag in tags:
            width = chip_size(tag.text).width()
            if at + width > end:
                break
            paint_chip(painter, QRect(at, rect.top(), width, rect.height()), tag.text, tag.role)
            at += width + 4
        for column in self.spans:
            if column is not Column.LINE:
                self._cell(painter, node, column, rect, self._small if column is Column.NOTE else self._plain)

    def _paint_name(self, painter: QPainter, node: Node, room: QRect, tags: Sequence[Tag]) -> int:
        """Returns where its tags may begin: they have their room where the name leaves them some."""
        words = self._words(node, Column.LINE)
        wanted = sum(chip_size(tag.text).width() + 4 for tag in tags)
        name_room = max(room.width() - (wanted + 6 if tags else 0), room.width() * 7 // 10)
        used = self._say(
            painter,
            QRect(room.left(), room.top(), name_room, room.height()),
            words.text,
            self._plain,
            words.ink,
        )
        return room.left() + used + 6

    def _cell(self, painter: QPainter, node: Node, column: Column, line: QRect, font: QFont) -> None:
        if column not in self.spans:
            return
        words = self._words(node, column)
        left, wide = self.spans[column]
        if words.clashes:
            box = QRectF(left + 2, line.top() + 4, wide - 4, line.height() - 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("changed_soft"))
            painter.drawRoundedRect(box, 4, 4)
        if words.text:
            room = QRect(left + _PAD, line.top(), wide - 2 * _PAD, line.height())
            self._say(painter, room, words.text, font, words.ink, right=column in FIGURES)

    def _words(self, node: Node, column: Column) -> CellWords:
        found = node.said.get(column)
        if not isinstance(found, CellWords):
            found = node.said[column] = words_of(node, column)
        return found

    def _width(self, text: str, font: QFont) -> int:
        return self._letters[font.key()].horizontalAdvance(text)

    def _say(
        self, painter: QPainter, room: QRect, text: str, font: QFont, ink: str, *, right: bool = False
    ) -> int:
        """Cut with … where it is too long; how wide it is then."""
        if room.width() <= 0:
            return 0
        letters, shown = self._letters[font.key()], text
        width = letters.horizontalAdvance(text)
        if width > room.width():
            shown = letters.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            width = letters.horizontalAdvance(shown)
        painter.setFont(font)
        painter.setPen(color(ink))
        painter.drawText(room, _RIGHT if right else _LEFT, shown)
        return width


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitLines", text)
