"""A field that finds a SKU, and below it what fits: the keyboard stays in the field while the arrows walk the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lazi_desktop.domain.kinds import SKU_KINDS
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.linked.sku_search import found_skus
from lazi_desktop.ui.kind_looks import glyph_of, word_of
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.two_lines import LineRole, TwoLineList, heading_item, row_item

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SkuFinder(QWidget):
    """`picked(row)`: Enter or a click. `left()`: Escape, or Enter with nothing typed and nothing offered."""

    picked = Signal(object)
    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self._offered: Sequence[tuple[SkuRow, str]] = ()
        self._picks_first = False
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Code or name of the SKU"))
        self.field.setAccessibleName(self.tr("Code or name of the SKU"))
        self.field.setClearButtonEnabled(True)
        self.items = QStandardItemModel(self)
        self.list = TwoLineList(self.tr("SKUs that fit"))
        self.list.setModel(self.items)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_TINY)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(self._on_text)
        self.field.textChanged.connect(self._on_cleared)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._on_clicked)

    def offer(self, rows: Sequence[tuple[SkuRow, str]]) -> None:
        """What is listed while nothing is typed, each with what speaks for it."""
        self._offered = rows
        if not self.field.text().strip():
            self._show(rows)

    def clear(self) -> None:
        self._picks_first = False
        self._reads.drop()
        self.field.clear()
        self._show(self._offered)

    def take(self, text: str) -> None:
        """As if it was typed."""
        self.field.setText(text)
        self._on_text(text)

    def rows(self) -> list[SkuRow]:
        """What is listed, from top to bottom."""
        return [self.items.item(place).data(LineRole.SUBJECT) for place in range(self._count())]

    # ------------------------------------------------------------------------------------------------------- finding

    def _on_text(self, text: str) -> None:
        self._picks_first = False
        self._ask(text)

    def _on_cleared(self, text: str) -> None:
        if not text:
            self._reads.drop()
            self._show(self._offered)

    def _ask(self, text: str) -> None:
        queries, kinds = self._context.queries, frozenset(SKU_KINDS)
        if text.strip():
            self._reads.ask(
                lambda: found_skus(queries, kinds, text),
                lambda rows: self._on_found(text, rows),
            )

    def _on_found(self, text: str, rows: Sequence[SkuRow]) -> None:
        if text != self.field.text():
            return
        self._show([(row, "") for row in rows])
        if self._picks_first:
            self._picks_first = False
            self._pick_meant()

    def _show(self, rows: Sequence[tuple[SkuRow, str]]) -> None:
        self.items.clear()
        for row, why in rows:
            title = row.name or row.code
            told = (
                row.code if row.name else "",
                word_of(row.kind),
                "" if row.active else self.tr("inactive"),
            )
            detail = " · ".join(filter(None, (*told, why)))
            self.items.appendRow(row_item(title, detail, glyph=glyph_of(row.kind), subject=row))
        if rows:
            self.list.setCurrentIndex(self.items.index(0, 0))
        elif self.field.text().strip():
            self.items.appendRow(heading_item(self.tr("No SKU by that code or name")))

    # ------------------------------------------------------------------------------------------------------- picking

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in _ENTERS:
            self._on_enter()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        if self._count():
            place = min(max(self.list.currentIndex().row() + by, 0), self._count() - 1)
            self.list.setCurrentIndex(self.items.index(place, 0))

    def _on_enter(self) -> None:
        if self._reads.is_running:
            self._picks_first = True  # as soon as what fits this very text is there
        elif self._count() or self.field.text().strip():
            self._pick_meant()
        else:
            self.left.emit()

    def _pick_meant(self) -> None:
        place = self.list.currentIndex().row()
        if 0 <= place < self._count():
            self._pick(place)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._pick(index.row())

    def _pick(self, place: int) -> None:
        row = self.items.item(place).data(LineRole.SUBJECT)
        if isinstance(row, SkuRow):
            self.picked.emit(row)

    def _count(self) -> int:
        """Of SKUs; a line that says that there are none is none."""
        says_nothing = self.items.index(0, 0).data(LineRole.SUBJECT) is None
        return 0 if says_nothing else self.items.rowCount()
