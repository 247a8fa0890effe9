"""The grid's model: a thin adapter over SkuRows. It asks for rows that are looked at and not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import IntEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.domain.values import Value, same
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.change_sets import Proposal
from lazi_desktop.ports.pricebook import SkuRow, SkuState
from lazi_desktop.ui.formatting import NOTHING, format_value
from lazi_desktop.ui.kind_looks import word_of
from lazi_desktop.ui.pricebook.cell_texts import CellTexts
from lazi_desktop.ui.pricebook.listed_rows import ListedRows
from lazi_desktop.ui.pricebook.sku_columns import (
    Look,
    Measure,
    SkuColumn,
    field_for,
    is_known,
    read_cell,
    shown_value,
    typed_text,
    value_of,
    why_not,
    with_value,
)
from lazi_desktop.ui.proposed import Proposals, proposal_words

Index = QModelIndex | QPersistentModelIndex
_NONE: frozenset[str] = frozenset()
_NO_PROPOSALS: Proposals = {}
_SAID = 200
_DISPUTED = (SkuState.CONFLICT, SkuState.GONE)

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

_READ = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_EDIT = _READ | Qt.ItemFlag.ItemIsEditable


class SkuRole(IntEnum):
    CHANGED = Qt.ItemDataRole.UserRole + 1  # whether this cell differs from ServiceTitan here
    BELOW_FLOOR = Qt.ItemDataRole.UserRole + 2  # a margin that needs a look
    INACTIVE = Qt.ItemDataRole.UserRole + 3
    KEY = Qt.ItemDataRole.UserRole + 4
    CONFLICT = Qt.ItemDataRole.UserRole + 6  # whether this cell waits for a decision
    PROPOSED = Qt.ItemDataRole.UserRole + 7  # whether something waits for an answer in this cell
    WHY_NOT = Qt.ItemDataRole.UserRole + 5  # why the cell cannot be typed into, "" if it can


class SkuTableModel(ListedRows):
    """`edited(edits)`: cells were given values."""

    edited = Signal(object)

    def __init__(self, columns: Sequence[SkuColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._places = {column.key: place for place, column in enumerate(columns)}
        self._texts = CellTexts(columns)
        self.text_at = self._texts.at
        """What a cell says, formatted when it is first looked at."""
        self.text_of = self._texts.of
        """What a cell says, whether its column is shown or not."""
        self.margin_floor = TeamSettings().margin_floor
        self._conflicts: Mapping[EntityKey, frozenset[str]] = {}
        self._proposals: Mapping[EntityKey, Proposals] = {}
        self._proposed_texts: dict[tuple[UUID, str], str] = {}

    # --------------------------------------------------------------------------------------------- what is shown

    @property
    def columns(self) -> tuple[SkuColumn, ...]:
        """From left to right: a cell's column is a place in this."""
        return self._columns

    def place_of(self, key: str) -> int:
        """Where a column stands; -1 for one that is not shown."""
        return self._places.get(key, -1)

    def show_columns(self, columns: Sequence[SkuColumn]) -> None:
        """These and no others. Columns behind the first one that differs are taken out and put in anew."""
        wanted, now = tuple(columns), self._columns
        same_ones = next(
            (place for place, pair in enumerate(zip(wanted, now, strict=False)) if pair[0] is not pair[1]),
            min(len(wanted), len(now)),
        )
        if same_ones < len(now):
            self.beginRemoveColumns(QModelIndex(), same_ones, len(now) - 1)
            self._use(now[:same_ones])
            self.endRemoveColumns()
        if same_ones < len(wanted):
            self.beginInsertColumns(QModelIndex(), same_ones, len(wanted) - 1)
            self._use(wanted)
            self.endInsertColumns()

    def _use(self, columns: tuple[SkuColumn, ...]) -> None:
        self._columns = columns
        self._places = {column.key: place for place, column in enumerate(columns)}
        self._texts.use_columns(columns)

    # -------------------------------------------------------------------------------------- what is in the rows

    def keep(self, rows: Sequence[SkuRow], *, asked: Sequence[int] = (), near: int = 0) -> None:
        self._texts.forget(rows)
        super().keep(rows, asked=asked, near=near)

    def know_conflicts(self, fields: Mapping[EntityKey, frozenset[str]]) -> None:
        """Which fields are in conflict, of all SKUs."""
        if fields != self._conflicts:
            self._conflicts = fields
            self.repaint({row.number for row in self.rows.cached()})

    def know_proposals(self, proposals: Mapping[EntityKey, Proposals]) -> None:
        """What waits for an answer, of all SKUs."""
        if proposals == self._proposals:
            return
        keys = proposals.keys() | self._proposals.keys()
        self._proposals = self._texts.proposed = proposals
        self._proposed_texts.clear()
        rows = [row for row in self.rows.cached() if row.key in keys]
        self._texts.forget(rows)
        self.repaint({row.number for row in rows})

    def know_categories(self, names: Mapping[int | str, str]) -> None:
        """What categories are called, by what SKUs name them by."""
        if names != self._texts.categories:
            self._texts.use_categories(names)
            self._proposed_texts.clear()
            self.repaint({row.number for row in self.rows.cached()})

    def names_changed(self) -> None:
        """What ServiceTitan's lists call their rows."""
        self._texts.forget_all()
        self._proposed_texts.clear()
        self.repaint({row.number for row in self.rows.cached()})

    # ------------------------------------------------------------------------------------------ what is painted

    def texts(self, row: SkuRow) -> list[str]:
        """What the row's cells say."""
        return [self.shown_at(row, place) for place in range(len(self._columns))]

    def conflicts_of(self, row: SkuRow) -> frozenset[str]:
        """The row's fields that wait for a decision."""
        return self._conflicts.get(row.key, _NONE) if row.state in _DISPUTED else _NONE

    def proposals_of(self, row: SkuRow) -> Proposals:
        """What waits for an answer in the row, by field."""
        return self._proposals.get(row.key, _NO_PROPOSALS)

    def own_proposal(self, row: SkuRow, column: SkuColumn) -> Proposal | None:
        """What this person asks for in the cell, which it shows instead of what is in force."""
        found = self._proposals.get(row.key, _NO_PROPOSALS).get(column.field)
        shows_no_value = column.look in (Look.PICTURE, Look.CHIP)
        return None if found is None or not found.mine or shows_no_value else found

    def as_proposed(self, row: SkuRow, column: SkuColumn) -> SkuRow:
        """The row as this person wants it in this column."""
        found = self.own_proposal(row, column)
        return row if found is None else with_value(row, column, found.value)

    def shown_at(self, row: SkuRow, place: int) -> str:
        """What a cell shows: what this person proposes, else what is in force."""
        column = self._columns[place]
        found = self.own_proposal(row, column) if row.key in self._proposals else None
        if found is None:
            return self.text_at(row, place)
        text = self._proposed_texts.get((found.op_id, column.key))
        if text is None:
            text = self.text_of(with_value(row, column, found.value), column)
            self._proposed_texts[found.op_id, column.key] = text
        return text

    def said_of(self, row: SkuRow, place: int) -> str:
        """The sentence about what is proposed in a cell, "" where nothing is."""
        column = self._columns[place]
        found = self.proposals_of(row).get(column.field)
        field = field_for(column, row.kind)
        if found is None or field is None:
            return ""
        value = self.shown_at(row, place) if found.mine else format_value(field, found.value)
        now = self.text_at(row, place)
        return proposal_words(found, value[:_SAID] or NOTHING, now[:_SAID] or NOTHING)

    @staticmethod
    def changed_in(row: SkuRow) -> frozenset[str]:
        """The fields that are not as ServiceTitan has them; of what it does not have, none stands out."""
        return _NONE if row.remote_id is None else row.changed

    def is_below_floor(self, row: SkuRow, column: SkuColumn) -> bool:
        """Whether the cell is a margin that is."""
        margin = value_of(row, column) if column.measure is Measure.SHARE else None
        return isinstance(margin, Decimal) and margin < self.margin_floor

    # ------------------------------------------------------------------------------------------- Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.number else _LEFT
        row = self.sku(index.row())
        return None if row is None else self._of_cell(row, column, index.column(), role)

    def _of_cell(self, row: SkuRow, column: SkuColumn, place: int, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.shown_at(row, place)
            case Qt.ItemDataRole.EditRole:
                wanted = self.as_proposed(row, column)
                return typed_text(wanted, column) if column.typeable else self.text_at(row, place)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, column, place)
            case SkuRole.CHANGED:
                return bool(column.field) and column.field in self.changed_in(row)
            case SkuRole.CONFLICT:
                return bool(column.field) and column.field in self.conflicts_of(row)
            case SkuRole.PROPOSED:
                return bool(column.field) and column.field in self.proposals_of(row)
            case SkuRole.BELOW_FLOOR:
                return self.is_below_floor(row, column)
            case SkuRole.INACTIVE:
                return not row.active
            case SkuRole.KEY:
                return row.key
            case SkuRole.WHY_NOT:
                return why_not(column, row.kind)
        return None

    def _spoken(self, row: SkuRow, column: SkuColumn, place: int) -> str:
        text = self.shown_at(row, place)
        if not column.title:
            return word_of(row.kind)
        changed = self.tr("changed here") if column.field in self.changed_in(row) else ""
        changed = self.tr("in conflict") if column.field in self.conflicts_of(row) else changed
        words = (f"{column.heading} {text}".strip(), changed, self.said_of(row, place))
        return ", ".join(word for word in words if word)

    def setData(self, index: Index, value: Value, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A canonical value for a cell, over what it shows now."""
        return role == Qt.ItemDataRole.EditRole and self.change(index, value, self.seen(index))

    def seen(self, index: Index) -> Value:
        """What a person sees in the cell, as a value."""
        row = self.sku(index.row())
        column = self._columns[index.column()]
        field = None if row is None else field_for(column, row.kind)
        if row is None or field is None or not is_known(row, column):
            return None
        return shown_value(row, column, field)

    def change(self, index: Index, value: Value, seen: Value) -> bool:
        """The cell shows the value at once; the truth follows when it is recorded over what the person saw. What stands
        there anyway takes back what they proposed."""
        row = self.sku(index.row())
        column = self._columns[index.column()]
        field = None if row is None else field_for(column, row.kind)
        if row is None or field is None:
            return False
        if same(value, seen) and self.own_proposal(row, column) is None:
            return True
        edit = FieldEdit(row.key, field.name, value, seen)
        self.keep([with_value(row, column, value)])
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(self._columns) - 1))
        self.edited.emit([edit])
        return True

    def fill(
        self,
        rows: Iterable[SkuRow],
        column: SkuColumn,
        text: str,
        *,
        seen: Mapping[EntityKey, Value] | None = None,
    ) -> int:
        """What was typed, in one column of several rows as one step; returns in how many it can stand.

        `seen`: what stood in a row when the typing began, where that may be something else by now.
        """
        before = seen or {}
        filled, edits, shown = 0, [], []
        for row in rows:
            field, value, problem = read_cell(column, row, text)
            if field is None or problem or not is_known(row, column):
                continue
            filled += 1
            stood = before.get(row.key, shown_value(row, column, field))
            if not same(value, stood) or self.own_proposal(row, column) is not None:
                edits.append(FieldEdit(row.key, field.name, value, stood))
                shown.append(with_value(row, column, value))
        if edits:
            self.put(shown)
            self.edited.emit(edits)
        return filled

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = self.rows.at(index.row()) if index.row() < len(self.rows) else None
        if row is None:
            return _READ
        column = self._columns[index.column()]
        editable = column.typeable and not why_not(column, row.kind) and is_known(row, column)
        return _EDIT if editable else _READ

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._columns[section].number else _LEFT
        return None

    def numbers_at(self, positions: Iterable[int]) -> list[int]:
        return [self.rows.numbers[position] for position in positions if position < len(self.rows)]
