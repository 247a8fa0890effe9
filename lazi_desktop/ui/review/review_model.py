"""The lines of the Review page as Qt's views read them: heads of groups and changes in one flat list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from lazi_desktop.domain.assets import PICTURE_FIELDS
from lazi_desktop.ui.conflicts.conflict_words import kind_words
from lazi_desktop.ui.formatting import is_right_aligned, moment, money_difference
from lazi_desktop.ui.review.arranging import Group, Grouping, GroupKey
from lazi_desktop.ui.review.review_row import Identity, ReviewRow, RowState
from lazi_desktop.ui.review.ticks import Ticks
from lazi_desktop.ui.review.words import group_count, group_title, state_words
from lazi_desktop.ui.said import said
from lazi_desktop.ui.sync.picture_difference import pictures_effect
from lazi_desktop.ui.widgets.plain_table import LEFT, RIGHT

Index = QModelIndex | QPersistentModelIndex
Line = Group | ReviewRow
ItemRole = Qt.ItemDataRole


class Column(IntEnum):
    CHANGE = 0
    FIELD = 1
    THEIRS = 2
    OURS = 3
    EFFECT = 4
    BY = 5
    WHEN = 6
    STATE = 7


FIGURES = (Column.THEIRS, Column.OURS, Column.EFFECT)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


class ReviewModel(QAbstractTableModel):
    """`ticks_changed()`: something else is to be sent."""

    ticks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.groups: Sequence[Group] = ()
        self.grouping = Grouping.CHANGE_SET
        self.lines: list[Line] = []
        self.ticks = Ticks()
        self._closed: set[tuple[Grouping, GroupKey]] = set()
        self._figures = False
        self._group_ticks: dict[GroupKey, Qt.CheckState | None] = {}
        self._texts: Mapping[Column, Callable[[ReviewRow], str]] = {
            Column.CHANGE: lambda row: f"{row.code}  {row.name}".strip(),
            Column.FIELD: lambda row: row.field_words,
            Column.THEIRS: lambda row: row.shown.theirs,
            Column.OURS: lambda row: row.shown.ours,
            Column.EFFECT: effect_text,
            Column.BY: lambda row: row.by,
            Column.WHEN: lambda row: moment(row.at),
            Column.STATE: lambda row: state_words(row).text,
        }
        self._tips: Mapping[Column, Callable[[ReviewRow], str]] = {
            **self._texts,
            Column.THEIRS: lambda row: row.shown.all_theirs,
            Column.OURS: lambda row: row.shown.all_ours,
            Column.STATE: state_tip,
        }

    # ------------------------------------------------------------------------------------------------------ contents

    def take(self, groups: Sequence[Group], grouping: Grouping) -> None:
        self.beginResetModel()
        self.groups, self.grouping = groups, grouping
        self.lines = []
        self._group_ticks.clear()
        numbers = 0
        for group in groups:
            numbers += sum(
                is_right_aligned(row.changes[0].entity_kind, row.changes[0].field) for row in group.rows
            )
            if self.has_head(group):
                self.lines.append(group)
            if self.is_open(group):
                self.lines += group.rows
        self._figures = 2 * numbers > sum(len(group.rows) for group in groups)
        self.endResetModel()

    def rows(self) -> Iterable[ReviewRow]:
        """Those of all groups, also of closed ones."""
        return (row for group in self.groups for row in group.rows)

    def line(self, number: int) -> Line | None:
        return self.lines[number] if 0 <= number < len(self.lines) else None

    def has_head(self, group: Group) -> bool:
        return self.grouping is not Grouping.NONE or group.key.proposed

    def is_open(self, group: Group) -> bool:
        return not self.has_head(group) or (self.grouping, group.key) not in self._closed

    def repeats(self, number: int) -> bool:
        """Whether the line above is about the same SKU."""
        row, above = self.lines[number], self.line(number - 1)
        return isinstance(row, ReviewRow) and isinstance(above, ReviewRow) and row.entity == above.entity

    def number_of_head(self, number: int) -> int:
        """Of the group in which this line is; -1 where it has none."""
        return next((at for at in range(number, -1, -1) if isinstance(self.lines[at], Group)), -1)

    def find(self, identities: set[Identity]) -> list[int]:
        return [
            number
            for number, line in enumerate(self.lines)
            if isinstance(line, ReviewRow) and line.identity in identities
        ]

    def find_group(self, key: GroupKey) -> int:
        return next(
            (at for at, line in enumerate(self.lines) if isinstance(line, Group) and line.key == key), -1
        )

    # -------------------------------------------------------------------------------------------------------- groups

    def set_open(self, number: int, is_open: bool) -> None:
        group = self.line(number)
        if not isinstance(group, Group) or self.is_open(group) is is_open:
            return
        first, last = number + 1, number + len(group.rows)
        if is_open:
            self._closed.discard((self.grouping, group.key))
            self.beginInsertRows(QModelIndex(), first, last)
            self.lines[first:first] = group.rows
            self.endInsertRows()
        else:
            self._closed.add((self.grouping, group.key))
            self.beginRemoveRows(QModelIndex(), first, last)
            del self.lines[first : last + 1]
            self.endRemoveRows()
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(Column) - 1))

    def set_all_open(self, is_open: bool) -> None:
        keys = {(self.grouping, group.key) for group in self.groups}
        self._closed = self._closed - keys if is_open else self._closed | keys
        self.take(self.groups, self.grouping)

    # --------------------------------------------------------------------------------------------------------- ticks

    def rows_of(self, line: Line) -> list[ReviewRow]:
        return line.rows if isinstance(line, Group) else [line]

    def tick_state(self, line: Line) -> Qt.CheckState | None:
        """None where nothing can be sent."""
        if isinstance(line, ReviewRow):
            return self.ticks.state((line,))
        if line.key not in self._group_ticks:
            self._group_ticks[line.key] = self.ticks.state(line.rows)
        return self._group_ticks[line.key]

    def toggle(self, lines: Iterable[Line]) -> None:
        rows = [row for line in lines for row in self.rows_of(line)]
        if not any(row.can_be_sent for row in rows):
            return
        self.ticks.toggle(rows)
        self._tell_ticks()

    def _tell_ticks(self) -> None:
        self._group_ticks.clear()
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, 0))
        self.ticks_changed.emit()

    # ---------------------------------------------------------------------------------------------------- Qt's reads

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ItemRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == ItemRole.TextAlignmentRole:
            return RIGHT if section == Column.EFFECT or (section in FIGURES and self._figures) else LEFT
        return heading(Column(section)) if role == ItemRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        line = self.line(index.row())
        if isinstance(line, ReviewRow):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if index.column() == Column.OURS:
                flags |= Qt.ItemFlag.ItemIsEditable
        if index.column() == Column.CHANGE and line is not None and self.tick_state(line) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = ItemRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        column = Column(index.column())
        if role == ItemRole.CheckStateRole:
            return self.tick_state(line) if column is Column.CHANGE else None
        if role == ItemRole.AccessibleTextRole:
            return self._said(line, column)
        if isinstance(line, Group):
            return (
                self._of_group(line, column) if role in (ItemRole.DisplayRole, ItemRole.ToolTipRole) else None
            )
        match role:
            case ItemRole.DisplayRole:
                return self._texts[column](line)
            case ItemRole.ToolTipRole:
                return self._tips[column](line)
            case ItemRole.TextAlignmentRole:
                return RIGHT if is_figure(line, column) else LEFT
        return None

    def _said(self, line: Line, column: Column) -> str:
        """What is read aloud: also whether a group is open, and whether a line is to be sent."""
        text = self._of_group(line, column) if isinstance(line, Group) else self._texts[column](line)
        if column is not Column.CHANGE:
            return f"{heading(column)}: {text}" if text else ""
        parts = [text]
        if isinstance(line, Group):
            parts.append(_tr("open") if self.is_open(line) else _tr("closed"))
        match self.tick_state(line):
            case Qt.CheckState.Checked:
                parts.append(_tr("is sent"))
            case Qt.CheckState.PartiallyChecked:
                parts.append(_tr("is sent in part"))
            case _:
                parts.append(_tr("is not sent"))
        return ", ".join(parts)

    def _of_group(self, group: Group, column: Column) -> str:
        if column is Column.CHANGE:
            return f"{group_title(group, self.grouping)} · {group_count(group, self.grouping)}"
        if column is Column.EFFECT and group.effect is not None:
            return money_difference(group.effect)
        return ""


def heading(column: Column) -> str:
    return {
        Column.CHANGE: _tr("Change"),
        Column.FIELD: _tr("Field"),
        Column.THEIRS: _tr("ServiceTitan"),
        Column.OURS: _tr("Ours"),
        Column.EFFECT: _tr("Effect"),
        Column.BY: _tr("By"),
        Column.WHEN: _tr("When"),
        Column.STATE: _tr("State"),
    }[column]


def is_figure(row: ReviewRow, column: Column) -> bool:
    return column is Column.EFFECT or (column in FIGURES and row.shown.is_number)


def effect_text(row: ReviewRow) -> str:
    if row.effect is not None:
        return money_difference(row.effect)
    one = row.changes[0]
    is_told = one.field in PICTURE_FIELDS and not row.is_new
    return pictures_effect(one.theirs, one.ours) if is_told else ""


def state_tip(row: ReviewRow) -> str:
    state = state_words(row).text
    kind = kind_words(row.conflict) if row.conflict is not None else ""
    if kind:
        return f"{state}: {kind}"
    broken = "\n".join(said(one.text) for one in row.violations)
    if broken:
        return broken
    if row.state is RowState.CONFIRMED:
        return said(row.change.detail) or _tr("Submitted, goes with the next push")
    if row.conflict is None and not row.can_be_sent and row.proposal is not None:
        return row.proposal.reason or state
    return said(row.change.detail) or state
