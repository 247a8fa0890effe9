"""Paints a category: folder, name, and at the right how many SKUs are in it and below."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.typed_text import read_typed
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.category_narrowing import folded
from lazi_desktop.ui.pricebook.category_tree_model import DRAFT, NOWHERE, TreeRole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import paint_dot, state_chip
from lazi_desktop.ui.theme.fonts import number_font, ui_font
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color

Index = QModelIndex | QPersistentModelIndex

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_ICON = 15
_GAP = 6
_RIGHT = 10
_GLYPHS = {None: Glyph.PRICEBOOK, NOWHERE: Glyph.EMPTY}


class CategoryDelegate(QStyledItemDelegate):
    """`problem_found(editor, sentence)`: the name that is typed does not fit, or does again ("")."""

    problem_found = Signal(object, str)
    words: tuple[str, ...] = ()
    """What is searched for, folded."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        inactive = bool(index.data(TreeRole.INACTIVE))
        rect = QRect(option.rect)
        ink = "text_disabled" if inactive else "accent" if selected else "text"
        quiet = "text_disabled" if inactive else "accent" if selected else "text_muted"
        glyph = _GLYPHS.get(index.data(TreeRole.KEY), Glyph.CATEGORY)
        icon = QRect(rect.left(), rect.center().y() - _ICON // 2, _ICON, _ICON)
        if index.data(TreeRole.IMAGE):
            self._paint_frame(painter, icon, inactive=inactive)
            glyph, icon = Glyph.PICTURE, icon.adjusted(2, 2, -2, -2)
        paint_icon(painter, icon, glyph, quiet)

        numbers = number_font(metrics.TEXT_SMALL)
        count = whole(index.data(TreeRole.COUNT))
        width = QFontMetrics(numbers).horizontalAdvance(count)
        painter.setFont(numbers)
        painter.setPen(color(quiet))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -_RIGHT, 0), Qt.AlignmentFlag.AlignRight | middle, count)

        room = rect.adjusted(_ICON + _GAP, 0, -_RIGHT - width - _GAP, 0)
        room.setRight(self._mark(painter, room, index.data(TreeRole.STATE)))
        words = ui_font(weight=QFont.Weight.Medium if selected else QFont.Weight.Normal)
        painter.setFont(words)
        painter.setPen(color(ink))
        name = QFontMetrics(words).elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, name)
        self._mark_found(painter, room, name, QFontMetrics(words))

    @staticmethod
    def _paint_frame(painter: QPainter, box: QRect, *, inactive: bool) -> None:
        """The place of its picture."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("neutral_soft" if inactive else "accent_soft"))
        painter.drawRoundedRect(QRectF(box.adjusted(-1, -1, 1, 1)), 4, 4)
        painter.restore()

    def _mark_found(self, painter: QPainter, room: QRect, name: str, letters: QFontMetrics) -> None:
        """A line below what is searched for. Folding may change lengths: then the words are found, not marked."""
        plain = folded(name)
        if len(plain) != len(name):
            return
        for word in self.words:
            at = plain.find(word)
            if at >= 0:
                left = room.left() + letters.horizontalAdvance(name[:at])
                wide = letters.horizontalAdvance(name[at : at + len(word)])
                painter.fillRect(
                    left, room.center().y() + letters.ascent() // 2 + 3, wide, 2, color("accent")
                )

    def _mark(self, painter: QPainter, room: QRect, state: str | None) -> int:
        """A dot for a category that is changed itself; where the name must end. Qt hands a state over as its text."""
        chip = state_chip(SkuState(state)) if state else None
        if chip is None:
            return room.right()
        paint_dot(painter, QPointF(room.right() - 5, room.center().y() + 1), chip.role, 3)
        return room.right() - 12

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, metrics.TREE_ROW_HEIGHT)

    # --------------------------------------------------------------------------------------------------- naming

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("filter", "true")  # as high as a row
        editor.setAccessibleName(self.tr("Name of the category"))
        if index.data(TreeRole.KEY) == DRAFT:
            editor.setPlaceholderText(self.tr("Name"))
        editor.textEdited.connect(lambda: self.problem_found.emit(editor, ""))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        editor.setGeometry(rect.adjusted(_ICON + _GAP - 6, 1, -4, -1))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Once: what is typed is not lost to a refresh."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, QLineEdit):
            return
        name = " ".join(editor.text().split())
        if _problem(name) or name == index.data(Qt.ItemDataRole.EditRole):
            return
        model.setData(index, name, Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter does not take a name that does not fit; it says why."""
        pressed = event.type() == QEvent.Type.KeyPress
        if (
            pressed
            and isinstance(editor, QLineEdit)
            and isinstance(event, QKeyEvent)
            and event.key() in _ENTERS
        ):
            problem = _problem(" ".join(editor.text().split()))
            if problem:
                self.problem_found.emit(editor, problem)
            else:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            return True
        return super().eventFilter(editor, event)


def _problem(name: str) -> str:
    try:
        read_typed(field_of(EntityKind.CATEGORY, "name"), name)
    except InvalidValue as problem:
        return problem.detail
    return ""
