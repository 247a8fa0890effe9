"""The Gallery page: the tree and the contact sheet beside each other, and what takes their place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.actions import Actions, Place, WindowState
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.gallery.compare_view import CompareView
from lazi_desktop.ui.gallery.full_view import FullView
from lazi_desktop.ui.gallery.gallery_actions import gallery_actions
from lazi_desktop.ui.gallery.gallery_handling import GalleryHandling
from lazi_desktop.ui.gallery.gallery_listing import GalleryListing
from lazi_desktop.ui.gallery.page_state import GalleryState
from lazi_desktop.ui.gallery.sheet_panel import SheetPanel
from lazi_desktop.ui.gallery.taking import Onto, TakesPictures
from lazi_desktop.ui.gallery.tile_menu import TileMenu
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.theme import metrics

_FIRST_SIZES = (228, 1108)


class GalleryPage(QWidget):
    """`show_wanted(key)`: an entry, in the pricebook; `editor_wanted(key, field)`: its field's own editor.
    `search_cleared()`: the search field must follow.

    It reads nothing before it is first shown. What takes pictures joins by `use_adding`; what takes the contact sheet's
    place, like matching and reports, by `add_panel`.
    """

    show_wanted = Signal(object)
    editor_wanted = Signal(object, str)
    search_cleared = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._is_begun = False
        self._missed = Changes()
        """What changed while nobody looked."""
        self._missed_pictures = False
        """Something else is known of pictures since."""
        self.tree = CategoryPanel(context)
        self.sheet = SheetPanel(context)
        self.listing = GalleryListing(context, self.tree, self.sheet, self)
        self.handling = GalleryHandling(self.sheet, self.listing, self)
        self.full = FullView(context, self.sheet)
        self.compared = CompareView(context)
        self._lay_out()
        self._state = GalleryState(context.state, self.splitter, self.tree, self.sheet.view)
        view = self.sheet.view
        self.actions_by_name = Actions(
            gallery_actions(self.handling), self, {Place.GALLERY: [view, self.sheet.empty.button]}
        )
        self.addActions(self.actions_by_name.all())
        self.menu = TileMenu(view, self.actions_by_name)
        self._listen()

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(metrics.GAP_SMALL)
        self.splitter.setChildrenCollapsible(False)
        for panel, narrowest in ((self.tree, 160), (self.sheet, 360)):
            panel.setMinimumWidth(narrowest)
            self.splitter.addWidget(panel)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes(list(_FIRST_SIZES))
        for tree in self.tree.trees.values():  # categories are arranged in the pricebook
            tree.setDragEnabled(False)
            tree.setAcceptDrops(False)
        self.stack = QStackedWidget()
        for one in (self.splitter, self.full, self.compared):
            self.stack.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _listen(self) -> None:
        view = self.sheet.view
        self.tree.chosen_changed.connect(self._on_categories)
        self.listing.search_cleared.connect(self.search_cleared)
        self.listing.pull_wanted.connect(self._context.engine.pull)
        self.listing.filtered.connect(self._save)
        self.splitter.splitterMoved.connect(lambda *_: self._save())
        view.side_changed.connect(lambda _: self._tell_actions())
        view.drops.taken.connect(self._on_taken)
        self.sheet.chosen_changed.connect(self._tell_actions)
        self.sheet.loader.shown.connect(self._tell_actions)  # something is searched for, or not any more
        self.sheet.loader.completed.connect(self._leave_what_is_not_listed)
        view.opened.connect(self.open_full)
        self.handling.opened.connect(self.open_full)
        self.handling.compare_wanted.connect(self._compare)
        self.full.left.connect(self.close_panel)
        self.full.edit_wanted.connect(self.handling.edit)
        self.full.show_wanted.connect(self.handling.show_in_pricebook)
        self.full.paste_wanted.connect(self.handling.paste)
        self.full.taken.connect(self._on_taken)
        self.compared.left.connect(self.close_panel)
        self.handling.show_wanted.connect(self.show_wanted)
        self.handling.editor_wanted.connect(self.editor_wanted)
        self._context.edits.changed.connect(self._on_changed)
        self._context.edits.pictures_changed.connect(self._on_pictures_changed)

    # ---------------------------------------------------------------------------------------------------- in full

    def open_full(self, position: int) -> None:
        self.stack.setCurrentWidget(self.full)
        self.full.show_position(position)
        self.full.setFocus()

    def _leave_what_is_not_listed(self) -> None:
        """Others are listed, and the entry in full is not among them. Whoever types elsewhere goes on typing."""
        if self.stack.currentWidget() is self.full and self.full.position < 0:
            held = QApplication.focusWidget()
            had_keys = held is not None and (held is self.full or self.full.isAncestorOf(held))
            self.stack.setCurrentWidget(self.splitter)
            if had_keys:
                self.take_keys()

    def _compare(self, numbers: list[int]) -> None:
        self.sheet.with_rows(numbers, self._show_compared)

    def _show_compared(self, rows: Sequence[SkuRow]) -> None:
        if len(rows) == 2:
            self.stack.setCurrentWidget(self.compared)
            self.compared.show_rows(rows)
            self.compared.setFocus()

    # ---------------------------------------------------------------------------------------------- what joins the page

    def use_adding(self, taker: TakesPictures) -> None:
        """Pictures can be dropped on tiles or beside them, and pasted."""
        self.handling.taker = taker
        self.sheet.view.drops.use(taker)
        self.full.use(taker)

    def add_panel(self, panel: QWidget) -> None:
        self.stack.addWidget(panel)

    def open_panel(self, panel: QWidget) -> None:
        """In place of tree and contact sheet, until `close_panel`."""
        self.stack.setCurrentWidget(panel)
        panel.setFocus()

    def close_panel(self) -> None:
        self.stack.setCurrentWidget(self.splitter)
        self.take_keys()

    def _on_taken(self, onto: Onto, numbers: list[int]) -> None:
        self.sheet.with_keys(numbers, onto)

    # ------------------------------------------------------------------------------------------- what the window asks

    def set_search(self, text: str) -> None:
        if text:
            self.stack.setCurrentWidget(self.splitter)
        self.listing.set_search(text)

    def enter_results(self) -> None:
        """From the search field down into the tiles."""
        view = self.sheet.view
        if len(self.sheet.model.rows) and not view.currentIndex().isValid():
            view.go_to(0)
        self.take_keys()

    def take_keys(self) -> None:
        now = self.stack.currentWidget()
        if now is not None and now is not self.splitter:
            now.setFocus()
        elif self.sheet.stack.currentWidget() is self.sheet.empty:
            self.sheet.empty.button.setFocus()
        else:
            self.sheet.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def shows(self, key: EntityKey) -> bool:
        """Whether it is the one entry that is looked at."""
        row = self.full.row if self.stack.currentWidget() is self.full else self.sheet.first_row()
        return row is not None and row.key == key and len(self.sheet.view.chosen) < 2

    # ----------------------------------------------------------------------------------------------- coming and going

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_begun:
            self.listing.filters = self._state.recall()
            self._is_begun = True
            self.tree.refresh()
            self.listing.ask()
            return
        if self._missed:
            changes, self._missed = self._missed, Changes()
            self._follow(changes, own=False)
        if self._missed_pictures:
            self._on_pictures_changed()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._save()

    def _save(self) -> None:
        if self._is_begun:
            self._state.save(self.listing.filters)

    def _on_categories(self) -> None:
        if self._is_begun:
            self._save()
            self.listing.ask()

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        if not self._is_begun:
            return
        if self.isVisible():
            self._follow(changes, own=initiator is not None)
        else:
            self._missed |= changes

    def _follow(self, changes: Changes, *, own: bool) -> None:
        self.sheet.loader.follow(changes, own=own)
        self.tree.follow(changes, own=own)
        self.listing.count_soon()

    def _on_pictures_changed(self) -> None:
        self._missed_pictures = not self.isVisible()
        if self._is_begun and self.isVisible():
            self.sheet.loader.follow_pictures()
            self.listing.count_soon()

    def _tell_actions(self) -> None:
        self.actions_by_name.refresh(WindowState())
