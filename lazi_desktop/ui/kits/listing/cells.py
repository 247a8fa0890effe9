"""How the cells of the list are drawn and typed over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from lazi_desktop.ui.formatting import NOTHING, counted, percent
from lazi_desktop.ui.kits.listing.arranging import Column
from lazi_desktop.ui.kits.listing.kit_row import KitRow
from lazi_desktop.ui.kits.listing.kits_model import ROW_ROLE
from lazi_desktop.ui.kits.listing.words import PATH_SIGN, chips_of, total_words, used_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import chip_size, paint_chip
from lazi_desktop.ui.theme.fonts import number_font
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.plain_table import LEFT, PlainDelegate

Index = QModelIndex | QPersistentModelIndex
CARD = QSize(292, 132)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KitCells(PlainDelegate):
    """`entered(index)`: a name or category was typed to its end, with Enter."""

    entered = Signal(object)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        is_name = index.column() == Column.NAME
        field.setMaxLength(400)
        field.setAccessibleName(self.tr("Name of the kit") if is_name else self.tr("Category of the kit"))
        if not is_name:
            field.setPlaceholderText(self.tr("Plumbing › Equipment pads"))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        super().setEditorData(editor, index)
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_enter = (
            event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTERS
        )
        handled = super().eventFilter(watched, event)
        if is_enter:  # and not for the list behind it, which would open the kit
            self.entered.emit(watched)
        return handled or is_enter


class ProblemCells(PlainDelegate):
    """As many chips as have room; then how many more there are."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        row = index.data(ROW_ROLE)
        if isinstance(row, KitRow):
            paint_chips(painter, option.rect.adjusted(metrics.GAP_SMALL, 0, -metrics.GAP_TINY, 0), row)


def paint_chips(painter: QPainter, room: QRect, row: KitRow) -> None:
    chips, left = chips_of(row), room.left()
    for place, (words, role) in enumerate(chips):
        width = chip_size(words).width()
        more = len(chips) - place - 1
        needed = width + (metrics.GAP_TINY + chip_size(f"+{more}").width() if more else 0)
        if place and left + needed > room.right():
            paint_chip(
                painter,
                QRect(left, room.top(), room.right() - left, room.height()),
                f"+{more + 1}",
                "neutral",
            )
            return
        paint_chip(painter, QRect(left, room.top(), room.right() - left, room.height()), words, role)
        left += width + metrics.GAP_TINY


class KitCards(KitCells):
    """A card of a kit: its name and category, what it comes to, what is wrong."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shows_costs = True
        self._name = number_font(weight=QFont.Weight.DemiBold)
        self._plain = number_font()
        self._small = number_font(metrics.TEXT_SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CARD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, KitRow):
            return
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        card = option.rect.adjusted(1, 1, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(color("selection" if selected else "hover" if over else "surface"))
        edge = "focus" if focused else "accent" if selected else "border"
        painter.setPen(QPen(color(edge), 2 if focused else 1))
        painter.drawRoundedRect(card, metrics.RADIUS, metrics.RADIUS)
        self._paint_words(
            painter, card.adjusted(metrics.GAP, metrics.GAP - 2, -metrics.GAP, -metrics.GAP_SMALL), row
        )
        painter.restore()

    def name_room(self, card: QRect) -> QRect:
        """Where the name is typed over."""
        return QRect(
            card.left() + metrics.GAP_SMALL, card.top() + 6, card.width() - 2 * metrics.GAP_SMALL, 28
        )

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(self.name_room(option.rect))

    def _paint_words(self, painter: QPainter, room: QRect, row: KitRow) -> None:
        quiet = "text_muted" if row.gone or row.archived else "text"
        top, width = room.top(), room.width()
        paint_icon(painter, QRect(room.left(), top + 2, metrics.ICON, metrics.ICON), Glyph.KIT, "text_muted")
        name = QRect(room.left() + metrics.ICON + 6, top, width - metrics.ICON - 6, 20)
        self._say(painter, name, row.name, self._name, quiet)
        path = PATH_SIGN.join(row.path) or self.tr("no category")
        self._say(painter, QRect(room.left(), top + 22, width, 18), path, self._small, "text_muted")
        self._paint_amounts(painter, QRect(room.left(), top + 44, width, 34), row)
        last = QRect(room.left(), room.bottom() - 24, width, 24)
        if row.ailments:
            paint_chips(painter, last, row)
        else:
            words = counted(row.lines, self.tr("line"), self.tr("lines"))
            if used := used_words(row):
                words += f" · {self.tr('used in {where}').format(where=used)}"
            self._say(painter, last, words, self._small, "text_muted")

    def _paint_amounts(self, painter: QPainter, room: QRect, row: KitRow) -> None:
        share = room.width() // 3
        for place, (title, words, ink) in enumerate(self._amounts(row)):
            cell = QRect(room.left() + place * share, room.top(), share - metrics.GAP_TINY, 16)
            self._say(painter, cell, title, self._small, "text_muted")
            self._say(painter, cell.translated(0, 17), words, self._plain, ink)

    def _amounts(self, row: KitRow) -> Sequence[tuple[str, str, str]]:
        margin = NOTHING if row.margin is None else percent(row.margin)
        price = "text" if row.price.is_complete else "danger_text"
        amounts = (
            (self.tr("Cost"), total_words(row.cost), "text" if row.cost.is_complete else "danger_text"),
            (self.tr("Price"), total_words(row.price), price),
            (
                self.tr("Margin"),
                margin,
                "danger_text" if row.margin is not None and row.margin < 0 else "text",
            ),
        )
        return amounts if self.shows_costs else amounts[1:2]

    def _say(self, painter: QPainter, room: QRect, text: str, font: QFont, ink: str) -> None:
        painter.setFont(font)
        painter.setPen(color(ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, LEFT, shown)
