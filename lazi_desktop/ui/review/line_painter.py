"""Paints the lines of the Review page, whole rows at once: asking delegates cell by cell costs more than drawing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap

from lazi_desktop.ui.formatting import moment, money_difference
from lazi_desktop.ui.pricebook.check_mark import CHECK_SIDE, check_mark
from lazi_desktop.ui.review.arranging import Group, Grouping
from lazi_desktop.ui.review.review_model import Column, ReviewModel, effect_text, is_figure
from lazi_desktop.ui.review.review_row import ReviewRow
from lazi_desktop.ui.review.words import group_count, group_title, state_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import chip_size, paint_chip
from lazi_desktop.ui.theme.fonts import number_font, ui_font
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color, theme_news

CARET_AT, HEAD_TICK_AT, TICK_AT, FLAT_TICK_AT = 8, 28, 44, 12
AFTER_TICK = CHECK_SIDE + 8
_KEPT = 20_000

Rects = Mapping[Column, QRect]


class LinePainter:
    def __init__(self, model: ReviewModel) -> None:
        self._model = model
        bold = QFont.Weight.DemiBold
        self.plain, self.figures, self.bold = number_font(), number_font(), ui_font(weight=bold)
        self._letters = {id(font): QFontMetrics(font) for font in (self.plain, self.bold)}
        self._cut: dict[tuple[str, int, int], str] = {}

    def tick_at(self, line: Group | ReviewRow) -> int:
        """Where the box of a line begins."""
        if isinstance(line, Group):
            return HEAD_TICK_AT
        return FLAT_TICK_AT if self._is_flat(line) else TICK_AT

    def width_of(self, text: str) -> int:
        return self._letters[id(self.plain)].horizontalAdvance(text)

    def width_of_state(self, row: ReviewRow) -> int:
        words = state_words(row)
        return chip_size(words.text).width() if words.is_chip else self.width_of(words.text)

    # ----------------------------------------------------------------------------------------------------- painting

    def paint(
        self,
        painter: QPainter,
        number: int,
        whole: QRect,
        rects: Rects,
        *,
        selected: bool,
        current: bool,
        ratio: float,
    ) -> None:
        line = self._model.lines[number]
        ground = "selection" if selected else "surface_alt" if isinstance(line, Group) else ""
        if ground:
            painter.fillRect(whole, color(ground))
        if isinstance(line, Group):
            self._head(painter, line, whole, rects, ratio)
        else:
            self._change(painter, number, line, rects[Column.CHANGE], ratio)
            for column, rect in rects.items():
                if column is not Column.CHANGE and rect.width() > 0:
                    self._cell(painter, line, column, rect)
        if current:
            painter.setPen(QPen(color("focus"), 1))
            painter.drawRect(whole.adjusted(0, 0, -1, -1))

    def _head(self, painter: QPainter, group: Group, whole: QRect, rects: Rects, ratio: float) -> None:
        left = whole.left()
        caret = Glyph.DOWN if self._model.is_open(group) else Glyph.RIGHT
        paint_icon(painter, _square(left + CARET_AT, whole, 12), caret, "text_muted")
        at = left + HEAD_TICK_AT
        state = self._model.tick_state(group)
        if state is not None:
            _paint_tick(painter, at, whole, state, ratio)
            at += AFTER_TICK
        title = group_title(group, self._model.grouping)
        count = f"·  {group_count(group, self._model.grouping)}"
        effect = rects[Column.EFFECT]
        room = max(effect.left() - at, 40)
        needed = self._letters[id(self.plain)].horizontalAdvance(count) + 16
        shown = self._fit(title, self.bold, max(room - needed, 40))
        painter.setFont(self.bold)
        painter.setPen(color("text"))
        width = self._letters[id(self.bold)].horizontalAdvance(shown)
        painter.drawText(QRect(at, whole.top(), width + 2, whole.height()), _LEFT, shown)
        painter.setFont(self.plain)
        painter.setPen(color("text_muted"))
        painter.drawText(
            QRect(at + width + 8, whole.top(), max(room - width - 8, 0), whole.height()), _LEFT, count
        )
        if group.effect is not None:
            painter.drawText(_inside(effect), _RIGHT, money_difference(group.effect))

    def _change(self, painter: QPainter, number: int, row: ReviewRow, rect: QRect, ratio: float) -> None:
        at = rect.left() + self.tick_at(row)
        state = self._model.tick_state(row)
        if row.proposal is None:
            _paint_tick(painter, at, rect, state, ratio)
        at += AFTER_TICK
        room = rect.right() - at - 6
        repeats = self._model.repeats(number)
        code = row.code or row.name
        painter.setFont(self.plain)
        painter.setPen(color("text_muted" if repeats else "text"))
        shown = self._fit(code, self.plain, room)
        painter.drawText(QRect(at, rect.top(), room, rect.height()), _LEFT, shown)
        width = self._letters[id(self.plain)].horizontalAdvance(shown) + 10
        if row.code and row.name and not repeats and room - width > 24:
            painter.setPen(color("text_muted"))
            name = QRect(at + width, rect.top(), room - width, rect.height())
            painter.drawText(name, _LEFT, self._fit(row.name, self.plain, name.width()))

    def _cell(self, painter: QPainter, row: ReviewRow, column: Column, rect: QRect) -> None:
        if column is Column.STATE:
            self._state(painter, row, rect)
            return
        text, ink = self._text(row, column)
        room = _inside(rect)
        right = is_figure(row, column)
        painter.setFont(self.plain)
        painter.setPen(color(ink))
        painter.drawText(room, _RIGHT if right else _LEFT, self._fit(text, self.plain, room.width()))

    def _state(self, painter: QPainter, row: ReviewRow, rect: QRect) -> None:
        words, room = state_words(row), _inside(rect)
        if words.is_chip:
            paint_chip(painter, room, words.text, words.role)
            return
        painter.setFont(self.plain)
        painter.setPen(color(words.role.ink))
        painter.drawText(room, _LEFT, self._fit(words.text, self.plain, room.width()))

    def _text(self, row: ReviewRow, column: Column) -> tuple[str, str]:
        match column:
            case Column.FIELD:
                return row.field_words, "text"
            case Column.THEIRS:
                return row.shown.theirs, "text_muted"
            case Column.OURS:
                return row.shown.ours, "changed_text"
            case Column.EFFECT:
                return effect_text(row), "text"
            case Column.BY:
                return row.by, "text"
            case _:
                return moment(row.at), "text_muted"

    # ------------------------------------------------------------------------------------------------------ measures

    def _is_flat(self, row: ReviewRow) -> bool:
        return self._model.grouping is Grouping.NONE and row.proposal is None

    def _fit(self, text: str, font: QFont, width: int) -> str:
        """Cut with … where it is too long; remembered, since the same lines are painted again and again."""
        key = (text, width, id(font))
        shown = self._cut.get(key)
        if shown is None:
            if len(self._cut) > _KEPT:
                self._cut.clear()
            shown = self._cut[key] = self._letters[id(font)].elidedText(
                text, Qt.TextElideMode.ElideRight, width
            )
        return shown


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _inside(rect: QRect) -> QRect:
    return rect.adjusted(metrics.CELL_PADDING, 0, -metrics.CELL_PADDING, 0)


def _square(left: int, line: QRect, side: int) -> QRect:
    return QRect(left, line.top() + (line.height() - side) // 2, side, side)


def _paint_tick(painter: QPainter, left: int, line: QRect, state: Qt.CheckState | None, ratio: float) -> None:
    """An empty pale box where nothing can be sent."""
    box = _square(left, line, CHECK_SIDE)
    if state is Qt.CheckState.PartiallyChecked:
        painter.drawPixmap(box.topLeft(), _partly(ratio))
    else:
        painter.drawPixmap(
            box.topLeft(), check_mark(state is Qt.CheckState.Checked, state is not None, ratio)
        )


@lru_cache(maxsize=4)
def _partly(ratio: float) -> QPixmap:
    side = round(CHECK_SIDE * ratio)
    pixmap = QPixmap(side, side)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color("accent"), 1))
    painter.setBrush(color("accent_soft"))
    painter.drawRoundedRect(QRectF(0.5, 0.5, CHECK_SIDE - 1, CHECK_SIDE - 1), 4, 4)
    painter.fillRect(QRectF(4, CHECK_SIDE / 2 - 1, CHECK_SIDE - 8, 2), color("accent"))
    painter.end()
    return pixmap


theme_news.theme_changed.connect(_partly.cache_clear)
