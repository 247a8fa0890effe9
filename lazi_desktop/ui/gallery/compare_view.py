"""Two pictures side by side: moved and zoomed together, or each by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.assets import Asset
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.gallery.picture_canvas import PictureCanvas
from lazi_desktop.ui.gallery.shown_words import facts
from lazi_desktop.ui.gallery.tiles_model import pictures_of
from lazi_desktop.ui.gallery.view_bar import ViewBar
from lazi_desktop.ui.gallery.view_keys import LEAVES, looked
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, line
from lazi_desktop.ui.widgets.elided_label import ElidedLabel


class ComparedSide(QWidget):
    """`changed()`: another picture, or more is known of it."""

    changed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.row: SkuRow | None = None
        self._assets: Sequence[Asset] = ()
        self._place = 0
        self.name = ElidedLabel("heading")
        self.facts = ElidedLabel("small", elide=Qt.TextElideMode.ElideMiddle)
        self.next = button("", "icon", glyph=Glyph.RIGHT, name=self.tr("Next picture of the entry"))
        self.next.setToolTip(self.next.accessibleName())
        self.next.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.next.clicked.connect(self.go_on)
        self.canvas = PictureCanvas(context.pictures, fills=True)
        self.canvas.learned.connect(self._tell)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self.facts)
        head = QHBoxLayout()
        head.setContentsMargins(metrics.GAP, metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL)
        head.addLayout(words, 1)
        head.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.canvas, 1)

    def show_row(self, row: SkuRow, place: int = 0) -> None:
        self.row, self._assets, self._place = row, pictures_of(row), place
        address = self._assets[place].address if self._assets else ""
        self.canvas.show_picture(address, row.code, row.kind)
        self.next.setVisible(len(self._assets) > 1)
        self._tell()

    def look_again(self) -> None:
        if self.row is not None:
            self.show_row(self.row, self._place)

    def go_on(self) -> None:
        if self.row is not None and self._assets:
            self.show_row(self.row, (self._place + 1) % len(self._assets))

    def _tell(self) -> None:
        if self.row is not None:
            words = facts(self.row, list(self._assets), self._place, self.canvas)
            self.name.setText(self.row.name)
            self.facts.setText(words)
            self.canvas.setAccessibleName(f"{self.row.name}, {words}")
        self.changed.emit()


class CompareView(QFrame):
    """`left()`: back to all pictures."""

    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Two pictures compared"))
        self.bar = ViewBar()
        self.bar.title.setText(self.tr("Compare two pictures"))
        self.bar.facts.setText(self.tr("Wheel and mouse look nearer and move; + and − zoom, 0 shows all"))
        self.together = button(self.tr("Move together"), "quiet", glyph=Glyph.CONNECT)
        self.together.setCheckable(True)
        self.together.setChecked(True)
        self.together.setToolTip(self.tr("What is done with one picture is done with the other, too"))
        self.swap = button(self.tr("Swap"), "quiet", glyph=Glyph.SWAP)
        self.swap.clicked.connect(self._swap)
        self.bar.add(self.together)
        self.bar.add(self.swap)
        self.sides = (ComparedSide(context), ComparedSide(context))
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        parting = frame("line")
        parting.setFixedWidth(1)
        beside.addWidget(self.sides[0], 1)
        beside.addWidget(parting)
        beside.addWidget(self.sides[1], 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(line())
        column.addLayout(beside, 1)

    def _listen(self) -> None:
        first, second = (side.canvas for side in self.sides)
        first.stood_elsewhere.connect(lambda: self._follow(first, second))
        second.stood_elsewhere.connect(lambda: self._follow(second, first))
        for side in self.sides:
            side.changed.connect(self._tell)
        self.bar.left.connect(self.left)
        self.bar.zoomed.connect(self._zoom)
        self.bar.sized.connect(self._size)

    def show_rows(self, rows: Sequence[SkuRow]) -> None:
        for side, row in zip(self.sides, rows, strict=False):
            side.show_row(row)

    def _swap(self) -> None:
        rows = [side.row for side in self.sides if side.row is not None]
        self.show_rows(rows[::-1])

    def _follow(self, moved: PictureCanvas, other: PictureCanvas) -> None:
        if self.together.isChecked():
            other.stand_at(moved.stand)
        self._tell()

    def _zoom(self, steps: int) -> None:
        for canvas in self._meant():
            canvas.zoom(steps)

    def _size(self) -> None:
        for canvas in self._meant():
            canvas.fit() if canvas.stand.zoom else canvas.own_size()

    def _meant(self) -> Sequence[PictureCanvas]:
        """Those that keys and buttons are about; the other one follows where they move together."""
        together = self.together.isChecked()
        return [self.sides[0].canvas] if together else [side.canvas for side in self.sides]

    def _tell(self) -> None:
        self.bar.show_percent(self.sides[0].canvas.percent)

    def showEvent(self, event: QShowEvent) -> None:
        """Back from another page."""
        super().showEvent(event)
        for side in self.sides:
            side.look_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        heard = [looked(canvas, event) for canvas in self._meant()]
        if all(heard):
            return
        match Qt.Key(event.key()):
            case Qt.Key.Key_Left:
                self.sides[0].go_on()
            case Qt.Key.Key_Right:
                self.sides[1].go_on()
            case key if key in LEAVES:
                self.left.emit()
            case _:
                super().keyPressEvent(event)
