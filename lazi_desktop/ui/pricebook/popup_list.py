"""A list that drops down from where it is asked for: things to tick, and a field to search them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.ui.pricebook.check_mark import CHECK_SIDE, check_mark
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.popping_up import pop_up

_LINE = 28
_WIDTH = 280
_MOST_LINES = 14
_KEY = int(Qt.ItemDataRole.UserRole) + 1
_NOTE = int(Qt.ItemDataRole.UserRole) + 2
_TICKED = int(Qt.ItemDataRole.UserRole) + 3
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Choice:
    """A line. `note` stands at its end; lines of one `group` stand below its title."""

    key: str
    text: str
    ticked: bool = False
    note: str = ""
    group: str = ""


class PopupList(QFrame):
    """`ticked(key, on)`: by click, Space or Enter. Arrows walk while the field keeps the keyboard; Esc closes."""

    ticked = Signal(str, bool)
    closed = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "card")
        self.setAccessibleName(title)
        self._choices: list[Choice] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(title)
        self.search.setAccessibleName(title)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show)
        self.search.installEventFilter(self)
        self.items = QStandardItemModel(self)
        self.view = QListView()
        self.view.setModel(self.items)
        self.view.setItemDelegate(_Lines(self.view))
        self.view.setAccessibleName(title)
        self.view.setUniformItemSizes(True)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.installEventFilter(self)
        self.view.clicked.connect(self._toggle)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(metrics.GAP_TINY)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL)
        layout.setSpacing(metrics.GAP_TINY + 2)
        layout.addWidget(self.search)
        layout.addWidget(self.view)
        layout.addLayout(self._foot)

    def add_button(self, text: str) -> QPushButton:
        """Below the list."""
        made = button(text, "link")
        self._foot.addWidget(made)
        return made

    def offer(self, choices: Sequence[Choice]) -> None:
        """These instead of those before; where the person is in the list stays."""
        self._choices = list(choices)
        self._show()

    def open_at(self, at: QPoint) -> None:
        """Below this point of the screen, or where there is room."""
        self._fit()
        pop_up(self, at)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def toggle(self, key: str) -> None:
        """As if the person had clicked its line."""
        for row in range(self.items.rowCount()):
            if self.items.index(row, 0).data(_KEY) == key:
                self._toggle(self.items.index(row, 0))
                return

    def texts(self) -> list[str]:
        """What is listed, as it is read."""
        return [self.items.index(row, 0).data() for row in range(self.items.rowCount())]

    # -------------------------------------------------------------------------------------------------- the lines

    def _show(self) -> None:
        held = self.view.currentIndex().data(_KEY)
        words = self.search.text().casefold().split()
        found = [
            one
            for one in self._choices
            if all(word in f"{one.text} {one.group}".casefold() for word in words)
        ]
        self.items.clear()
        group = ""
        for choice in found:
            if choice.group != group:
                group = choice.group
                self.items.appendRow(_title(group))
            self.items.appendRow(_line(choice))
        if not found:
            self.items.appendRow(_title(self.tr("Nothing by that name")))
        self._hold(held)
        if self.isVisible():
            self.view.viewport().update()

    def _hold(self, key: str | None) -> None:
        lines = [self.items.index(row, 0) for row in range(self.items.rowCount())]
        lines = [line for line in lines if line.data(_KEY) is not None]
        wanted = next((line for line in lines if line.data(_KEY) == key), lines[0] if lines else None)
        if wanted is not None:
            self.view.setCurrentIndex(wanted)

    def _fit(self) -> None:
        lines = min(max(self.items.rowCount(), 3), _MOST_LINES)
        self.view.setFixedHeight(lines * _LINE + 2)
        widest = max((_lines_of(self.view).width_of(one) for one in self._choices), default=0)
        self.setFixedWidth(min(max(widest + 40, _WIDTH), 440))
        self.adjustSize()

    def _toggle(self, index: QModelIndex) -> None:
        key = index.data(_KEY)
        if key is None:
            return
        on = not index.data(_TICKED)
        self._choices = [
            Choice(one.key, one.text, on if one.key == key else one.ticked, one.note, one.group)
            for one in self._choices
        ]
        _tick(self.items.itemFromIndex(index), on)
        self.ticked.emit(key, on)

    # ------------------------------------------------------------------------------------------------------- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key in _ENTERS or (key == Qt.Key.Key_Space and (watched is self.view or not self.search.text())):
            self._toggle(self.view.currentIndex())
        elif key in _MOVES and watched is self.search:
            self._walk(-1 if key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) else 1)
        else:
            return super().eventFilter(watched, event)
        return True

    def _walk(self, step: int) -> None:
        row = self.view.currentIndex().row() + step
        while 0 <= row < self.items.rowCount():
            index = self.items.index(row, 0)
            if index.data(_KEY) is not None:
                self.view.setCurrentIndex(index)
                return
            row += step

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()


def _title(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _line(choice: Choice) -> QStandardItem:
    item = QStandardItem(choice.text)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    _tick(item, choice.ticked)
    item.setData(choice.key, _KEY)
    item.setData(choice.note, _NOTE)
    item.setAccessibleText(f"{choice.text}, {choice.note}" if choice.note else choice.text)
    return item


def _tick(item: QStandardItem, on: bool) -> None:
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)  # what is read aloud
    item.setData(on, _TICKED)


def _lines_of(view: QListView) -> _Lines:
    delegate = view.itemDelegate()
    assert isinstance(delegate, _Lines)
    return delegate


class _Lines(QStyledItemDelegate):
    """Paints a tick, the words and the note; group titles without a tick."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._font = ui_font()
        self._small = ui_font(metrics.TEXT_SMALL)
        self._title = ui_font(metrics.TEXT_SMALL, weight=QFont.Weight.DemiBold)

    def width_of(self, choice: Choice) -> int:
        text = QFontMetrics(self._font).horizontalAdvance(choice.text)
        note = QFontMetrics(self._small).horizontalAdvance(choice.note)
        return text + (note + metrics.GAP_LARGE if choice.note else 0) + CHECK_SIDE + 4 * metrics.GAP_SMALL

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, _LINE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, left = QRect(option.rect), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if index.data(_KEY) is None:
            painter.setFont(self._title)
            painter.setPen(color("text_muted"))
            painter.drawText(rect.adjusted(metrics.GAP_TINY, 4, 0, 0), left, index.data())
            return
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.fillRect(rect, color("selection" if chosen else "hover"))
        mark = check_mark(bool(index.data(_TICKED)), True, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + metrics.GAP_TINY + 2, rect.center().y() - CHECK_SIDE // 2 + 1, mark)
        note = index.data(_NOTE)
        room = rect.adjusted(CHECK_SIDE + 2 * metrics.GAP_SMALL, 0, -metrics.GAP_SMALL, 0)
        if note:
            painter.setFont(self._small)
            painter.setPen(color("text_muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note)
            room.adjust(0, 0, -QFontMetrics(self._small).horizontalAdvance(note) - metrics.GAP_SMALL, 0)
        painter.setFont(self._font)
        painter.setPen(color("text"))
        shown = QFontMetrics(self._font).elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, left, shown)
