"""The pending changes as a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.pricebook import ConflictView, PendingChange, SkuState
from lazi_desktop.ui.formatting import field_title, moment
from lazi_desktop.ui.sync.conflict_words import kind_words
from lazi_desktop.ui.sync.difference import CategoryPaths, Difference
from lazi_desktop.ui.sync.new_entries import difference_of, grouped, new_words
from lazi_desktop.ui.sync.people import person
from lazi_desktop.ui.theme.chips import Chip, state_chip
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.chip_delegate import CHIP_ROLE
from lazi_desktop.ui.widgets.plain_table import LEFT, RIGHT

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    CODE = 0
    NAME = 1
    FIELD = 2
    THEIRS = 3
    OURS = 4
    BY = 5
    WHEN = 6
    STATE = 7


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A pending change, what it changes, and the open conflict it is in. What is new is one row with all its fields."""

    changes: tuple[PendingChange, ...]
    conflict: ConflictView | None = None
    shown: Difference = field(kw_only=True)
    by: str = ""

    @property
    def change(self) -> PendingChange:
        """The one that tells most of the row."""
        return min(self.changes, key=lambda change: _URGENCY.index(change.state.value))

    @property
    def is_new(self) -> bool:
        return self.changes[0].creates

    @property
    def op_ids(self) -> frozenset[UUID]:
        return frozenset(change.op_id for change in self.changes)

    @property
    def key(self) -> EntityKey:
        return self.changes[0].entity_key

    @property
    def state(self) -> SkuState:
        if self.conflict is not None:
            return SkuState.CONFLICT
        state = SkuState(self.change.state.value)
        return SkuState.NEW if self.is_new and state is SkuState.PENDING else state

    @property
    def chip(self) -> Chip | None:
        return state_chip(self.state)

    @property
    def field_words(self) -> str:
        first = self.changes[0]
        if self.is_new:
            return new_words(first.entity_kind)
        return field_title(first.entity_kind, first.field)


_URGENCY = tuple(state.value for state in SkuState)


def review_rows(
    pending: Sequence[PendingChange],
    conflicts: Sequence[ConflictView],
    categories: CategoryPaths | None = None,
    *,
    me: Collection[str] = (),
) -> list[ReviewRow]:
    """What needs a person first, then by code and field. `me` are the names that the database has for this device."""
    open_on = {(conflict.entity_key, conflict.field): conflict for conflict in conflicts}
    paths = categories or {}
    rows = [
        ReviewRow(
            changes,
            next(
                (open_on[where] for one in changes if (where := (one.entity_key, one.field)) in open_on), None
            ),
            shown=difference_of(changes, paths),
            by=person(changes[0].by, me),
        )
        for changes in grouped(pending)
    ]
    return sorted(
        rows, key=lambda row: (_URGENCY.index(row.state), row.changes[0].code, row.changes[0].field)
    )


class ReviewModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ReviewRow] = []
        self._texts: dict[Column, Callable[[ReviewRow], str]] = {
            Column.CODE: lambda row: row.change.code,
            Column.NAME: lambda row: row.change.name,
            Column.FIELD: lambda row: row.field_words,
            Column.THEIRS: lambda row: row.shown.theirs,
            Column.OURS: lambda row: row.shown.ours,
            Column.BY: lambda row: row.by,
            Column.WHEN: lambda row: moment(row.change.at),
            Column.STATE: lambda row: row.chip.text if row.chip is not None else "",
        }
        self._tips: Mapping[Column, Callable[[ReviewRow], str]] = {
            **self._texts,
            Column.THEIRS: lambda row: row.shown.all_theirs,
            Column.OURS: lambda row: row.shown.all_ours,
            Column.STATE: self._state_tip,
        }

    def _state_tip(self, row: ReviewRow) -> str:
        state = self._texts[Column.STATE](row)
        kind = kind_words(row.conflict) if row.conflict is not None else ""
        return f"{state}: {kind}" if kind else row.change.detail or state

    def take(self, rows: Sequence[ReviewRow]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            figures = section in (Column.THEIRS, Column.OURS) and self.rows
            return RIGHT if figures and all(row.shown.is_number for row in self.rows) else LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.CODE: QCoreApplication.translate("Review", "Code"),
            Column.NAME: QCoreApplication.translate("Review", "Name"),
            Column.FIELD: QCoreApplication.translate("Review", "Field"),
            Column.THEIRS: QCoreApplication.translate("Review", "ServiceTitan"),
            Column.OURS: QCoreApplication.translate("Review", "Ours"),
            Column.BY: QCoreApplication.translate("Review", "By"),
            Column.WHEN: QCoreApplication.translate("Review", "When"),
            Column.STATE: QCoreApplication.translate("Review", "State"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._texts[column](row)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tips[column](row)
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(column)
            case Qt.ItemDataRole.TextAlignmentRole:
                figures = column in (Column.THEIRS, Column.OURS) and row.shown.is_number
                return RIGHT if figures else LEFT
        if role == CHIP_ROLE and column is Column.STATE and row.chip is not None:
            return row.chip.role.value
        return None

    @staticmethod
    def _ink(column: Column) -> Any:
        if column is Column.OURS:
            return color("changed_text")
        return color("text") if column in (Column.CODE, Column.NAME) else color("text_muted")
