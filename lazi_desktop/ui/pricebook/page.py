"""The Pricebook page: tree, grid and inspector beside each other, and what passes between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ui.actions import Actions, Place, WindowState
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.editing import EditorParts
from lazi_desktop.ui.editors.editor_area import EditorArea
from lazi_desktop.ui.editors.inspector import MOST_AS_ONE, Inspector
from lazi_desktop.ui.history.history_view import FieldWish
from lazi_desktop.ui.pricebook.category_actions import MENU
from lazi_desktop.ui.pricebook.category_life import CategoryLife
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE
from lazi_desktop.ui.pricebook.entry_life import EntryLife
from lazi_desktop.ui.pricebook.entry_tabs import entry_tabs
from lazi_desktop.ui.pricebook.going_to import GoingTo
from lazi_desktop.ui.pricebook.grid_menu import GridMenu
from lazi_desktop.ui.pricebook.grid_panel import GridPanel
from lazi_desktop.ui.pricebook.grid_view import GridView
from lazi_desktop.ui.pricebook.grid_views import GridViews
from lazi_desktop.ui.pricebook.inspecting import Inspecting
from lazi_desktop.ui.pricebook.listing import Listing
from lazi_desktop.ui.pricebook.page_state import PageState
from lazi_desktop.ui.pricebook.panels import Panels
from lazi_desktop.ui.pricebook.pricebook_actions import offer_new, pricebook_actions, say_tips
from lazi_desktop.ui.pricebook.reprice.place import GridOrReprice
from lazi_desktop.ui.pricebook.row_drag import RowDrag
from lazi_desktop.ui.pricebook.sku_placing import SkuPlacing
from lazi_desktop.ui.pricebook.team_views import TeamViews
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.using.more_uses import MoreUses

_FIRST_SIZES = (228, 788, 320)


class PricebookPage(QWidget):
    """`selection_changed(keys)`: other SKUs are selected, the current one first. `search_cleared()`: the person wants
    all rows again; the search field must follow. `conflict_opened(conflict_id)`: they want to decide it.
    `kit_wanted(numbers, at)`: these rows are to go into a kit, which is asked for at this point of the screen."""

    selection_changed = Signal(list)
    search_cleared = Signal()
    conflict_opened = Signal(object)
    kit_wanted = Signal(object, object)

    def __init__(
        self,
        context: UiContext,
        signals: EngineSignals,
        parent: QWidget | None = None,
        *,
        more_uses: MoreUses | None = None,
    ) -> None:
        """`more_uses` tells of what else an entry is used in, beside the pricebook."""
        super().__init__(parent)
        self._context = context
        self.tree = CategoryPanel(context)
        self.grid = GridPanel(context)
        self.middle = GridOrReprice(context, self.grid, self.tree)
        self.history_wish = FieldWish(self)
        self._parts = EditorParts.of(context, self, entry_tabs(signals, self.history_wish, more_uses))
        self.inspector = Inspector(self._parts)
        self._lay_out()
        self._join()
        self.views = GridViews(
            TeamViews(context.engine, signals, context.state, context.notifier, self),
            context.state,
            self.grid.head,
            self._looks_like,
            self.grid.rights,
            self,
        )
        self._begin()
        self._listen()
        self.tree.refresh()
        self._listing.ask()

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(metrics.GAP_SMALL)
        self.splitter.setChildrenCollapsible(False)
        for panel, narrowest in ((self.tree, 160), (self.middle, 360), (self.inspector, 260)):
            panel.setMinimumWidth(narrowest)
            self.splitter.addWidget(panel)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(2, 0)
        self.splitter.setSizes(list(_FIRST_SIZES))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.editors = EditorArea(self._parts, self.splitter)
        layout.addWidget(self.editors)

    def _join(self) -> None:
        """What goes on between the panels, and what can be done with them."""
        self._listing = Listing(self._context, self.tree, self.grid, self)
        self._inspecting = Inspecting(self.tree, self.grid, self.inspector, self)
        self._going_to = GoingTo(self._context, self.tree, self.grid, self.middle, self._listing, self)
        self._state = PageState(self._context.state, self.splitter, self.tree, self.grid, self.inspector)
        self.panels = Panels(self.tree, self.grid, self.middle, self.inspector, self.editors)
        self.life = EntryLife(
            self._context,
            tree=self.tree,
            grid=self.grid,
            inspector=self.inspector,
            editors=self.editors,
            wish=self.history_wish,
            parent=self,
        )
        self.categories = CategoryLife(self._context, self.tree, self.life.banner, self)
        self.placing = SkuPlacing(self._context, self.tree, self.grid, self)
        RowDrag(self.grid.grid, lambda: self.grid.tree)
        specs = pricebook_actions(self, self.grid, self.life, self.categories, self.tree, self.placing)
        places: dict[Place, Sequence[QWidget]] = {
            Place.GRID: [self.grid.grid],
            Place.TREE: list(self.tree.trees.values()),
        }
        self.actions_by_name = Actions(specs, self, places)
        self.tree.use_actions(self.actions_by_name, MENU)
        self.row_menu = GridMenu(self.grid.grid, self.actions_by_name)
        self.addActions(self.actions_by_name.all())
        say_tips(self.actions_by_name, self.grid, self.editors)
        offer_new(self.actions_by_name, self.grid)

    def _listen(self) -> None:
        self._listing.search_cleared.connect(self.search_cleared)
        self._listing.pull_wanted.connect(self._context.engine.pull)
        self._inspecting.selection_changed.connect(self.selection_changed)
        self._inspecting.shown.connect(self._tell_actions)
        self.tree.chosen_changed.connect(self._on_categories)
        self.grid.query_changed.connect(self._listing.ask)
        self.grid.arranged.connect(self.views.tell)
        self.views.taken.connect(self._show_view)
        self.middle.line_looked_at.connect(self.inspector.show_entity)
        self.middle.grid_came_back.connect(self._inspecting.inspect)
        for editor in (self.inspector, self.editors):
            editor.conflict_opened.connect(self.conflict_opened)
            editor.show_wanted.connect(self.show_entity)
        self.grid.grid.open_requested.connect(self.editors.open)
        self.life.show_wanted.connect(self.show_entity)
        self.life.details_wanted.connect(lambda: self.grid.details_button.setChecked(True))
        self._context.edits.changed.connect(self._on_changed)
        self._context.edits.pictures_changed.connect(self.grid.follow_pictures)
        self._context.edits.level_changed.connect(self._on_level)
        self.editors.bar.currentChanged.connect(self._tell_actions)
        self._tell_actions()

    # ------------------------------------------------------------------------------------- what the window asks

    def set_search(self, text: str) -> None:
        """At every keystroke; the newest text wins. What is found is seen, also from an editor's tab."""
        if text:
            self.editors.show_table()
        self._listing.set_search(text)

    def know_first_pull(self, words: str) -> None:
        """Why something may still be missing; "" where the pricebook was read as a whole."""
        self._listing.know_first_pull(words)

    def show_entity(self, key: EntityKey) -> None:
        """Selects a SKU or a category, wherever it is; an editor that shows it already stays."""
        if key == self.editors.key:
            return
        self.editors.show_table()
        self._going_to.go_to(key)

    def shows(self, key: EntityKey) -> bool:
        """Whether it is the one entry that is shown in full."""
        return key == (self.editors.key if self.editors.bar.currentIndex() > 0 else self.inspector.key)

    def focus_search_results(self) -> None:
        """From the search field down into the rows."""
        grid = self.grid.grid
        if not len(self.grid.model.rows):
            return
        if not grid.currentIndex().isValid():
            grid.select_position(0)
        grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def selected_keys(self) -> list[EntityKey]:
        return list(self._inspecting.keys)

    def flush(self) -> None:
        """Saves what is being typed, before something is pushed."""
        self.grid.grid.finish_typing()
        self.inspector.flush()
        self.editors.flush()
        self._state.save()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page comes, or the window closes: nothing that is typed may be lost."""
        super().hideEvent(event)
        self.flush()

    # -------------------------------------------------------------------------------------------------- editors

    def open_editor(self) -> None:
        """Of what is selected: the current row, several rows as one, or the one category."""
        positions = self.grid.grid.selected_positions(MOST_AS_ONE + 1)
        if 1 < len(positions) <= MOST_AS_ONE:
            numbers = self.grid.model.rows.numbers
            self.editors.open_rows([numbers[at] for at in positions])
        elif (key := self.inspector.key or next(iter(self._inspecting.keys), None)) is not None:
            self.editors.open(key)

    def leave(self) -> None:
        """The program ends: everything is handed over, and nothing follows."""
        self.flush()
        self._parts.drafts.seal()

    def toggle_filters(self) -> None:
        self.editors.show_table()
        self.grid.toggle_filters()

    def clear_filters(self) -> None:
        self.grid.clear_filters()

    def choose_columns(self) -> None:
        self.grid.choose_columns()

    def fit_columns(self) -> None:
        self.grid.fit_column("")

    def go_to_headings(self) -> None:
        self.grid.go_to_headings()

    def open_views(self) -> None:
        self.views.open_menu()

    def reprice(self) -> None:
        self.editors.show_table()
        self.middle.reprice()

    def _on_level(self) -> None:
        if not self._context.edits.may_set_prices:
            self.middle.leave()
        self._tell_actions()

    def add_to_kit(self) -> None:
        """The selected rows."""
        grid = self.grid.grid
        numbers = grid.selected_numbers()
        if not len(numbers):
            self.grid.footer.hint(self.tr("Select the entries first."))
            return
        here = grid.visualRect(grid.currentIndex()) if grid.currentIndex().isValid() else grid.rect()
        self.kit_wanted.emit(numbers, grid.viewport().mapToGlobal(here.bottomLeft()))

    def toggle_details(self) -> None:
        self.editors.show_table()
        self.grid.details_button.toggle()

    def select_all_rows(self) -> None:
        self.grid.grid.selectAll()

    def next_panel(self) -> None:
        self.panels.step(1)

    def previous_panel(self) -> None:
        self.panels.step(-1)

    def _tell_actions(self) -> None:
        """What they could be about now."""
        state = WindowState(
            entries=min(self.grid.grid.selected_count(), 2),
            categories=len(self.tree.chosen - {NOWHERE}),
            editor=self.editors.bar.currentIndex() > 0,
            editors=len(self.editors.targets),
            no_prices=self._context.edits.why_no_prices,
        )
        if state != self.actions_by_name.state:
            self.actions_by_name.refresh(state)

    def close_editor(self) -> None:
        self.editors.close_current()

    def next_editor(self) -> None:
        self.editors.cycle(1)

    def previous_editor(self) -> None:
        self.editors.cycle(-1)

    # ----------------------------------------------------------------------------------------------------- views

    def _begin(self) -> None:
        """As the page was left, or with the view to begin with."""
        self._state.recall()
        self.grid.show_tree(self.tree.tree)
        view = self.views.begin(self.tree.tree, at_start=True)
        if view is not None:
            self.tree.view.choose_later(view.categories)
            self.grid.show_view(view)

    def _on_categories(self) -> None:
        if self.grid.tree is not self.tree.tree:
            self.grid.show_tree(self.tree.tree)
            self.views.begin(self.tree.tree, at_start=False)
        self.views.tell()
        self._state.save()
        self._listing.ask()
        self._inspecting.inspect()

    def _looks_like(self) -> GridView:
        return GridView(self.grid.grid.arrangement, self.grid.filtering.filters, self.tree.chosen)

    def _show_view(self, view: GridView) -> None:
        if view.categories != self.tree.chosen:
            self.tree.view.choose(sorted(view.categories))
        self.grid.show_view(view)

    # -------------------------------------------------------------------------------------------------- changes

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        own = initiator in (self.grid, self.grid.bulk, self.inspector, self.editors)
        self.grid.follow(changes, own=own)
        self.tree.follow(changes, own=own or initiator in (self.categories, self.placing))
        self.inspector.follow(changes)
        self.editors.follow(changes)
