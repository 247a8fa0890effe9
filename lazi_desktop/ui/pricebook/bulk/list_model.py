"""A long list of lines as a table: what stands in them is asked for as it is painted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from lazi_desktop.ui.pricebook.check_mark import check_mark
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.plain_table import LEFT, Heading, PlainDelegate, SharedRoom, dress

Index = QModelIndex | QPersistentModelIndex
ItemRole = Qt.ItemDataRole
LONGEST_TIP = 2_000


@dataclass(frozen=True, slots=True)
class ListColumn:
    """`text` says what of a line stands there; `amber` as what will be changed."""

    heading: Heading
    text: Callable[[Any], str]
    amber: bool = False
    muted: bool = False


class ListModel(QAbstractTableModel):
    """`ticks_changed()`: with `tick_of`, each line begins with a box that a person can empty. By what it says of a
    line, that line is known again."""

    ticks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[ListColumn],
        parent: QObject | None = None,
        *,
        tick_of: Callable[[Any], Hashable] | None = None,
    ) -> None:
        super().__init__(parent)
        tick = ListColumn(Heading("", 34), lambda line: "")
        self.columns = [tick, *columns] if tick_of is not None else list(columns)
        self.tickable = tick_of is not None
        self._tick_of = tick_of
        self.lines: Sequence[Any] = ()
        self.unticked: set[int] = set()

    def take(self, lines: Sequence[Any], *, again: bool = False) -> None:
        """`again`: the same, worked out anew. What a person left out stays left out."""
        self.beginResetModel()
        tick_of, left_out = self._tick_of, set[Hashable]()
        if again and tick_of is not None:
            left_out = {tick_of(self.lines[place]) for place in self.unticked}
        self.lines = lines
        self.unticked = set()
        if left_out and tick_of is not None:
            self.unticked = {place for place, line in enumerate(lines) if tick_of(line) in left_out}
        self.endResetModel()

    def toggle(self, places: Sequence[int]) -> None:
        """All of them the way that the first is not."""
        if not places or not self.tickable:
            return
        wanted = places[0] in self.unticked
        self.unticked = self.unticked - set(places) if wanted else self.unticked | set(places)
        self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), len(self.columns) - 1))
        self.ticks_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ItemRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == ItemRole.DisplayRole:
            return self.columns[section].heading.title
        return LEFT if role == ItemRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = ItemRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        column, line = self.columns[index.column()], self.lines[index.row()]
        ticked = index.row() not in self.unticked
        match role:
            case ItemRole.DisplayRole:
                return " ".join(column.text(line)[:400].split())
            case ItemRole.ToolTipRole:
                return column.text(line)[:LONGEST_TIP]
            case ItemRole.DecorationRole if self.tickable and index.column() == 0:
                return check_mark(ticked, True, 2.0)
            case ItemRole.AccessibleTextRole if self.tickable and index.column() == 0:
                return self.tr("chosen") if ticked else self.tr("left out")
            case ItemRole.BackgroundRole if column.amber and ticked:
                return color("changed_soft")
            case ItemRole.ForegroundRole:
                role_name = "changed_text" if column.amber else "text_muted" if column.muted else "text"
                return color(role_name if ticked else "text_disabled")
        return None


class _AmberDelegate(PlainDelegate):
    """The ground of what will be changed, which style sheets would leave out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = index.data(ItemRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class ListTable(QTableView):
    """Space and a click on the box tick."""

    def __init__(self, model: ListModel, name: str) -> None:
        super().__init__()
        self.list_model = model
        self.setAccessibleName(name)
        dress(self)
        self.setItemDelegate(_AmberDelegate(self))
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setModel(model)
        self.horizontalHeader().setMinimumSectionSize(24)
        SharedRoom(self, {place: one.heading for place, one in enumerate(model.columns)})
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.list_model.toggle([index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and self.list_model.tickable:
            self.list_model.toggle(sorted({index.row() for index in self.selectionModel().selectedRows()}))
            return
        super().keyPressEvent(event)
