"""The lines of a list of linked SKUs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from lazi_desktop.domain.linked_cost import LinkedCost, linked_cost
from lazi_desktop.domain.links import linked_sku
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.formatting import NOTHING, edit_number, exact_money, money, number, rounded_money
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.plain_table import LEFT, RIGHT

Index = QModelIndex | QPersistentModelIndex
Reference = int | str


class Column(StrEnum):
    CODE = "code"
    NAME = "name"
    KIND = "kind"
    QUANTITY = "quantity"
    COST = "cost"
    EXTENDED = "extended"
    PRICE = "price"


_FIGURES = frozenset((Column.QUANTITY, Column.COST, Column.EXTENDED, Column.PRICE))


class LinkedModel(QAbstractTableModel):
    """`quantity_typed(reference, text)`: by the person."""

    quantity_typed = Signal(object, str)

    def __init__(self, columns: Sequence[Column], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = columns
        self.is_fixed = False
        self._links: list[Value] = []
        self._theirs: Mapping[Reference, Value] | None = None
        self._known: dict[Reference, SkuRow | None] = {}

    # ------------------------------------------------------------------------------------------------- what is shown

    @property
    def links(self) -> list[Value]:
        return list(self._links)

    def show_links(self, links: Sequence[Value]) -> None:
        if [*links] == self._links:
            return
        self.beginResetModel()
        self._links = list(links)
        self.endResetModel()

    def compare_with(self, theirs: Sequence[Value] | None) -> None:
        self._theirs = None if theirs is None else {linked_sku(one): one for one in theirs}
        self._renew()

    def know(self, rows: Mapping[Reference, SkuRow | None]) -> None:
        """None of what exists no more."""
        self._known |= rows
        self._renew()

    def unknown(self) -> list[Reference]:
        return [one for one in map(linked_sku, self._links) if one not in self._known]

    def row_of(self, reference: Reference) -> SkuRow | None:
        return self._known.get(reference)

    def forget(self) -> None:
        """What was read of them may be otherwise now; it is shown until it is read anew."""
        self._known = dict(self._known)

    def cost(self) -> LinkedCost:
        return linked_cost(
            (_quantity(one), row.cost if (row := self._known.get(linked_sku(one))) else None)
            for one in self._links
        )

    def _renew(self) -> None:
        if self._links:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._links) - 1, len(self.columns) - 1))

    # ------------------------------------------------------------------------------------------------------------ Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._links)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(self, place: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.columns[place] in _FIGURES else LEFT
        return self._titles()[self.columns[place]] if role == Qt.ItemDataRole.DisplayRole else None

    def _titles(self) -> dict[Column, str]:
        return {
            Column.CODE: self.tr("Code"),
            Column.NAME: self.tr("Name"),
            Column.KIND: self.tr("Kind"),
            Column.QUANTITY: self.tr("Qty"),
            Column.COST: self.tr("Cost each"),
            Column.EXTENDED: self.tr("Extended"),
            Column.PRICE: self.tr("Price"),
        }

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.columns[index.column()] is Column.QUANTITY and not self.is_fixed:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        link, column = self._links[index.row()], self.columns[index.column()]
        row = self._known.get(linked_sku(link))
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(link, row, column)
            case Qt.ItemDataRole.EditRole:
                return edit_number(_quantity(link))
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column in _FIGURES else LEFT
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(link, row, column)
            case Qt.ItemDataRole.BackgroundRole:
                return color("changed_soft") if self._is_changed(link, column) else None
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(link, row, column)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.quantity_typed.emit(linked_sku(self._links[index.row()]), str(value))
        return True

    def _text(self, link: Value, row: SkuRow | None, column: Column) -> str:
        if column is Column.QUANTITY:
            return number(_quantity(link))
        if column is Column.KIND:
            return str(link.get("type") or "") if isinstance(link, Mapping) else ""
        if row is None:
            return self._missing(link) if column is Column.CODE else ""
        match column:
            case Column.CODE:
                return row.code
            case Column.NAME:
                return row.name if row.active else self.tr("{name} (inactive)").format(name=row.name)
            case Column.COST:
                return money(row.cost) or NOTHING
            case Column.PRICE:
                return money(row.price) or NOTHING
        total = _total(link, row)
        return NOTHING if total is None else rounded_money(total)

    def _missing(self, link: Value) -> str:
        reference = linked_sku(link)
        if reference not in self._known:
            return "…"
        return self.tr("not here any more") if isinstance(reference, str) else f"ST {reference}"

    def _ink(self, link: Value, row: SkuRow | None, column: Column) -> Any:
        is_missing = row is None or (row.cost is None and Column.COST in self.columns and column in _FIGURES)
        if linked_sku(link) in self._known and is_missing:
            return color("danger_text")
        if row is not None and not row.active:
            return color("text_muted")
        return color("changed_text") if self._is_changed(link, column) else None

    def _is_changed(self, link: Value, column: Column) -> bool:
        """New here: the whole line; another quantity: that alone."""
        if self._theirs is None:
            return False
        before = self._theirs.get(linked_sku(link))
        return before is None or (column is Column.QUANTITY and not same(_quantity(before), _quantity(link)))

    def _tip(self, link: Value, row: SkuRow | None, column: Column) -> str:
        if row is None:
            return ""
        if column is Column.QUANTITY and self._is_changed(link, column) and self._theirs is not None:
            before = self._theirs.get(linked_sku(link))
            if before is None:
                return self.tr("Not in ServiceTitan")
            return self.tr("ServiceTitan: {quantity}").format(quantity=number(_quantity(before)))
        if column is Column.EXTENDED and (total := _total(link, row)) is not None and exact_money(total):
            return exact_money(total)
        return f"{row.code}  ·  {row.name}"


def _total(link: Value, row: SkuRow) -> Decimal | None:
    quantity = _quantity(link)
    return None if row.cost is None or quantity is None else quantity * row.cost


def _quantity(link: Value) -> Decimal | None:
    held = link.get("quantity") if isinstance(link, Mapping) else None
    return None if held is None else Decimal(held)
