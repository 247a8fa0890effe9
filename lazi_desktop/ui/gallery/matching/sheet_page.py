"""Pictures that belong to no SKU yet, and beside them the one in hand, large, with the field that finds its SKU."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from lazi_desktop.domain.matching.review import Part
from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.gallery.matching.deciding import Decisions
from lazi_desktop.ui.gallery.matching.matches_model import MatchesModel
from lazi_desktop.ui.gallery.matching.picture_pane import PicturePane
from lazi_desktop.ui.gallery.matching.sheet_view import SheetView
from lazi_desktop.ui.gallery.matching.shown_skus import ShownSkus
from lazi_desktop.ui.gallery.matching.sku_finder import SkuFinder
from lazi_desktop.ui.gallery.matching.words import percent, why_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import frame, label
from lazi_desktop.ui.widgets.elided_label import ElidedLabel
from lazi_desktop.ui.widgets.empty_card import EmptyCard

_PANE = 320
_PREVIEW = 240


class SheetPage(QWidget):
    """`enlarging()`: the picture in hand. `all_done()`: the last one found its SKU."""

    enlarging = Signal()
    all_done = Signal()

    def __init__(self, context: UiContext, decisions: Decisions, skus: ShownSkus, pictures: Pictures) -> None:
        super().__init__()
        self._decisions = decisions
        self._skus = skus
        self.model = MatchesModel(skus, self)
        self.model.part = Part.REST
        self.view = SheetView(self.model, pictures)
        self.preview = PicturePane(pictures)
        self.preview.setFixedHeight(_PREVIEW)
        self.name = ElidedLabel("heading", elide=Qt.TextElideMode.ElideMiddle)
        self.folder = ElidedLabel("small")
        self.finder = SkuFinder(context)
        self.empty = EmptyCard()
        self.empty.say(
            Glyph.ACCEPT,
            self.tr("Every picture has a SKU, or is left out"),
            self.tr("Those that are accepted are added when you say so below."),
        )
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        sheet = frame("card")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(metrics.GAP_TINY, metrics.GAP_TINY, 1, 1)
        inner.addWidget(self.view)
        pane = frame("card")
        column = QVBoxLayout(pane)
        column.setContentsMargins(
            metrics.CARD_PADDING, metrics.CARD_PADDING, metrics.CARD_PADDING, metrics.GAP_SMALL
        )
        column.setSpacing(metrics.GAP_SMALL)
        for widget in (self.preview, self.name, self.folder):
            column.addWidget(widget)
        column.addWidget(self.finder, 1)
        column.addWidget(
            label(
                self.tr("Type a code or name, Enter gives the picture to the SKU. Esc goes back."),
                "small",
                wrap=True,
            )
        )
        pane.setMinimumWidth(_PANE)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(metrics.GAP_SMALL)
        split.setChildrenCollapsible(False)
        split.addWidget(sheet)
        split.addWidget(pane)
        split.setStretchFactor(0, 1)
        split.setSizes([900, _PANE])
        alone = frame("card")
        QVBoxLayout(alone).addWidget(self.empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(alone)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _listen(self) -> None:
        self.view.moved.connect(self._show_current)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._show_current())
        self.view.typed.connect(self._on_typed)
        self.view.entered.connect(lambda: self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.view.rejected.connect(self.reject)
        self.view.enlarging.connect(self.enlarging)
        self.finder.picked.connect(self._assign)
        self.finder.left.connect(self._leave_finder)
        self._skus.changed.connect(lambda _: self._offer())

    # ------------------------------------------------------------------------------------------------------- showing

    def follow(self) -> None:
        """Something was decided."""
        row = self.view.currentIndex().row()
        self.model.follow()
        self._stack.setCurrentIndex(0 if self.model.places else 1)
        if self.model.places and not self.view.selectionModel().selectedIndexes():
            self.view.selectRow(max(row, 0))
        self._show_current()

    def take_keys(self) -> None:
        if self.model.places:
            if not self.view.currentIndex().isValid():
                self.view.selectRow(0)
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_current(self) -> None:
        row = self.view.currentIndex().row()
        if not 0 <= row < len(self.model.places):
            self.preview.show_picture("", "")
            self.name.setText("")
            self.folder.setText("")
            return
        photo, many = self.model.line(row).proposal.photo, len(self.view.chosen())
        self.preview.show_picture(self.model.address(row), photo.name)
        self.name.setText(counted(many, self.tr("picture"), self.tr("pictures")) if many > 1 else photo.name)
        self.folder.setText(" › ".join(photo.folders))
        self._offer()

    def _offer(self) -> None:
        """What was proposed and is not sure enough, or was said not to be it."""
        row = self.view.currentIndex().row()
        if not 0 <= row < len(self.model.places):
            self.finder.offer(())
            return
        candidates = self.model.line(row).proposal.candidates
        self.finder.offer(
            [
                (sku, f"{percent(one.confidence)}, {why_words(one)}")
                for one in candidates
                if (sku := self._skus.row(one.key)) is not None
            ]
        )

    # -------------------------------------------------------------------------------------------------------- acting

    def _on_typed(self, text: str) -> None:
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.take(text)

    def _assign(self, row: SkuRow) -> None:
        places = self.view.chosen()
        self.finder.clear()
        if places:
            self._skus.put(row)
            self._decisions.assign(places, row.key)
        if self.model.places:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.all_done.emit()

    def reject(self) -> None:
        self._decisions.reject(self.view.chosen())
        if not self.model.places:
            self.all_done.emit()

    def _leave_finder(self) -> None:
        self.finder.clear()
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
