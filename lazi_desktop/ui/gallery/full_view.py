"""One picture in full, of one entry after the other."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lazi_desktop.domain.assets import Asset
from lazi_desktop.ports.pictures import FULL_SIDE, Asked, Pictures
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.gallery.filmstrip import Filmstrip
from lazi_desktop.ui.gallery.picture_canvas import PictureCanvas
from lazi_desktop.ui.gallery.sheet_panel import SheetPanel
from lazi_desktop.ui.gallery.shown_words import facts
from lazi_desktop.ui.gallery.taking import TakesPictures
from lazi_desktop.ui.gallery.tile_keys import removal_words
from lazi_desktop.ui.gallery.tiles_model import cover_of, pictures_of
from lazi_desktop.ui.gallery.view_bar import ViewBar
from lazi_desktop.ui.gallery.view_keys import LEAVES, looked
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, line

_AHEAD_MS = 150  # who leafs fast wants none of those in between


class FullView(QFrame):
    """`left()`: back to all pictures. Of the entry: `edit_wanted()`, `show_wanted()` in the pricebook,
    `paste_wanted()`; `taken(onto, numbers)`: what was dropped on it. `stepped()`: another picture is shown."""

    left = Signal()
    edit_wanted = Signal()
    show_wanted = Signal()
    paste_wanted = Signal()
    stepped = Signal()
    taken = Signal(object, object)

    def __init__(self, context: UiContext, sheet: SheetPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: Pictures | None = context.pictures
        self._notifier = context.notifier
        self._sheet = sheet
        self._place = 0
        """Which of the entry's pictures."""
        self._taker: TakesPictures | None = None
        ctrl = Qt.KeyboardModifier.ControlModifier
        self._wishes = (
            (QKeyCombination(Qt.Key.Key_F2), self.edit_wanted),
            (QKeyCombination(ctrl, Qt.Key.Key_Return), self.show_wanted),
            (QKeyCombination(ctrl, Qt.Key.Key_Enter), self.show_wanted),
            (QKeyCombination(ctrl, Qt.Key.Key_V), self.paste_wanted),
        )
        self._ahead: list[Asked] = []
        self._ahead_soon = QTimer(self, singleShot=True, interval=_AHEAD_MS)
        self._ahead_soon.timeout.connect(self._look_ahead)
        self.setProperty("surface", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Picture in full"))
        self.bar = ViewBar()
        self.before = button("", "icon", glyph=Glyph.LEFT, name=self.tr("Entry before"))
        self.after = button("", "icon", glyph=Glyph.RIGHT, name=self.tr("Next entry"))
        self.canvas = PictureCanvas(context.pictures)
        self.strip = Filmstrip(context.pictures)
        self._offer_tools()
        self._lay_out()
        self._listen()

    def _offer_tools(self) -> None:
        self.edit = button("", "icon", glyph=Glyph.EDIT, name=self.tr("Edit the entry's pictures (F2)"))
        self.show_there = button(
            "", "icon", glyph=Glyph.SHOW_IN_GRID, name=self.tr("Show in the pricebook (Ctrl+Enter)")
        )
        self.edit.clicked.connect(self.edit_wanted)
        self.show_there.clicked.connect(self.show_wanted)
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        for one in (self.edit, self.show_there, self.before, self.after):
            one.setToolTip(one.accessibleName())
            self.bar.add(one)

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(line())
        column.addWidget(self.canvas, 1)
        column.addWidget(self.strip)

    def add_line(self, told: QWidget) -> None:
        """At the foot; it is hidden while it has nothing to say."""
        told.setContentsMargins(metrics.CARD_PADDING, metrics.GAP_TINY, metrics.GAP_SMALL, metrics.GAP_TINY)
        self._column.addWidget(told)

    def _listen(self) -> None:
        self.bar.left.connect(self.left)
        self.bar.zoomed.connect(self.canvas.zoom)
        self.bar.sized.connect(self._size)
        self.canvas.stood_elsewhere.connect(self._tell)
        self.canvas.learned.connect(self._tell)
        self.strip.chosen.connect(self.show_place)
        model = self._sheet.model
        model.dataChanged.connect(lambda *_: self._refresh())
        for news in (model.modelReset, model.rearranged):
            news.connect(self._refresh)

    # ----------------------------------------------------------------------------------------------------- going about

    @property
    def position(self) -> int:
        return self._sheet.view.currentIndex().row()

    @property
    def row(self) -> SkuRow | None:
        position = self.position
        return self._sheet.model.sku(position) if 0 <= position < len(self._sheet.model.rows) else None

    def show_position(self, position: int) -> None:
        self._sheet.view.go_to(position)
        self._sheet.loader.look_at(position - 2, position + 2)
        self._place = 0
        self._refresh(anew=True)
        self.stepped.emit()

    def step(self, way: int) -> None:
        """To the entry before or after; at the ends it stays."""
        position = self.position + way
        if 0 <= position < len(self._sheet.model.rows):
            self.show_position(position)

    def show_place(self, place: int) -> None:
        """Another one of the entry's pictures."""
        if 0 <= place < len(self._assets()) and place != self._place:
            self._place = place
            self._refresh(anew=True)
            self.stepped.emit()

    def _assets(self) -> list[Asset]:
        return [] if self.row is None else pictures_of(self.row)

    def _refresh(self, *, anew: bool = False) -> None:
        if not (anew or self.isVisible()):
            return
        row, assets = self.row, self._assets()
        self._place = min(self._place, max(len(assets) - 1, 0))
        if row is not None:
            address = assets[self._place].address if assets else ""
            self.canvas.show_picture(address, row.code, row.kind)
        elif anew:
            self.canvas.leave()
        self.strip.show_pictures(assets, self._place)
        self._ahead_soon.start()
        self._tell()

    def _tell(self) -> None:
        row, assets, count = self.row, self._assets(), len(self._sheet.model.rows)
        self.bar.title.setText("" if row is None else row.name)
        which = self.tr("{number} of {count}").format(number=whole(self.position + 1), count=whole(count))
        words = "" if row is None else facts(row, assets, self._place, self.canvas)
        self.bar.facts.setText("  ·  ".join(one for one in (which, words) if one))
        self.bar.show_percent(self.canvas.percent)
        self.before.setEnabled(self.position > 0)
        self.after.setEnabled(self.position < count - 1)
        self.canvas.setAccessibleName("" if row is None else f"{row.name}, {words}")

    def _size(self) -> None:
        if self.canvas.stand.zoom:
            self.canvas.fit()
        else:
            self.canvas.own_size()

    # --------------------------------------------------------------------------------------------------- looking ahead

    def _look_ahead(self) -> None:
        """The entries before and after, so that leafing finds them at hand."""
        self._forget_ahead()
        if self._pictures is None or not self.isVisible():
            return
        rows = self._sheet.model.rows
        for position in (self.position + 1, self.position - 1):
            row = rows.at(position) if 0 <= position < len(rows) else None
            address = cover_of(row) if row is not None else ""
            if address and self._pictures.at_hand(address, FULL_SIDE) is None:
                self._ahead.append(
                    self._pictures.ask(address, FULL_SIDE, lambda _answer: None, visible=False)
                )

    def _forget_ahead(self) -> None:
        asked, self._ahead = self._ahead, []
        for one in asked:
            one.cancel()

    def showEvent(self, event: QShowEvent) -> None:
        """Also back from another page."""
        super().showEvent(event)
        self._refresh(anew=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ahead_soon.stop()
        self._forget_ahead()

    # -------------------------------------------------------------------------------------------- dropped, and keyboard

    def use(self, taker: TakesPictures) -> None:
        """Pictures can be dropped here: onto the entry."""
        self._taker = taker
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._taker is not None and self.row is not None and self._taker.can_take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.row
        if self._taker is not None and row is not None and self._taker.can_take(event.mimeData()):
            onto = self._taker.take(event.mimeData())
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.taken.emit(onto, [row.number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for keys, wanted in self._wishes:
            if event.keyCombination() == keys:
                wanted.emit()
                return
        if looked(self.canvas, event):
            return
        last = len(self._sheet.model.rows) - 1
        match Qt.Key(event.key()):
            case Qt.Key.Key_Right:
                self.step(1)
            case Qt.Key.Key_Left:
                self.step(-1)
            case Qt.Key.Key_Down:
                self.show_place(self._place + 1)
            case Qt.Key.Key_Up:
                self.show_place(self._place - 1)
            case Qt.Key.Key_Home:
                self.show_position(0)
            case Qt.Key.Key_End:
                self.show_position(last)
            case Qt.Key.Key_Delete:
                self._notifier.done(removal_words())
            case key if key in LEAVES:
                self.left.emit()
            case _:
                super().keyPressEvent(event)
