"""The table of lines: what is chosen, open and looked at in it stays when the kit changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSettings, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.ui.kits.lines.cell_editor import CellEditor
from lazi_desktop.ui.kits.lines.columns import Column
from lazi_desktop.ui.kits.lines.dropping import DropMark, Drops
from lazi_desktop.ui.kits.lines.line_columns import LineColumns
from lazi_desktop.ui.kits.lines.line_painter import CARET, LinePainter, RowLook
from lazi_desktop.ui.kits.lines.lines_model import LinesModel, can_type
from lazi_desktop.ui.kits.lines.nodes import Node
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import color, theme_news
from lazi_desktop.ui.widgets.basics import restyle

Index = QModelIndex | QPersistentModelIndex
_INDENT = 18
_TYPED_QUANTITIES = "0123456789=½¼¾⅓⅔⅛[.,"


class LinesTree(QTreeView):
    """`chosen_changed()`, `current_changed()`. `searched(text)`: somebody types the name of a part. `stepped(by)`: plus
    or minus. `collapsed_group(group, folded)`: by the person."""

    chosen_changed = Signal()
    current_changed = Signal()
    searched = Signal(str)
    stepped = Signal(int)
    collapsed_group = Signal(object, bool)

    def __init__(self, shown: ShownKit, state: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self.lines = LinesModel(self)
        self._painter = LinePainter()
        self._following = False
        self._collapsed: dict[PartId, bool] = {}
        """As the groups say it; somebody else may fold one."""
        self.may_change = True
        """Somebody who may only look folds for themselves."""
        self._over = QModelIndex()
        self._drop: DropMark | None = None
        self.drops: Drops | None = None
        self.setModel(self.lines)
        self._dress()
        self.columns = LineColumns(self, state, shows_costs=shown.kits.shows_costs)
        shown.changed.connect(lambda: self.columns.show_costs(shown.kits.shows_costs))
        self.editor = CellEditor(
            self, self.lines, lambda: (shown.kit, shown.roll.values if shown.roll else {})
        )
        self.editor.is_words.connect(self.searched)
        self.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        self.selectionModel().currentChanged.connect(lambda *_: self._on_current())
        self.collapsed.connect(lambda index: self._on_folded(index, True))
        self.expanded.connect(lambda index: self._on_folded(index, False))
        theme_news.theme_changed.connect(self.viewport().update)

    def _dress(self) -> None:
        self.setAccessibleName(self.tr("Lines of the kit"))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIndentation(_INDENT)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.header().setFixedHeight(metrics.ROW_HEIGHT)
        self.header().setHighlightSections(False)
        self.entered.connect(self._on_entered)
        restyle(self)

    def sizeHintForColumn(self, _column: int) -> int:
        return 0

    # --------------------------------------------------------------------------------------------------------- content

    def show_kit(self, top: Sequence[Node]) -> None:
        """Another one, from its beginning."""
        self._following = True
        self.lines.show(top)
        self._fold_as_told(everything=True)
        self._following = False
        self.scrollToTop()
        self._on_selection()

    def follow(self, top: Sequence[Node]) -> None:
        """The same kit, changed: what is chosen, open and in sight stays so."""
        chosen = {self._name(node) for node in self.chosen_nodes()}
        opened = {node.way for node in self.lines.nodes() if node.children and self._is_open(node)}
        current, column = self.current_node(), self.currentIndex().column()
        current_name, row = (self._name(current), current.row) if current is not None else (None, 0)
        above = current.parent if current is not None else None
        anchor, at = self._anchor()
        self._following = True
        self.lines.follow(top)
        self._fold_as_told(everything=False)
        by_name = {self._name(node): node for node in self.lines.nodes()}
        for node in by_name.values():
            if not node.is_group and node.way in opened:
                self.setExpanded(self.lines.index_of(node), True)
        self._choose_again(by_name, chosen, current_name, column, (above, row))
        self._following = False
        if anchor is not None and (there := by_name.get(anchor)) is not None:
            moved = self.visualRect(self.lines.index_of(there)).top() - at
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)
        self._on_selection()
        self.viewport().update()

    def _choose_again(
        self,
        by_name: dict[tuple[PartId, ...], Node],
        chosen: set[tuple[PartId, ...]],
        current: tuple[PartId, ...] | None,
        column: int,
        place: tuple[Node | None, int],
    ) -> None:
        """What was chosen, where it is now; where the current line is gone, the one that took its place."""
        selection, flags = self.selectionModel(), self.selectionModel().SelectionFlag
        node = by_name.get(current) if current is not None else None
        if node is None and current is not None:
            above, row = place
            rows = self.lines.top if above is None or self._name(above) not in by_name else above.children
            node = rows[min(row, len(rows) - 1)] if rows else above
            if node is not None and self._name(node) in by_name:
                selection.setCurrentIndex(
                    self.lines.index_of(node, max(column, 0)), flags.ClearAndSelect | flags.Rows
                )
        elif node is not None and self.current_node() is not node:
            selection.setCurrentIndex(self.lines.index_of(node, max(column, 0)), flags.NoUpdate)
        lost = [
            node
            for name in chosen
            if (node := by_name.get(name)) is not None and not selection.isSelected(self.lines.index_of(node))
        ]
        if lost:
            selection.select(self.lines.rows_of(lost), flags.Select | flags.Rows)

    def _anchor(self) -> tuple[tuple[PartId, ...] | None, int]:
        """The line at the upper edge, and how far above it begins."""
        top = self.indexAt(QPoint(4, 1))
        node = self.lines.node(top)
        if node is None or self.verticalScrollBar().value() == 0:
            return None, 0
        return self._name(node), self.visualRect(top).top()

    def _name(self, node: Node) -> tuple[PartId, ...]:
        return node.way or (node.key,)

    def _fold_as_told(self, *, everything: bool) -> None:
        told = {node.key: node.group.collapsed for node in self.lines.top if node.group is not None}
        for node in self.lines.top:
            if node.group is not None and (everything or self._collapsed.get(node.key) != told[node.key]):
                self.setExpanded(self.lines.index_of(node), not node.group.collapsed)
        self._collapsed = told

    def _on_folded(self, index: QModelIndex, folded: bool) -> None:
        node = self.lines.node(index)
        if node is not None and node.group is not None and not self._following and self.may_change:
            self._collapsed[node.key] = folded
            self.collapsed_group.emit(node.key, folded)

    # ---------------------------------------------------------------------------------------------------------- chosen

    def current_node(self) -> Node | None:
        return self.lines.node(self.currentIndex())

    def chosen_nodes(self) -> list[Node]:
        """From top to bottom."""
        chosen = {index.internalId() for index in self.selectionModel().selectedRows()}
        return [node for node in self.lines.nodes() if node.number in chosen]

    def chosen_lines(self) -> list[PartId]:
        """The kit's own ones; a chosen group stands for its lines."""
        found: dict[PartId, None] = {}
        for node in self.chosen_nodes():
            for one in node.children if node.is_group else [node]:
                if one.is_own:
                    found[one.key] = None
        return list(found)

    def choose(self, keys: Sequence[PartId], *, column: Column = Column.LINE) -> bool:
        """These groups or lines of the kit, the first one current and in sight. False where none is there."""
        own = self.lines.own_nodes()
        nodes = [node for key in keys if (node := own.get(key)) is not None]
        if not nodes:
            return False
        selection, flags = self.selectionModel(), self.selectionModel().SelectionFlag
        for node in nodes:
            if node.parent is not None and not self._is_open(node.parent):
                self.setExpanded(self.lines.index_of(node.parent), True)
        at = self.lines.index_of(nodes[0], column)
        selection.setCurrentIndex(at, flags.NoUpdate)
        selection.select(self.lines.rows_of(nodes), flags.ClearAndSelect | flags.Rows)
        self.scrollTo(at)
        return True

    def choose_way(self, way: Sequence[PartId]) -> None:
        """A line, also one in an included kit; what is around it opens."""
        node = self.lines.at_way(way)
        if node is None:
            return
        above = node.parent
        while above is not None:
            self.setExpanded(self.lines.index_of(above), True)
            above = above.parent
        self.setCurrentIndex(self.lines.index_of(node))
        self.scrollTo(self.lines.index_of(node))

    def _on_selection(self) -> None:
        if not self._following:
            self.chosen_changed.emit()

    def _on_current(self) -> None:
        if not self._following:
            node = self.current_node()
            self._shown.look_at(node.way if node is not None else ())
            self.current_changed.emit()

    def _is_open(self, node: Node) -> bool:
        return self.isExpanded(self.lines.index_of(node))

    # ---------------------------------------------------------------------------------------------------------- typing

    def edit_cell(
        self, key: PartId, column: Column, *, text: str | None = None, passing: bool = False
    ) -> bool:
        node = self.lines.own(key)
        if node is None or not self.may_change or not can_type(node, column):
            return False
        if self.isColumnHidden(column):
            self.columns.toggle(column)
        return self.editor.begin(self.lines.index_of(node, column), text=text, passing=passing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        text, node = event.text(), self.current_node()
        plain = not modifiers & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not modifiers:
            self._fold(event.key() == Qt.Key.Key_Right)
        elif text in ("+", "-", "−") and plain and self.may_change:
            self.stepped.emit(1 if text == "+" else -1)
        elif plain and text and text.isprintable() and not text.isspace():
            if node is not None and node.is_own and text in _TYPED_QUANTITIES and self.may_change:
                self.edit_cell(node.key, Column.QUANTITY, text=text)
            else:
                self.searched.emit(text)
        else:
            super().keyPressEvent(event)

    def _fold(self, opens: bool) -> None:
        """Opens a line, or goes to the first one below; closes it, or goes to the one above."""
        node = self.current_node()
        if node is None:
            return
        index = self.lines.index_of(node)
        if opens and node.children:
            if self._is_open(node):
                self.setCurrentIndex(self.lines.index_of(node.children[0]))
            else:
                self.setExpanded(index, True)
        elif not opens and node.children and self._is_open(node):
            self.setExpanded(index, False)
        elif not opens and node.parent is not None:
            self.setCurrentIndex(self.lines.index_of(node.parent))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        node = self.lines.node(index)
        if node is None:
            super().mouseDoubleClickEvent(event)
        elif self.may_change and can_type(node, Column(index.column())):
            self.edit_cell(node.key, Column(index.column()))
        elif node.children:
            self.setExpanded(self.lines.index_of(node), not self._is_open(node))
        elif node.is_own:
            self.edit_cell(node.key, Column.QUANTITY)

    # -------------------------------------------------------------------------------------------------------- painting

    def startDrag(self, _actions: Qt.DropAction) -> None:
        if self.drops is not None and self.may_change:
            self.drops.start()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        if self.drops is not None:
            self.drops.over(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        if self.drops is not None:
            self.drops.over(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        self.setState(QTreeView.State.NoState)
        if self.drops is not None:
            self.drops.let_go(event)

    def show_drop(self, mark: DropMark | None) -> None:
        self._drop = mark
        self.viewport().update()

    def last_rect(self) -> QRect:
        """Of the last row that can be seen."""
        if not self.lines.top:
            return QRect(0, -2, self.viewport().width(), 2)
        index = self.lines.index_of(self.lines.top[-1])
        while (below := self.indexBelow(index)).isValid():
            index = below
        return self.visualRect(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("accent"), 2))
        rect, width = self._drop.rect, self.viewport().width()
        if self._drop.into:
            painter.drawRoundedRect(QRect(4, rect.top() + 1, width - 8, rect.height() - 2), 5, 5)
        else:
            y = rect.top() if self._drop.above else rect.bottom() + 1
            painter.drawEllipse(QRect(rect.left() + 4, y - 3, 6, 6))
            painter.drawLine(rect.left() + 12, y, width - 8, y)
        painter.end()

    def _on_entered(self, index: QModelIndex) -> None:
        self._over = index.siblingAtColumn(0)
        self.viewport().update()

    def leaveEvent(self, event: object) -> None:
        self._over = QModelIndex()
        self.viewport().update()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node = self.lines.node(index)
        if node is None:
            return
        header = self.header()
        self._painter.spans = {
            column: (header.sectionViewportPosition(column), header.sectionSize(column))
            for column in self.columns.shown
        }
        left, _ = self._painter.spans[Column.LINE]
        depth = self._depth(node)
        current = self.currentIndex()
        is_current = self.hasFocus() and current.internalId() == node.number and current.isValid()
        painter.save()
        self._painter.paint(
            painter,
            node,
            RowLook(
                QRect(0, option.rect.top(), self.viewport().width(), option.rect.height()),
                left + depth * _INDENT + CARET + 8,
                self._is_open(node) if node.children else None,
                selected=self.selectionModel().isSelected(self.lines.index_of(node)),
                over=self._over.isValid() and self._over.internalId() == node.number,
                current=Column(current.column()) if is_current else None,
            ),
        )
        painter.restore()

    def _depth(self, node: Node) -> int:
        depth, above = 0, node.parent
        while above is not None:
            depth, above = depth + 1, above.parent
        return depth
