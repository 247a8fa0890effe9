"""The list of the Review page: what is chosen, ticked, open and dragged in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSettings, Qt, Signal
from PySide6.QtGui import (
    QDrag,
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
from PySide6.QtWidgets import QAbstractItemView, QTableView

from lazi_desktop.ui.formatting import moment, money_difference
from lazi_desktop.ui.pricebook.drag_picture import drag_picture
from lazi_desktop.ui.review.arranging import Group, Grouping
from lazi_desktop.ui.review.column_widths import ColumnWidths
from lazi_desktop.ui.review.line_painter import AFTER_TICK, HEAD_TICK_AT, TICK_AT, LinePainter
from lazi_desktop.ui.review.review_model import Column, ReviewModel, effect_text
from lazi_desktop.ui.review.review_row import ReviewRow
from lazi_desktop.ui.review.words import names_of
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import color, theme_news
from lazi_desktop.ui.widgets.plain_table import dress

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-lazi-changes"
_MEASURED = 4_000  # lines whose texts are looked at for the widths


class ReviewTable(QTableView):
    """`chosen_changed()`; `dropped(group)`: what is chosen was dragged onto a change-set's head."""

    chosen_changed = Signal()
    dropped = Signal(object)

    def __init__(self, model: ReviewModel, state: QSettings) -> None:
        super().__init__()
        self.review_model = model
        self.lines = LinePainter(model)
        self._drop_line = -1
        self._chosen: list[ReviewRow] | None = None
        dress(self)
        self.setModel(model)
        self.setAccessibleName(self.tr("Pending changes"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.widths = ColumnWidths(self, state)
        self.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        model.modelReset.connect(self._forget_chosen)
        theme_news.theme_changed.connect(self.viewport().update)

    # -------------------------------------------------------------------------------------------------------- chosen

    def chosen_lines(self) -> list[Group | ReviewRow]:
        lines = self.review_model.lines
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.count())]
        numbers = sorted({number for part in parts for number in range(part.top(), part.bottom() + 1)})
        return [lines[number] for number in numbers if number < len(lines)]

    def chosen(self) -> list[ReviewRow]:
        """A chosen head stands for all of its group."""
        if self._chosen is None:
            rows = (row for line in self.chosen_lines() for row in self.review_model.rows_of(line))
            self._chosen = list({id(row): row for row in rows}.values())
        return self._chosen

    def _on_selection(self) -> None:
        self._forget_chosen()
        self.chosen_changed.emit()

    def _forget_chosen(self) -> None:
        self._chosen = None

    def current_line(self) -> Group | ReviewRow | None:
        return self.review_model.line(self.currentIndex().row())

    def take(self, groups: Sequence[Group], grouping: Grouping) -> None:
        """Other lines: what was chosen stays so, and what is looked at stays where it is."""
        chosen = self.chosen_lines()
        identities = {line.identity for line in chosen if isinstance(line, ReviewRow)}
        heads = {line.key for line in chosen if isinstance(line, Group)}
        current, at = self.current_line(), self.verticalScrollBar().value()
        was_current = self.currentIndex().row()
        was_in_sight = self._is_in_sight(was_current)
        self.review_model.take(groups, grouping)
        self.lines.forget()
        self._measure()
        numbers = self.review_model.find(identities) if identities else []
        numbers += [number for key in heads if (number := self.review_model.find_group(key)) >= 0]
        self._select(numbers, self._again(current, was_current))
        self.verticalScrollBar().setValue(at)
        if was_in_sight:  # keys are never meant for a line that went out of sight by itself
            self._bring(self.currentIndex().row())
        self.chosen_changed.emit()

    def _is_in_sight(self, number: int) -> bool:
        return number >= 0 and self.viewport().rect().intersects(
            self.visualRect(self.review_model.index(number, 0))
        )

    def _again(self, current: Group | ReviewRow | None, was: int) -> int:
        """Where the current line is now; where it is gone, the one that took its place."""
        model, found = self.review_model, -1
        if isinstance(current, ReviewRow):
            found = next(iter(model.find({current.identity})), -1)
        elif isinstance(current, Group):
            found = model.find_group(current.key)
        return found if found >= 0 else min(was, len(model.lines) - 1)

    def _select(self, numbers: Sequence[int], current: int) -> None:
        selection = self.selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        if current >= 0:
            selection.setCurrentIndex(self.review_model.index(current, 0), selection.SelectionFlag.NoUpdate)
        for number in numbers:
            selection.select(self.review_model.index(number, 0), flags)

    def go_to(self, number: int) -> None:
        self.setCurrentIndex(self.review_model.index(number, 0))
        self._bring(number)

    def _bring(self, number: int) -> None:
        """Into sight; with the head of the first group where both have room."""
        self.scrollTo(self.review_model.index(number, 0))
        if 0 <= (number + 1) * metrics.ROW_HEIGHT <= self.viewport().height():
            self.scrollToTop()

    # -------------------------------------------------------------------------------------------------------- widths

    def _measure(self) -> None:
        rows = [line for line in self.review_model.lines[:_MEASURED] if isinstance(line, ReviewRow)]
        texts = {
            Column.FIELD: {row.field_words for row in rows},
            Column.BY: {row.by for row in rows},
            Column.WHEN: {moment(row.at) for row in rows[:200]},
        }
        needed = {column: self._widest(found) for column, found in texts.items()}
        effects = {effect_text(row) for row in rows} - {""}
        totals = {money_difference(one.effect) for one in self.review_model.groups if one.effect is not None}
        needed[Column.EFFECT] = self._widest(sorted(effects | totals, key=len)[-3:])
        names = sorted({f"{row.code}  {row.name}" for row in rows}, key=len)[-3:]
        needed[Column.CHANGE] = self._widest(names) + TICK_AT + AFTER_TICK
        states = {self.lines.width_of_state(row): None for row in _one_of_each_state(rows)}
        needed[Column.STATE] = max(states, default=0) + 24
        self.widths.need(needed)

    def _widest(self, texts: Sequence[str] | set[str]) -> int:
        return max((self.lines.width_of(text) for text in texts), default=0) + 24

    # ------------------------------------------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        room, count = event.rect(), len(self.review_model.lines)
        first, last = self.rowAt(room.top()), self.rowAt(room.bottom())
        if first >= 0:
            header, height = self.horizontalHeader(), metrics.ROW_HEIGHT
            spans = [
                (header.sectionViewportPosition(column), header.sectionSize(column)) for column in Column
            ]
            width = max(self.viewport().width(), header.length())
            current = self.currentIndex().row() if self.hasFocus() else -1
            selection = self.selectionModel().selection()
            chosen = [(part.top(), part.bottom()) for part in map(selection.at, range(selection.count()))]
            self.lines.begin_frame(painter, spans)
            top = self.rowViewportPosition(first)
            for number in range(first, last + 1 if last >= 0 else count):
                selected = any(begin <= number <= end for begin, end in chosen)
                self.lines.paint(
                    number, QRect(-header.offset(), top, width, height), selected, number == current
                )
                top += height
        if self._drop_line >= 0:
            painter.setPen(QPen(color("accent"), 2))
            top, height = self.rowViewportPosition(self._drop_line), self.rowHeight(self._drop_line)
            painter.drawRect(QRect(1, top + 1, self.viewport().width() - 2, height - 2))
        painter.end()

    # --------------------------------------------------------------------------------------------------- mouse, keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        line = self.review_model.line(self.rowAt(at.y()))
        if line is not None and event.button() == Qt.MouseButton.LeftButton:
            if self._is_on_tick(line, at):
                self.review_model.toggle(self._ticked_with(line))
                return
            if isinstance(line, Group) and self._across(at) < HEAD_TICK_AT:
                self.toggle_open(self.rowAt(at.y()))
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        line = self.review_model.line(self.rowAt(at.y()))
        if line is not None and self._is_on_tick(line, at):
            self.review_model.toggle(self._ticked_with(line))
        elif isinstance(line, Group):
            self.toggle_open(self.rowAt(at.y()))
        else:
            super().mouseDoubleClickEvent(event)

    def _across(self, at: QPoint) -> int:
        return at.x() + self.horizontalHeader().offset()

    def _is_on_tick(self, line: Group | ReviewRow, at: QPoint) -> bool:
        begins = self.lines.tick_at(line)
        has_one = self.review_model.tick_state(line) is not None
        return has_one and begins - 5 <= self._across(at) < begins + AFTER_TICK - 2

    def _ticked_with(self, line: Group | ReviewRow) -> list[Group | ReviewRow]:
        """A click into one of several chosen lines is meant for all of them."""
        chosen = self.chosen_lines()
        return chosen if any(one is line for one in chosen) else [line]

    def toggle_open(self, number: int) -> None:
        line = self.review_model.line(number)
        if isinstance(line, Group):
            self.review_model.set_open(number, not self.review_model.is_open(line))

    def set_all_open(self, is_open: bool) -> None:
        line = self.current_line()
        self.review_model.set_all_open(is_open)
        self._select([], self._again(line, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Left:
                self._close_or_go_up()
            case Qt.Key.Key_Right:
                self.review_model.set_open(self.currentIndex().row(), True)
            case _:
                super().keyPressEvent(event)

    def _close_or_go_up(self) -> None:
        number = self.currentIndex().row()
        line = self.review_model.line(number)
        if isinstance(line, Group):
            self.review_model.set_open(number, False)
        elif line is not None and (head := self.review_model.number_of_head(number)) >= 0:
            self.go_to(head)

    # ------------------------------------------------------------------------------------------------------ dragging

    def startDrag(self, _actions: Qt.DropAction) -> None:
        rows = [row for row in self.chosen() if row.proposal is None]
        if not rows:
            return
        drag = QDrag(self)
        data = QMimeData()
        data.setData(MIME, b"chosen")
        drag.setMimeData(data)
        drag.setPixmap(drag_picture(names_of(rows), self.devicePixelRatioF()))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is self and event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # it scrolls near the edges
        number = self._target(event.position().toPoint())
        self._point_out(number)
        if number >= 0:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._point_out(-1)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        number = self._target(event.position().toPoint())
        self._point_out(-1)
        if number >= 0:
            event.acceptProposedAction()
            self.dropped.emit(self.review_model.lines[number])

    def _target(self, at: QPoint) -> int:
        """The head of the change-set that is meant; anywhere in its group counts."""
        model = self.review_model
        number = self.rowAt(at.y())
        head = model.number_of_head(number) if number >= 0 else -1
        if head < 0 or model.grouping is not Grouping.CHANGE_SET:
            return -1
        group = model.lines[head]
        return -1 if isinstance(group, Group) and group.key.proposed else head

    def _point_out(self, number: int) -> None:
        if number != self._drop_line:
            self._drop_line = number
            self.viewport().update()


def _one_of_each_state(rows: Sequence[ReviewRow]) -> list[ReviewRow]:
    found = {(row.state, row.violations[0].rule if row.violations else None): row for row in rows}
    return list(found.values())
