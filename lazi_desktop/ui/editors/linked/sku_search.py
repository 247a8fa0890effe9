"""A line that finds SKUs by code or name: Enter takes the one that fits best, the arrows choose another."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QWidget

from lazi_desktop.domain.checks import code_key
from lazi_desktop.domain.code_list import Wanted, read_code_list
from lazi_desktop.domain.kinds import EntityKind, tree_of
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import money
from lazi_desktop.ui.latest_read import LatestRead

_SHOWN = 12


class SkuSearch(QLineEdit):
    """`picked(row)`; `listed(wanted)`: a list of codes was pasted; `missed(text)`: there is no such SKU."""

    picked = Signal(object)
    listed = Signal(list)
    missed = Signal(str)

    def __init__(self, context: UiContext, kinds: Collection[EntityKind], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._kinds = frozenset(kinds)
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self._rows: Sequence[SkuRow] = ()
        self._takes_first = False
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_SHOWN)
        self._completer.setWidget(self)
        self._completer.activated[QModelIndex].connect(self._on_chosen)  # type: ignore[index]
        popup = self._completer.popup()
        if popup is not None:
            popup.setAccessibleName(self.tr("SKUs that fit"))
        self.textEdited.connect(self._on_text)
        self.installEventFilter(self)

    def _on_text(self, text: str) -> None:
        self._takes_first = False
        self._ask(text)

    def _ask(self, text: str) -> None:
        queries, kinds = self._context.queries, self._kinds
        if text.strip():
            self._reads.ask(lambda: found_skus(queries, kinds, text), lambda rows: self._offer(text, rows))
        else:
            self._reads.drop()
            self._offer(text, ())

    def _offer(self, text: str, rows: Sequence[SkuRow]) -> None:
        if text != self.text():
            return
        self._rows = rows
        self._model.setStringList([_told(row, self.tr("inactive")) for row in rows])
        if self._takes_first:
            self._take_first()
        elif rows and self.hasFocus():
            self._completer.complete()
        else:
            self._hide()

    def _hide(self) -> None:
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()

    def _on_chosen(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._rows):
            self._take(self._rows[index.row()])

    def _take(self, row: SkuRow) -> None:
        self._hide()
        self.clear()
        self._rows = ()
        self.picked.emit(row)
        self.setFocus()

    def _take_first(self) -> None:
        """What is typed must be somebody's code or name: of what merely resembles it a person picks."""
        self._takes_first = False
        typed = self.text().strip()
        meant = [row for row in self._rows if typed.casefold() in (row.code.casefold(), row.name.casefold())]
        if meant:
            self._take(meant[0])
        elif self._rows:
            self._completer.complete()
        elif typed:
            self.missed.emit(typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
            return True
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._paste()
        return False

    def _on_enter(self) -> None:
        popup = self._completer.popup()
        chosen = popup.currentIndex() if popup is not None and popup.isVisible() else QModelIndex()
        if chosen.isValid():
            self._on_chosen(chosen)
        elif self.text().strip():
            self._takes_first = True  # as soon as what fits this very text is there
            self._ask(self.text())

    def _paste(self) -> bool:
        """More than one line, or a table: a list. Whether it was one."""
        wanted = pasted_list()
        if len(wanted) > 1 or any(one.quantity is not None for one in wanted):
            self.listed.emit(list(wanted))
            return True
        return False


def pasted_list() -> list[Wanted]:
    """What the clipboard holds, as codes and quantities."""
    board = QApplication.clipboard().mimeData()
    return read_code_list(board.text(), board.html() if board.hasHtml() else "")


def found_skus(queries: PricebookQueries, kinds: frozenset[EntityKind], text: str) -> Sequence[SkuRow]:
    """The one of this very code first."""
    exact = [row for rows in queries.rows_by_code([text]).values() for row in rows if row.kind in kinds]
    others: list[SkuRow] = []
    for tree in sorted({tree_of(kind) for kind in kinds}):
        numbers = queries.find(SkuQuery(tree=tree, kinds=kinds, search=text), limit=_SHOWN)
        others += queries.rows(numbers)
    begins = [row for row in others if code_key(row.code).startswith(code_key(text))]
    ordered = {row.key: row for row in (*exact, *begins, *others)}
    return [row for row in ordered.values() if row.active or row in exact][:_SHOWN]


def _told(row: SkuRow, inactive: str) -> str:
    """A cost of 0 is one that nobody entered."""
    parts = [row.code, row.name, money(row.cost) if row.cost else "", "" if row.active else inactive]
    return "  ·  ".join(part for part in parts if part)
