"""Paints the grid's cells, row by row.

Not through Qt's delegate one cell at a time: a frame has three hundred cells, and asking the model for roles, flags and
indexes of each costs more than drawing them. Texts are laid out once and kept.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen, QStaticText, QTransform

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.cell_pictures import CellPictures
from lazi_desktop.ui.kind_looks import badge_of
from lazi_desktop.ui.pictures import chip_pixmap, tile
from lazi_desktop.ui.pricebook.check_mark import CHECK_SIDE, check_mark
from lazi_desktop.ui.pricebook.covers import Covers
from lazi_desktop.ui.pricebook.sku_columns import CELL_PADDING, Look, SkuColumn, is_known, value_of
from lazi_desktop.ui.pricebook.sku_table_model import SkuTableModel
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import entry_chip, paint_chip
from lazi_desktop.ui.theme.fonts import number_font, ui_font
from lazi_desktop.ui.theme.tokens import Role, color

Face = tuple[bool, bool]
LaidOut = tuple[QStaticText, int, int]
Cell = tuple[int, QRect, bool]
"""Column, where it is, whether it is selected."""
Span = tuple[int, int, int]
"""Column, where it begins, how wide it is."""

_TIGHT = 2
TILE = 22
_TEXTS_KEPT = 6_000
_LAYOUTS = 60
"""Texts that are laid out in one frame."""
_LONGEST = 400
_NO_TRANSFORM = QTransform()


class SkuPainter:
    """`current_row` is tinted as a whole."""

    def __init__(self, model: SkuTableModel) -> None:
        self.current_row = -1
        self.layouts_left = _LAYOUTS
        self.pictures: CellPictures | None = None
        """None: rows show their tiles."""
        self.covers = Covers()
        self._model = model
        self._texts: dict[tuple[str, int, Face], LaidOut] = {}
        self._columns: tuple[SkuColumn, ...] = ()
        self._looks: list[tuple[Look, bool, str]] = []
        """(look, is a number, field) of each column."""
        bold = QFont.Weight.DemiBold
        self.fonts = {
            (False, False): ui_font(),
            (False, True): ui_font(weight=bold),
            (True, False): number_font(),
            (True, True): number_font(weight=bold),
        }
        """By (is a number, is changed)."""
        self.metrics = {face: QFontMetrics(font) for face, font in self.fonts.items()}
        self._exact = {face: QFontMetricsF(font) for face, font in self.fonts.items()}
        self.take_colors()
        self.use_columns(model.columns)

    def use_columns(self, columns: tuple[SkuColumn, ...]) -> None:
        self._columns = columns
        self._looks = [(column.look, column.number, column.field) for column in columns]

    def take_colors(self) -> None:
        self._ink = color("text")
        self._muted = color("text_muted")
        self._disabled = color("text_disabled")
        self._danger = color("danger_text")
        self._amber = color("changed_soft")
        self._amber_mark = color("changed")
        self._red = color("danger_soft")
        self._red_mark = color("danger")
        self._blue = color("accent_soft")
        self._blue_ink = color("accent")
        self._dashes = QPen(color("accent"), 1, Qt.PenStyle.DashLine)
        self._selection = color("selection")
        self._current = color("hover")
        self._stripe = color("surface_alt")
        self._blank = color("neutral_soft")
        self._ring = QPen(color("accent"), 2)
        self._ring.setJoinStyle(Qt.PenJoinStyle.MiterJoin)

    def begin_frame(self) -> None:
        self.layouts_left = _LAYOUTS

    def paint_row(self, painter: QPainter, line: QRect, position: int, cells: Sequence[Cell]) -> None:
        """`line` is the whole row, `cells` those of it that are on the screen."""
        if position == self.current_row:
            painter.fillRect(line, self._current)
        elif position & 1:
            painter.fillRect(line, self._stripe)
        row = self._model.sku(position)
        if row is None:
            for place, rect, selected in cells:
                self._ground(painter, rect, selected, False, False)
                self._placeholder(painter, rect, place)
            return
        changed_fields = self._model.changed_in(row)
        conflicts = self._model.conflicts_of(row)
        proposals = self._model.proposals_of(row)
        shown_at = self._model.shown_at if proposals else self._model.text_at
        looks = self._looks
        for place, rect, selected in cells:
            look, is_number, field = looks[place]
            changed = bool(changed_fields) and field in changed_fields
            in_conflict = bool(conflicts) and field in conflicts
            proposal = proposals.get(field) if proposals and field else None
            if selected or changed or in_conflict:
                self._ground(painter, rect, selected, changed, in_conflict)
            elif proposal is not None and proposal.mine:
                painter.fillRect(rect, self._blue)
            if proposal is not None:
                self._underline(painter, rect)
            if look is Look.PICTURE:
                self._picture(painter, rect, row)
            elif look is Look.CHIP:
                self._state(painter, rect, row)
            elif look is Look.CHECK:
                column = self._columns[place]
                self._check(painter, rect, self._model.as_proposed(row, column), column)
            elif text := shown_at(row, place):
                self._words(painter, rect, row, self._columns[place], text, (is_number, changed))
            elif proposal is None and _is_owed(row, self._columns[place]):
                self._placeholder(painter, rect, place)

    def paint_focus(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(self._ring)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _ground(
        self, painter: QPainter, rect: QRect, selected: bool, changed: bool, in_conflict: bool
    ) -> None:
        marked = changed or in_conflict
        if selected:
            painter.fillRect(rect, self._selection)
            if marked:  # still to be told apart
                mark = self._red_mark if in_conflict else self._amber_mark
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), mark)
        elif marked:
            painter.fillRect(rect, self._red if in_conflict else self._amber)

    def _underline(self, painter: QPainter, rect: QRect) -> None:
        """What is proposed there is not in force."""
        painter.setPen(self._dashes)
        painter.drawLine(rect.left() + 3, rect.bottom() - 1, rect.right() - 3, rect.bottom() - 1)

    def _words(
        self, painter: QPainter, rect: QRect, row: SkuRow, column: SkuColumn, text: str, face: Face
    ) -> None:
        right = rect.right() - CELL_PADDING
        if column.stretch and row.kind is not EntityKind.SERVICE and row.kind is not EntityKind.MATERIAL:
            right = self._badge(painter, rect, row.kind)
        left = rect.left() + CELL_PADDING
        painter.setFont(self.fonts[face])
        painter.setPen(self._ink_for(row, column, face[1]))
        if self.layouts_left <= 0 and (text, right - left, face) not in self._texts:
            self._draw_once(painter, rect, text, right - left, face)
            return
        laid_out, width, height = self._laid_out(text, right - left, face)
        x = rect.right() - min(CELL_PADDING, rect.width() - width) - width if face[0] else left
        painter.drawStaticText(x, rect.top() + (rect.height() - height) // 2, laid_out)

    def _draw_once(self, painter: QPainter, rect: QRect, text: str, room: int, face: Face) -> None:
        """As it will look when it is laid out; for a text that flies past this is less work."""
        sizes, exact = self.metrics[face], self._exact[face]
        width = math.ceil(exact.horizontalAdvance(text))
        most = room + 2 * (CELL_PADDING - _TIGHT) if face[0] else room
        if width > most:
            text = sizes.elidedText(text[:_LONGEST], Qt.TextElideMode.ElideRight, most)
            width = math.ceil(exact.horizontalAdvance(text))
        left = rect.left() + CELL_PADDING
        x = rect.right() - min(CELL_PADDING, rect.width() - width) - width if face[0] else left
        painter.drawText(x, rect.top() + (rect.height() - sizes.height()) // 2 + sizes.ascent(), text)

    def _ink_for(self, row: SkuRow, column: SkuColumn, changed: bool) -> QColor:
        if not row.active:
            return self._disabled
        if self._model.own_proposal(row, column) is not None:
            return self._blue_ink
        if self._model.is_below_floor(row, column):
            return self._danger
        return self._muted if column.muted and not changed else self._ink

    def _laid_out(self, text: str, room: int, face: Face) -> LaidOut:
        """The text ready to be drawn, with its size; cut with … where it does not fit."""
        found = self._texts.get((text, room, face))
        if found is None:
            if len(self._texts) > _TEXTS_KEPT:
                self._texts.clear()
            self.layouts_left -= 1
            found = self._lay_out(text[:_LONGEST], face)
            most = (
                room + 2 * (CELL_PADDING - _TIGHT) if face[0] else room
            )  # a number is better set close than cut
            if found[1] > most:
                cut = self.metrics[face].elidedText(text[:_LONGEST], Qt.TextElideMode.ElideRight, most)
                found = self._lay_out(cut, face)
            self._texts[text, room, face] = found
        return found

    def _lay_out(self, text: str, face: Face) -> LaidOut:
        made = QStaticText(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.prepare(_NO_TRANSFORM, self.fonts[face])
        size = made.size()
        return made, math.ceil(size.width()), math.ceil(size.height())

    def _badge(self, painter: QPainter, rect: QRect, kind: EntityKind) -> int:
        """Draws the kind at the right end of the name; where the name ends."""
        chip = chip_pixmap(badge_of(kind), Role.NEUTRAL, painter.device().devicePixelRatioF())
        width = round(chip.deviceIndependentSize().width())
        if rect.width() < 2 * width:
            return rect.right() - CELL_PADDING
        left = rect.right() - CELL_PADDING - width
        painter.drawPixmap(left, rect.top() + (rect.height() - metrics.CHIP_HEIGHT) // 2, chip)
        return left - 6

    def _picture(self, painter: QPainter, rect: QRect, row: SkuRow) -> None:
        ratio = painter.device().devicePixelRatioF()
        picture = self.pictures.pixmap(self.covers.of(row), ratio) if self.pictures is not None else None
        if picture is None:
            picture = tile(row.code, row.kind, TILE, ratio)
        if not row.active:
            painter.setOpacity(0.45)
        x = rect.left() + (rect.width() - TILE) // 2
        painter.drawPixmap(x, rect.top() + (rect.height() - TILE) // 2, picture)
        painter.setOpacity(1)

    def _state(self, painter: QPainter, rect: QRect, row: SkuRow) -> None:
        is_proposed = bool(self._model.proposals_of(row))
        chip = entry_chip(row.state, row.remote_id, is_proposed=is_proposed)
        if chip is None:
            return
        room = rect.adjusted(CELL_PADDING - 2, 0, -4, 0)
        pixmap = chip_pixmap(chip.text, chip.role, painter.device().devicePixelRatioF())
        if pixmap.deviceIndependentSize().width() > room.width():
            paint_chip(painter, room, chip.text, chip.role)
        else:
            painter.drawPixmap(room.left(), room.top() + (room.height() - metrics.CHIP_HEIGHT) // 2, pixmap)

    def _check(self, painter: QPainter, rect: QRect, row: SkuRow, column: SkuColumn) -> None:
        value = value_of(row, column)
        if value is None:
            return
        mark = check_mark(bool(value), row.active, painter.device().devicePixelRatioF())
        x = rect.left() + (rect.width() - CHECK_SIDE) // 2
        painter.drawPixmap(x, rect.top() + (rect.height() - CHECK_SIDE) // 2, mark)

    def _placeholder(self, painter: QPainter, rect: QRect, place: int) -> None:
        look = self._looks[place][0]
        if look in (Look.CHIP, Look.CHECK):
            return
        if look is Look.PICTURE:
            inset = (rect.width() - TILE) // 2
            painter.fillRect(rect.adjusted(inset, 5, -inset, -5), self._blank)
        else:
            bar = rect.adjusted(CELL_PADDING, 12, -CELL_PADDING, -12)
            painter.fillRect(bar.adjusted(0, 0, -bar.width() // 3, 0), self._blank)


def _is_owed(row: SkuRow, column: SkuColumn) -> bool:
    """Whether the row was read without this column."""
    return not is_known(row, column) and column.kinds >= {row.kind}
