"""The preview as it is looked at: sorted by its headings, ticked by mouse and Space."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget

from lazi_desktop.operations.reprice import PRICE_FIELDS, RepriceLine
from lazi_desktop.ui.pricebook.check_mark import CHECK_SIDE, check_mark
from lazi_desktop.ui.pricebook.reprice.preview_columns import NOTE, TICK
from lazi_desktop.ui.pricebook.reprice.preview_model import PreviewModel
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.chip_delegate import ChipDelegate
from lazi_desktop.ui.widgets.plain_table import Heading, PlainDelegate, SharedRoom, choose_row, dress

Index = QModelIndex | QPersistentModelIndex


class PreviewTable(QTableView):
    """`looked_at(line)`: another line is the current one, or None."""

    looked_at = Signal(object)

    def __init__(self, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview_model = model
        self.setAccessibleName(self.tr("What would come of it"))
        dress(self)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setModel(model)
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setSectionsClickable(True)
        self.setSortingEnabled(True)
        header.setMinimumSectionSize(32)
        columns = model.columns
        keys = [column.key for column in columns]
        prices = PriceDelegate(self)
        for place, key in enumerate(keys):
            if key in PRICE_FIELDS:
                self.setItemDelegateForColumn(place, prices)
        self.setItemDelegateForColumn(keys.index(TICK), TickDelegate(self))
        self.setItemDelegateForColumn(keys.index(NOTE), ChipDelegate(self))
        SharedRoom(
            self, {place: Heading(one.title, one.width, one.share) for place, one in enumerate(columns)}
        )
        self._held: RepriceLine | None = None
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)

    def current_line(self) -> RepriceLine | None:
        row = self.currentIndex().row()
        return self.preview_model.lines[row] if 0 <= row < len(self.preview_model.lines) else None

    def chosen_lines(self) -> list[RepriceLine]:
        lines = self.preview_model.lines
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.count())]
        return [lines[row] for part in parts for row in range(part.top(), part.bottom() + 1)]

    def toggle(self, lines: list[RepriceLine]) -> None:
        """All of them the way that the first one is not."""
        tickable = [line for line in lines if line.edits]
        if tickable:
            self.preview_model.tick(tickable, not self.preview_model.is_ticked(tickable[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            current = self.current_line()
            self.toggle(self.chosen_lines() or ([current] if current is not None else []))
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By keyboard one must see where one is."""
        super().focusInEvent(event)
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if not by_mouse and self.preview_model.lines and not self.selectionModel().hasSelection():
            choose_row(self, max(self.currentIndex().row(), 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.looked_at.emit(self.current_line())

    def _remember(self) -> None:
        self._held = self.current_line()

    def _restore(self) -> None:
        """Another order: the line that was looked at stays the current one."""
        held, self._held = self._held, None
        if held is None:
            return
        for row, line in enumerate(self.preview_model.lines):
            if line.row.number == held.row.number:
                choose_row(self, row)
                return


class PriceDelegate(PlainDelegate):
    """A new price stands on amber, as it will in the grid."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is None:
            return
        painter.save()
        painter.fillRect(option.rect, ground)
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        painter.setFont(shown.font)
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        room = option.rect.adjusted(metrics.CELL_PADDING, 0, -metrics.CELL_PADDING, 0)
        painter.drawText(room, int(shown.displayAlignment), shown.text)
        painter.restore()


class TickDelegate(PlainDelegate):
    """A box where a line can be left out; nothing where there is nothing to do."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, PreviewModel):
            return
        line = model.lines[index.row()]
        if line.edits:
            ratio = painter.device().devicePixelRatio()
            mark = check_mark(model.is_ticked(line), True, ratio)
            painter.drawPixmap(_box(option.rect).topLeft(), mark)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if not isinstance(event, QMouseEvent) or not isinstance(model, PreviewModel):
            return False
        if event.type() != QEvent.Type.MouseButtonRelease or event.button() is not Qt.MouseButton.LeftButton:
            return False
        line = model.lines[index.row()]
        model.tick([line], not model.is_ticked(line))
        return True


def _box(cell: QRect) -> QRect:
    box = QRect(0, 0, CHECK_SIDE, CHECK_SIDE)
    box.moveCenter(cell.center())
    return box
