"""The table of a review, all by keyboard: take, leave out, give to another SKU, look at it large."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from lazi_desktop.domain.matching.review import Part
from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ui.gallery.matching.match_delegate import ROW, SIDE, MatchDelegate
from lazi_desktop.ui.gallery.matching.matches_model import Column, Index, MatchesModel
from lazi_desktop.ui.gallery.tile_pictures import TilePictures
from lazi_desktop.ui.widgets.plain_table import Heading, SharedRoom, choose_row, dress

_MOST_BYTES = 16 * 1024 * 1024
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
_SHOWN = {
    Part.PROPOSED: frozenset(Column),
    Part.REJECTED: frozenset((Column.FILE, Column.SKU, Column.WHY)),
    Part.UNREADABLE: frozenset((Column.FILE, Column.WHY)),
    Part.ADDED: frozenset((Column.FILE, Column.SKU, Column.STATE)),
}


class MatchTable(QTableView):
    """What is wanted of the selected rows: `turned()` taken or not, `rejected()`, `detached()`, `assigning(typed)`,
    `enlarging()`, `taking_back()`."""

    turned = Signal()
    rejected = Signal()
    detached = Signal()
    assigning = Signal(str)
    enlarging = Signal()
    taking_back = Signal()

    def __init__(self, model: MatchesModel, pictures: Pictures) -> None:
        super().__init__()
        self.matches = model
        self.pictures = TilePictures(pictures, self, most_bytes=_MOST_BYTES)
        self.setAccessibleName(self.tr("Pictures and the SKUs they are proposed for"))
        dress(self)
        self.setAlternatingRowColors(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(MatchDelegate(model, self.pictures, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setModel(model)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        titles = model.titles()
        self._headings = {
            Column.FILE: Heading(titles[Column.FILE], 220, share=4),
            Column.SKU: Heading(titles[Column.SKU], 240, share=5),
            Column.CONFIDENCE: Heading(titles[Column.CONFIDENCE], 104),
            Column.WHY: Heading(titles[Column.WHY], 180, share=4),
            Column.STATE: Heading(titles[Column.STATE], 112),
        }
        self._room = SharedRoom(self, {int(column): one for column, one in self._headings.items()})
        self.pictures.changed.connect(lambda _: self.viewport().update())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start())
        model.modelReset.connect(self._soon.start)
        model.rowsRemoved.connect(lambda *_: self._soon.start())
        model.rowsInserted.connect(lambda *_: self._soon.start())
        model.dataChanged.connect(lambda *_: self._soon.start())
        self.doubleClicked.connect(lambda _: self.enlarging.emit())

    def show_part(self, part: Part) -> None:
        self.matches.show_part(part)
        for column in Column:
            self.setColumnHidden(column, column not in _SHOWN[part])
        self.viewport().removeEventFilter(self._room)
        self._room.deleteLater()
        self._room = SharedRoom(self, {int(column): self._headings[column] for column in _SHOWN[part]})
        if self.matches.places:
            self.selectRow(0)

    def chosen(self) -> list[int]:
        """Places of the selected rows; of the current one where none is selected."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return [self.matches.places[row] for row in rows]

    def go_on(self) -> None:
        """To the row below what was selected."""
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        if rows and max(rows) + 1 < self.matches.rowCount():
            self.selectRow(max(rows) + 1)

    def selectRow(self, row: int) -> None:
        """It alone, whatever keys are held, as Ctrl is of Ctrl+Z."""
        choose_row(self, row)
        self.scrollTo(self.currentIndex())

    # ----------------------------------------------------------------------------------------------------- pictures

    def seen(self) -> range:
        top = self.rowAt(0)
        if top < 0:
            return range(0)
        bottom = self.rowAt(self.viewport().height() - 1)
        return range(top, (bottom if bottom >= 0 else self.matches.rowCount() - 1) + 1)

    def _look(self) -> None:
        if not self.isVisible():
            return
        seen = self.seen()
        below = range(seen.stop, min(seen.stop + len(seen), self.matches.rowCount()))
        self.pictures.look_at(self._addresses(seen), self._addresses(below))

    def _addresses(self, rows: range) -> list[str]:
        both = (self.matches.address, self.matches.cover)
        return [address for row in rows for of in both if (address := of(row))]

    def paintEvent(self, event: QPaintEvent) -> None:
        self.pictures.use(SIDE, self.devicePixelRatioF())
        self.pictures.begin_frame()
        super().paintEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pictures.leave()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    # --------------------------------------------------------------------------------------------------------- keys

    def event(self, event: QEvent) -> bool:
        """Undo is of the last decision while the keyboard is here."""
        if takes_undo(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Undo):
            self.taking_back.emit()
        elif event.modifiers() not in _PLAIN or not self.matches.places:
            super().keyPressEvent(event)
        elif key in _ENTERS:
            self.turned.emit()
        elif (
            key in (Qt.Key.Key_Home, Qt.Key.Key_End)
            and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.selectRow(0 if key == Qt.Key.Key_Home else self.matches.rowCount() - 1)
        elif key == Qt.Key.Key_Delete:
            self.rejected.emit()
        elif key == Qt.Key.Key_Backspace:
            self.detached.emit()
        elif key == Qt.Key.Key_Space:
            self.enlarging.emit()
        elif key == Qt.Key.Key_F2:
            self.assigning.emit("")
        elif event.text().isprintable() and event.text():
            self.assigning.emit(event.text())
        else:
            super().keyPressEvent(event)


def takes_undo(event: QEvent) -> bool:
    """Whether it is Ctrl+Z, before the window takes it for its own."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.matches(QKeySequence.StandardKey.Undo)
    )
