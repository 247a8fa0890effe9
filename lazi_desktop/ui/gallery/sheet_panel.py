"""The card with the contact sheet: what is listed, the filters, the tiles, and how many of them are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.gallery.filter_strip import FilterStrip
from lazi_desktop.ui.gallery.tile_keys import removal_words
from lazi_desktop.ui.gallery.tile_matters import matter_words
from lazi_desktop.ui.gallery.tile_pictures import TilePictures
from lazi_desktop.ui.gallery.tiles_model import FIELDS, TilesModel
from lazi_desktop.ui.gallery.tiles_view import TilesView
from lazi_desktop.ui.gallery.zoom_bar import ZoomBar
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.sku_loader import SkuLoader
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import icon
from lazi_desktop.ui.widgets.basics import line
from lazi_desktop.ui.widgets.elided_label import ElidedLabel
from lazi_desktop.ui.widgets.empty_card import EmptyCard

_SAY_MS = 30


class SheetPanel(QFrame):
    """`chosen_changed()`: other tiles are chosen, or the keyboard is at another one."""

    chosen_changed = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setProperty("surface", "card")
        self.model = TilesModel(self)
        self.loader = SkuLoader(context, self.model, self, fields=FIELDS)
        self.pictures = TilePictures(context.pictures, self)
        self.model.told_of = lambda address: matter_words(address, self.pictures.known(address))
        self.view = TilesView(self.model, self.pictures)
        self.empty = EmptyCard()
        self.strip = FilterStrip()
        self.title = ElidedLabel("title")
        self.crumbs = ElidedLabel("small", elide=Qt.TextElideMode.ElideMiddle)
        self.zoom_bar = ZoomBar()
        self.status = ElidedLabel("small")
        self._crumbs = ""
        self._say_soon = QTimer(self, singleShot=True, interval=_SAY_MS)
        self._say_soon.timeout.connect(self.tell_figures)
        self._lay_out()
        self._listen()
        self.zoom_bar.show_side(self.view.side)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.crumbs)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(0)
        first = QHBoxLayout()
        first.addLayout(words, 1)
        first.addLayout(self._tools)
        head = QVBoxLayout()
        head.setContentsMargins(
            metrics.CARD_PADDING, metrics.GAP_SMALL + 2, metrics.GAP_SMALL, metrics.GAP_SMALL
        )
        head.setSpacing(metrics.GAP_TINY + 2)
        head.addLayout(first)
        head.addWidget(self.strip)
        foot = QHBoxLayout()
        foot.setContentsMargins(metrics.CARD_PADDING, 3, metrics.GAP_SMALL, 3)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.zoom_bar)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self.stack, 1)
        column.addWidget(line())
        column.addLayout(foot)

    def _listen(self) -> None:
        view = self.view
        view.looked_at.connect(self.loader.look_at)
        view.chosen.changed.connect(self._on_chosen)
        view.current_moved.connect(self._on_chosen)
        view.removal_asked.connect(lambda: self.hint(removal_words()))
        view.side_changed.connect(self.zoom_bar.show_side)
        self.zoom_bar.side_wanted.connect(view.zoom_to)
        self.zoom_bar.stepped.connect(view.zoom)
        self.loader.completed.connect(view.chosen.complete)
        self.loader.completed.connect(self.tell_figures)

    def add_tool(self, tool: QToolButton) -> None:
        """At the right of the heading."""
        self._tools.addWidget(tool)

    def add_line(self, told: QWidget) -> None:
        """Above the foot; it is hidden while it has nothing to say."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        told.setContentsMargins(metrics.CARD_PADDING, metrics.GAP_TINY, metrics.GAP_SMALL, metrics.GAP_TINY)
        column.insertWidget(column.count() - 2, told)

    # ----------------------------------------------------------------------------------------------------- heading

    def describe(self, title: str, crumbs: str) -> None:
        self.title.setText(title)
        self._crumbs = crumbs
        self.tell_figures()

    def tell_figures(self) -> None:
        words = [self._crumbs] if self._crumbs else []
        if self.loader.is_complete:
            words.append(counted(len(self.model.rows), self.tr("entry"), self.tr("entries")))
        self.crumbs.setText("  ·  ".join(words))
        chosen = len(self.view.chosen)
        if not len(self.model.rows):
            self.status.setText("")
        elif chosen > 1:
            words = [self.tr("{count} selected").format(count=whole(chosen))]
            words += [self.tr("C compares the two")] if chosen == 2 else []
            self.status.setText("   ·   ".join(words))
        else:
            self.status.setText(
                self.tr("Enter shows the picture in full  ·  Ctrl and the wheel make tiles larger or smaller")
            )

    def hint(self, sentence: str) -> None:
        """Worth a moment: until something else is chosen."""
        self._say_soon.stop()
        self.status.setText(sentence)

    def _on_chosen(self) -> None:
        self._say_soon.start()
        self.chosen_changed.emit()

    # ---------------------------------------------------------------------------------------------------- chosen

    @property
    def has_targets(self) -> bool:
        return len(self.view.chosen) > 0 or self.view.currentIndex().isValid()

    def targets(self) -> list[int]:
        """Numbers of the rows that menus and keys are about: what is chosen, else where the keyboard is."""
        chosen = self.view.chosen
        if len(chosen):
            return list(chosen.numbers())
        current = self.view.currentIndex().row()
        return [self.model.rows.numbers[current]] if 0 <= current < len(self.model.rows) else []

    def first_row(self) -> SkuRow | None:
        """The one of them that the keyboard is at, else the first that is in memory."""
        current = self.view.currentIndex().row()
        if 0 <= current < len(self.model.rows):
            number = self.model.rows.numbers[current]
            if not len(self.view.chosen) or number in self.view.chosen:
                return self.model.rows.at(current)
        rows = (self.model.rows.at(position) for position in self.view.chosen.positions(1))
        return next((row for row in rows if row is not None), None)

    def with_rows(self, numbers: Sequence[int], then: Callable[[Sequence[SkuRow]], None]) -> None:
        """The rows of these numbers, in memory or not."""
        queries, wanted = self._context.queries, list(numbers)
        if not wanted:
            then(())
            return
        self._context.tasks.read(lambda: queries.rows(wanted, FIELDS), then, owner=self)

    def with_keys(self, numbers: Sequence[int], then: Callable[[Sequence[EntityKey]], None]) -> None:
        self.with_rows(numbers, lambda rows: then([row.key for row in rows]))


def tool(text: str, glyph: str, tip: str) -> QToolButton:
    """A quiet button for the heading."""
    made = QToolButton()
    made.setProperty("variant", "quiet")
    made.setText(text)
    made.setIcon(icon(glyph, "text_muted", checked="accent"))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    return made
