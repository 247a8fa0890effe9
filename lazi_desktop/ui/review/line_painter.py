"""Paints the lines of the Review page, whole rows at once: asking delegates cell by cell costs more than drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QStaticText, QTransform

from lazi_desktop.ui.formatting import moment, money_difference
from lazi_desktop.ui.pictures import chip_pixmap
from lazi_desktop.ui.pricebook.check_mark import CHECK_SIDE, check_mark
from lazi_desktop.ui.review.arranging import Group, Grouping
from lazi_desktop.ui.review.review_model import Column, ReviewModel, effect_text
from lazi_desktop.ui.review.review_row import ReviewRow
from lazi_desktop.ui.review.words import group_count, group_title, state_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import chip_size, paint_chip
from lazi_desktop.ui.theme.fonts import number_font, ui_font
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import NAMES, color, current_tokens, theme_news

CARET_AT, HEAD_TICK_AT, TICK_AT, FLAT_TICK_AT = 8, 28, 44, 12
AFTER_TICK = CHECK_SIDE + 8
_PAD = metrics.CELL_PADDING
_PLAIN, _BOLD = 0, 1
_KEPT = 6_000
_LONGEST = 300
_NO_TRANSFORM = QTransform()

LaidOut = tuple[QStaticText, int, int]
Spans = Sequence[tuple[int, int]]


class LinePainter:
    """`begin_frame`, then `paint` for each line that is on the screen."""

    def __init__(self, model: ReviewModel) -> None:
        self._model = model
        self._fonts = (number_font(), ui_font(weight=QFont.Weight.DemiBold))
        self._letters = [QFontMetrics(font) for font in self._fonts]
        self._texts: dict[tuple[str, int, int], LaidOut] = {}
        self._moments: dict[str, str] = {}
        self._fields: dict[tuple[str, str, bool], str] = {}
        self._inks: dict[str, QColor] = {}
        self._tokens: object = None
        self._painter = QPainter()
        self._spans: Spans = ()
        self._ratio = 1.0

    def forget(self) -> None:
        """Other lines, perhaps on another day."""
        self._moments.clear()

    def tick_at(self, line: Group | ReviewRow) -> int:
        """Where the box of a line begins."""
        if isinstance(line, Group):
            return HEAD_TICK_AT
        is_flat = self._model.grouping is Grouping.NONE and line.proposal is None
        return FLAT_TICK_AT if is_flat else TICK_AT

    def width_of(self, text: str) -> int:
        return self._letters[_PLAIN].horizontalAdvance(text)

    def width_of_state(self, row: ReviewRow) -> int:
        words = state_words(row)
        return chip_size(words.text).width() if words.is_chip else self.width_of(words.text)

    # ----------------------------------------------------------------------------------------------------- painting

    def begin_frame(self, painter: QPainter, spans: Spans) -> None:
        """`spans` are where each column begins and how wide it is."""
        self._painter, self._spans = painter, spans
        self._ratio = painter.device().devicePixelRatioF()
        if self._tokens is not current_tokens():
            self._tokens = current_tokens()
            self._inks = {name: color(name) for name in NAMES}

    def paint(self, number: int, whole: QRect, selected: bool, current: bool) -> None:
        line, painter = self._model.lines[number], self._painter
        is_head = isinstance(line, Group)
        if selected or is_head:
            painter.fillRect(whole, self._inks["selection" if selected else "surface_alt"])
        if isinstance(line, Group):
            self._head(line, whole)
        else:
            self._row(number, line, whole)
        if current:
            painter.setPen(QPen(self._inks["focus"], 1))
            painter.drawRect(whole.adjusted(0, 0, -1, -1))

    def _head(self, group: Group, whole: QRect) -> None:
        caret = Glyph.DOWN if self._model.is_open(group) else Glyph.RIGHT
        paint_icon(self._painter, _square(whole.left() + CARET_AT, whole, 12), caret, "text_muted")
        at = whole.left() + HEAD_TICK_AT
        state = self._model.tick_state(group)
        if state is not None:
            self._tick(at, whole, state)
            at += AFTER_TICK
        grouping = self._model.grouping
        count = f"·  {group_count(group, grouping)}"
        left, wide = self._spans[Column.EFFECT]
        room = max(left - at, 40)
        needed = self.width_of(count) + 16
        at += (
            self._say(group_title(group, grouping), at, whole, max(room - needed, 40), "text", font=_BOLD) + 8
        )
        self._say(count, at, whole, needed, "text_muted")
        if group.effect is not None:
            effect = money_difference(group.effect)
            self._say(effect, left + _PAD, whole, wide - 2 * _PAD, "text_muted", right=True)

    def _row(self, number: int, row: ReviewRow, whole: QRect) -> None:
        self._change(number, row, whole)
        shown, spans = row.shown, self._spans
        first = row.changes[0]
        named = (first.entity_kind, first.field, row.is_new)
        field = self._fields.get(named)
        if field is None:
            field = self._fields[named] = row.field_words
        when = self._moments.get(row.at)
        if when is None:
            when = self._moments[row.at] = moment(row.at)
        for column, text, ink, right in (
            (Column.FIELD, field, "text", False),
            (Column.THEIRS, shown.theirs, "text_muted", shown.is_number),
            (Column.OURS, shown.ours, "changed_text", shown.is_number),
            (Column.EFFECT, effect_text(row), "text", True),
            (Column.BY, row.by, "text", False),
            (Column.WHEN, when, "text_muted", False),
        ):
            if text:
                left, wide = spans[column]
                self._say(text, left + _PAD, whole, wide - 2 * _PAD, ink, right=right)
        self._state(row, whole)

    def _change(self, number: int, row: ReviewRow, whole: QRect) -> None:
        left, wide = self._spans[Column.CHANGE]
        at = left + self.tick_at(row)
        if row.proposal is None:
            self._tick(at, whole, self._model.tick_state(row))
        at += AFTER_TICK
        end = left + wide - 6
        repeats = self._model.repeats(number)
        at += self._say(row.code or row.name, at, whole, end - at, "text_muted" if repeats else "text") + 10
        if row.code and row.name and not repeats and end - at > 24:
            self._say(row.name, at, whole, end - at, "text_muted")

    def _state(self, row: ReviewRow, whole: QRect) -> None:
        words, (left, wide) = state_words(row), self._spans[Column.STATE]
        if not words.is_chip:
            self._say(words.text, left + _PAD, whole, wide - 2 * _PAD, words.role.ink)
            return
        chip = chip_pixmap(words.text, words.role, self._ratio)
        if chip.deviceIndependentSize().width() <= wide - _PAD:
            top = whole.top() + (whole.height() - metrics.CHIP_HEIGHT) // 2
            self._painter.drawPixmap(left + _PAD, top, chip)
        else:
            room = QRect(left + _PAD, whole.top(), wide - 2 * _PAD, whole.height())
            paint_chip(self._painter, room, words.text, words.role)

    def _tick(self, left: int, line: QRect, state: Qt.CheckState | None) -> None:
        """An empty pale box where nothing can be sent."""
        top = line.top() + (line.height() - CHECK_SIDE) // 2
        if state is Qt.CheckState.PartiallyChecked:
            mark = _partly(self._ratio)
        else:
            mark = check_mark(state is Qt.CheckState.Checked, state is not None, self._ratio)
        self._painter.drawPixmap(left, top, mark)

    # ---------------------------------------------------------------------------------------------------------- texts

    def _say(
        self,
        text: str,
        left: int,
        line: QRect,
        room: int,
        ink: str,
        *,
        right: bool = False,
        font: int = _PLAIN,
    ) -> int:
        """Draws it, cut with … where it is too long; how wide it is then."""
        if room <= 0:
            return 0
        made, width, height = self._laid_out(text, room, font)
        painter = self._painter
        painter.setFont(self._fonts[font])
        painter.setPen(self._inks[ink])
        at = left + room - width if right else left
        painter.drawStaticText(at, line.top() + (line.height() - height) // 2, made)
        return width

    def _laid_out(self, text: str, room: int, font: int) -> LaidOut:
        """Remembered: the same lines are painted again and again."""
        found = self._texts.get((text, room, font))
        if found is None:
            if len(self._texts) > _KEPT:
                self._texts.clear()
            shown = text[:_LONGEST].replace("\n", " ")
            letters = self._letters[font]
            if letters.horizontalAdvance(shown) > room:
                shown = letters.elidedText(shown, Qt.TextElideMode.ElideRight, room)
            made = QStaticText(shown)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(_NO_TRANSFORM, self._fonts[font])
            size = made.size()
            found = self._texts[text, room, font] = made, math.ceil(size.width()), math.ceil(size.height())
        return found


def _square(left: int, line: QRect, side: int) -> QRect:
    return QRect(left, line.top() + (line.height() - side) // 2, side, side)


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
