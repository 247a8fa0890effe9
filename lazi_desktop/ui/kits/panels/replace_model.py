"""Every place of what is to be replaced: a tick, a ratio that can be typed, and what it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView

from lazi_desktop.domain.kits.kit import Quantity
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.replacement import Place, ReplacedRow, Spot
from lazi_desktop.domain.typed_text import parse_number
from lazi_desktop.ui.formatting import NOTHING, edit_number, field_title, kind_title, money_difference, number
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.numerals import spelled, understood
from lazi_desktop.ui.pricebook.check_mark import CHECK_SIDE, check_mark
from lazi_desktop.ui.push.row_model import Cells, RowModel
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.plain_table import Heading, PlainDelegate
from lazi_desktop.ui.widgets.row_changes import change_rows

Index = QModelIndex | QPersistentModelIndex
_TICK, _RATIO = 0, 4


class ReplaceModel(RowModel[ReplacedRow]):
    """`ticked(places, on)`; `ratio_typed(place, ratio)`: None for that of all."""

    ticked = Signal(object, bool)
    ratio_typed = Signal(object, object)

    def __init__(self, kits: Kits) -> None:
        self._kits = kits
        super().__init__(self._declared())

    def _declared(self) -> Sequence[Cells[ReplacedRow]]:
        def figure(_row: ReplacedRow) -> bool:
            return True

        return [
            Cells(Heading("", 44), lambda _row: ""),
            Cells(Heading(self.tr("Where"), 200, 3), self._where, ink=_ink),
            Cells(Heading(self.tr("As"), 120, 1), self._as, ink=_ink),
            Cells(
                Heading(self.tr("Before"), 96), lambda row: _quantity(row.before), is_figure=figure, ink=_ink
            ),
            Cells(Heading(self.tr("Ratio"), 70), _ratio, is_figure=figure, ink=_ink),
            Cells(
                Heading(self.tr("After"), 120), lambda row: _quantity(row.after), is_figure=figure, ink=_ink
            ),
            Cells(Heading(self.tr("Cost"), 96), _cost, is_figure=figure, ink=_ink, tells_cost=True),
            Cells(Heading("", 150, 2), self._note, chip=self._note_role, tip=lambda row: said(row.refused)),
        ]

    # ---------------------------------------------------------------------------------------------------------- cells

    def _where(self, row: ReplacedRow) -> str:
        if row.place.spot is Spot.LINK:
            return " · ".join(filter(None, (row.code, row.name)))
        return row.name

    def _as(self, row: ReplacedRow) -> str:
        if row.place.spot is Spot.LINK and row.kind is not None:
            return f"{kind_title(row.kind, 1)} · {field_title(row.kind, row.place.field)}"
        if row.place.spot is Spot.SUBSTITUTE:
            return self.tr("kit · substitute")
        kit = self._kits.book.kits.get(KitId(row.place.owner))
        groups = {one.key: one.name for one in kit.groups} if kit is not None else {}
        line = kit.line(row.place.line) if kit is not None and row.place.line is not None else None
        group = groups.get(line.group, "") if line is not None and line.group is not None else ""
        return " · ".join(filter(None, (self.tr("kit"), group)))

    def _note(self, row: ReplacedRow) -> str:
        if row.refused:
            return said(row.refused)
        return self.tr("joined with the one there") if row.joins else ""

    def _note_role(self, row: ReplacedRow) -> Role:
        return Role.DANGER if row.refused else Role.ACCENT

    # ------------------------------------------------------------------------------------------------------- the model

    def take(self, rows: Sequence[ReplacedRow]) -> None:
        """A place that stays keeps what is typed into it."""
        if self.rows:
            change_rows(self, self.rows, rows, lambda row: row.place, self._put)
        else:
            super().take(rows)

    def _put(self, rows: list[ReplacedRow]) -> None:
        self.rows = list(rows)

    def is_ratio(self, index: Index) -> bool:
        return index.column() == _RATIO

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        row = self.rows[index.row()] if index.isValid() else None
        if row is None or row.refused:
            return flags
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _RATIO and row.ratio else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == _TICK and role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("ticked") if self.rows[index.row()].counts else self.tr("not ticked")
        if index.isValid() and index.column() == _RATIO and role == Qt.ItemDataRole.EditRole:
            return edit_number(self.rows[index.row()].ratio)
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.rows[index.row()]
        typed = str(value).strip()
        found = parse_number(understood(typed)) if typed else None
        if role != Qt.ItemDataRole.EditRole or (typed and (found is None or found <= 0)):
            return False
        self.ratio_typed.emit(row.place, found)
        return True

    def dressed(self, name: str) -> QTableView:
        table = super().dressed(name)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        table.setItemDelegateForColumn(_TICK, _TickDelegate(table))
        table.installEventFilter(_SpaceTicks(table, self))
        return table

    def places_of(self, table: QTableView) -> list[Place]:
        return [self.rows[index.row()].place for index in table.selectionModel().selectedRows()]


class _TickDelegate(PlainDelegate):
    """A box where a place can be ticked; nothing where it is refused. A click turns it over."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if isinstance(model, ReplaceModel) and not model.rows[index.row()].refused:
            mark = check_mark(model.rows[index.row()].ticked, True, painter.device().devicePixelRatio())
            box = QRect(0, 0, CHECK_SIDE, CHECK_SIDE)
            box.moveCenter(option.rect.center())
            painter.drawPixmap(box.topLeft(), mark)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if not isinstance(event, QMouseEvent) or not isinstance(model, ReplaceModel):
            return False
        if event.type() != QEvent.Type.MouseButtonRelease or event.button() is not Qt.MouseButton.LeftButton:
            return False
        row = model.rows[index.row()]
        model.ticked.emit([row.place], not row.ticked)
        return True


class _SpaceTicks(QObject):
    """Space ticks all selected rows as the current one is not."""

    def __init__(self, table: QTableView, model: ReplaceModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        current = self._table.currentIndex()
        if event.key() != Qt.Key.Key_Space or not current.isValid():
            return False
        on = not self._model.rows[current.row()].ticked
        self._model.ticked.emit(self._model.places_of(self._table), on)
        return True


def _ink(row: ReplacedRow) -> str:
    return "text" if row.counts else "text_disabled"


def _quantity(quantity: Quantity | None) -> str:
    if quantity is None:
        return ""
    return quantity if isinstance(quantity, str) else number(quantity)


def _ratio(row: ReplacedRow) -> str:
    return "" if row.ratio is None else number(row.ratio)


def _cost(row: ReplacedRow) -> str:
    if row.cost is None:
        return NOTHING if row.before is not None else ""
    return spelled(money_difference(round(Decimal(row.cost), 2)))
