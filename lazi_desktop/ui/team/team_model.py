"""People as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from lazi_desktop.domain.team import Member, MemberState
from lazi_desktop.ui.formatting import ago
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.team.team_lines import TeamColumn, TeamLine
from lazi_desktop.ui.team.team_work import TeamWork
from lazi_desktop.ui.team.words import level_title, named, state_chip
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.chip_delegate import CHIP_ROLE
from lazi_desktop.ui.widgets.plain_table import LEFT, RIGHT

Index = QModelIndex | QPersistentModelIndex
LOGIN_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whose row it is; None for a heading."""

FIGURES = (TeamColumn.DEVICES, TeamColumn.PENDING, TeamColumn.PROPOSED)


def heading_words(column: TeamColumn) -> str:
    return {
        TeamColumn.NAME: _tr("Name"),
        TeamColumn.LOGIN: _tr("Login"),
        TeamColumn.LEVEL: _tr("Role"),
        TeamColumn.STATE: _tr("State"),
        TeamColumn.SEEN: _tr("Last seen"),
        TeamColumn.DEVICES: _tr("Devices"),
        TeamColumn.PENDING: _tr("Pending edits"),
        TeamColumn.PROPOSED: _tr("Proposals"),
        TeamColumn.TOLD: "",
    }[column]


class TeamModel(QAbstractTableModel):
    """What is said beside a row comes from `work`."""

    def __init__(self, work: TeamWork) -> None:
        super().__init__()
        self._work = work
        self.lines: Sequence[TeamLine] = ()

    def show(self, lines: Sequence[TeamLine]) -> None:
        """Where the same people stand in the same places, only what is said of them changes."""
        if [_of(line) for line in lines] == [_of(line) for line in self.lines]:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(TeamColumn) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def row_of(self, login: str) -> int | None:
        return next((row for row, line in enumerate(self.lines) if _of(line) == login), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(TeamColumn)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.lines[index.row()].member is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = TeamColumn(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return heading_words(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column in FIGURES else LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], TeamColumn(index.column())
        if line.member is None:
            return _of_heading(line, column, role)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(line.member, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{heading_words(column)}: {self._text(line.member, column)}".removeprefix(": ")
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column in FIGURES else LEFT
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(line.member, column)
            case Qt.ItemDataRole.FontRole if column is TeamColumn.NAME and line.member.is_me:
                return ui_font(metrics.TEXT, weight=ui_font(metrics.TEXT).Weight.DemiBold)
            case _ if role == LOGIN_ROLE:
                return line.member.login
            case _ if role == CHIP_ROLE and column is TeamColumn.STATE:
                return state_chip(line.member.state).role.value
        return None

    def _text(self, member: Member, column: TeamColumn) -> str:
        told = self._work.told(member.login)
        known = self._work.sees_counts or member.is_me
        texts: dict[TeamColumn, Callable[[], str]] = {
            TeamColumn.NAME: lambda: named(member),
            TeamColumn.LOGIN: lambda: member.login,
            TeamColumn.LEVEL: lambda: level_title(member.level),
            TeamColumn.STATE: lambda: state_chip(member.state).text,
            TeamColumn.SEEN: lambda: _seen(member) if known else "",
            TeamColumn.DEVICES: lambda: _figure(member.devices, known=known),
            TeamColumn.PENDING: lambda: _figure(member.pending, known=known),
            TeamColumn.PROPOSED: lambda: _figure(member.proposed, known=known),
            TeamColumn.TOLD: lambda: told.words if told is not None else "",
        }
        return texts[column]()

    def _ink(self, member: Member, column: TeamColumn) -> Any:
        told = self._work.told(member.login)
        if column is TeamColumn.TOLD and told is not None:
            return color("danger_text" if told.problem else "text_muted" if told.waits else "proved_text")
        if column in (TeamColumn.PENDING, TeamColumn.PROPOSED):
            return color("changed_text")
        if member.state is MemberState.DISABLED or column in (TeamColumn.LOGIN, TeamColumn.SEEN):
            return color("text_muted")
        return color("text")


def _seen(member: Member) -> str:
    return ago(member.last_seen_at) if member.last_seen_at else _tr("never")


def _figure(count: int, *, known: bool) -> str:
    """Nothing stands where there is none, and where it is not for whoever reads it."""
    return whole(count) if count and known else ""


def _of(line: TeamLine) -> str | None:
    return line.member.login if line.member is not None else None


def _of_heading(line: TeamLine, column: TeamColumn, role: int) -> Any:
    if role == Qt.ItemDataRole.ForegroundRole:
        return color("text_muted")
    if role == Qt.ItemDataRole.FontRole:
        return ui_font(metrics.TEXT_SMALL, weight=ui_font(metrics.TEXT).Weight.DemiBold)
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return line.heading if column is TeamColumn.NAME else ""
    return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Team", text)
