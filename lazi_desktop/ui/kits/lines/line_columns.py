"""How wide the columns of the lines are, and which of them are shown; the name and the note share what is left."""

from __future__ import annotations

import json

from PySide6.QtCore import QEvent, QObject, QPoint, QSettings, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QMenu, QTreeView

from lazi_desktop.ui.kits.lines.columns import COSTS, ON_WISH, WIDTHS, Column, title_of
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font

SHOWN = "kits/columns"
_NAME_SHARE = 0.7
_NOTE_ROOM = 92


class LineColumns(QObject):
    def __init__(self, tree: QTreeView, state: QSettings, *, shows_costs: bool) -> None:
        super().__init__(tree)
        self._tree = tree
        self._state = state
        self._sharing = False
        self.menu: QMenu | None = None
        header = tree.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(36)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_menu)
        letters = QFontMetrics(ui_font(metrics.TEXT_SMALL, weight=QFont.Weight.DemiBold))
        for column in Column:
            needed = letters.horizontalAdvance(title_of(column)) + 2 * metrics.CELL_PADDING
            header.resizeSection(column, max(WIDTHS[column], needed))
        self._show(_kept(state))
        self.show_costs(shows_costs)
        tree.viewport().installEventFilter(self)

    @property
    def shown(self) -> list[Column]:
        return [column for column in Column if not self._tree.isColumnHidden(column)]

    def toggle(self, column: Column) -> None:
        wanted = {one for one in ON_WISH if not self._tree.isColumnHidden(one)} ^ {column}
        self._state.setValue(SHOWN, json.dumps(sorted(one.name for one in wanted)))
        self._show(wanted)

    def _show(self, wanted: set[Column]) -> None:
        for column in ON_WISH:
            self._tree.setColumnHidden(column, column not in wanted)
        self.share_out()

    def show_costs(self, shown: bool) -> None:
        if any(self._tree.isColumnHidden(column) is shown for column in COSTS):
            for column in COSTS:
                self._tree.setColumnHidden(column, not shown)
            width = WIDTHS[Column.PRICE] if shown else WIDTHS[Column.PRICE] + WIDTHS[Column.EXTENDED] // 3
            self._tree.header().resizeSection(Column.PRICE, width)
            self.share_out()

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self._tree)
        for column in ON_WISH:
            action = menu.addAction(title_of(column))
            action.setCheckable(True)
            action.setChecked(not self._tree.isColumnHidden(column))
            action.triggered.connect(lambda _checked=False, one=column: self.toggle(one))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._forget)
        self.menu = menu
        menu.popup(self._tree.header().mapToGlobal(at))

    def _forget(self) -> None:
        self.menu = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.share_out()
        return False

    def share_out(self) -> None:
        if self._sharing:
            return
        self._sharing = True
        header, growing = self._tree.header(), (Column.LINE, Column.NOTE)
        fixed = sum(header.sectionSize(column) for column in self.shown if column not in growing)
        room = self._tree.viewport().width() - fixed
        name = max(min(int(room * _NAME_SHARE), room - _NOTE_ROOM), 170)
        header.resizeSection(Column.LINE, name)
        header.resizeSection(Column.NOTE, max(room - name, _NOTE_ROOM))
        self._sharing = False


def _kept(state: QSettings) -> set[Column]:
    try:
        names = json.loads(str(state.value(SHOWN, "[]")))
    except ValueError:
        return set()
    return {column for column in ON_WISH if isinstance(names, list) and column.name in names}
