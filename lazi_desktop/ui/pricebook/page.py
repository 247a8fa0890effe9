"""The Pricebook page: tree, grid and inspector beside each other, and what passes between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import tree_of
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery
from lazi_desktop.ports.workspace import EntityDetail, SkuRow, WorkspaceCounts
from lazi_desktop.ui.actions import Actions, Place, WindowState
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.editing import EditorParts
from lazi_desktop.ui.editors.editor_area import EditorArea
from lazi_desktop.ui.editors.inspector import MOST_AS_ONE, Inspector
from lazi_desktop.ui.history.history_view import FieldWish
from lazi_desktop.ui.kind_looks import all_of, tree_name
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.pricebook.category_actions import MENU
from lazi_desktop.ui.pricebook.category_life import CategoryLife
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE
from lazi_desktop.ui.pricebook.empty_words import say_not_found, say_nothing_pulled
from lazi_desktop.ui.pricebook.entry_life import EntryLife
from lazi_desktop.ui.pricebook.entry_tabs import entry_tabs
from lazi_desktop.ui.pricebook.grid_menu import GridMenu
from lazi_desktop.ui.pricebook.grid_panel import GridPanel
from lazi_desktop.ui.pricebook.grid_view import GridView
from lazi_desktop.ui.pricebook.grid_views import GridViews
from lazi_desktop.ui.pricebook.panels import Panels
from lazi_desktop.ui.pricebook.pricebook_actions import pricebook_actions, say_tips
from lazi_desktop.ui.pricebook.reprice.place import GridOrReprice
from lazi_desktop.ui.pricebook.row_drag import RowDrag
from lazi_desktop.ui.pricebook.sku_placing import SkuPlacing
from lazi_desktop.ui.pricebook.team_views import TeamViews
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph

_SIZES = "pricebook/splitter"
_DETAILS = "pricebook/details"
_FIRST_SIZES = (206, 834, 296)


class PricebookPage(QWidget):
    """`selection_changed(keys)`: other SKUs are selected, the current one first. `search_cleared()`: the person wants
    all rows again; the search field must follow. `conflict_opened(conflict_id)`: they want to decide it."""

    selection_changed = Signal(list)
    search_cleared = Signal()
    conflict_opened = Signal(object)

    def __init__(self, context: UiContext, signals: EngineSignals, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._search = ""
        self._counts: WorkspaceCounts | None = None
        self._to_show: EntityKey | None = None
        self._selected: list[EntityKey] = []
        self._seek = LatestRead(context.tasks, context.notifier, self)
        self.tree = CategoryPanel(context)
        self.grid = GridPanel(context)
        self.middle = GridOrReprice(context, self.grid, self.tree)
        self.history_wish = FieldWish(self)
        self._parts = EditorParts.of(context, self, entry_tabs(signals, self.history_wish))
        self.inspector = Inspector(self._parts)
        self._lay_out()
        self.views = GridViews(
            TeamViews(context.engine, signals, context.state, context.notifier, self),
            context.state,
            self.grid.head,
            self._looks_like,
            self,
        )
        self._recall()
        self._listen()
        self.tree.refresh()
        self._ask()

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
        GridMenu(self.grid.grid, self.actions_by_name)
        self.addActions(self.actions_by_name.all())
        say_tips(self.actions_by_name, self.grid, self.editors)

    def _listen(self) -> None:
        self.tree.chosen_changed.connect(self._on_categories)
        self.tree.counted.connect(self._on_counted)
        self.grid.query_changed.connect(self._ask)
        self.grid.arranged.connect(self.views.tell)
        self.views.taken.connect(self._show_view)
        self.grid.rows_chosen.connect(self._on_rows_chosen)
        self.grid.loader.shown.connect(self._on_shown)
        self.grid.loader.completed.connect(self._on_completed)
        self.grid.model.dataChanged.connect(self._tell_selection)
        self.grid.empty.helped.connect(self._on_helped)
        self.grid.empty.helped_otherwise.connect(lambda: self.tree.view.choose(()))
        self.middle.line_looked_at.connect(self.inspector.show_entity)
        self.middle.grid_came_back.connect(self._inspect)
        self.splitter.splitterMoved.connect(self.save_state)
        self.grid.details_button.toggled.connect(self._show_details)
        for editor in (self.inspector, self.editors):
            editor.conflict_opened.connect(self.conflict_opened)
            editor.show_wanted.connect(self.show_entity)
        self.grid.grid.open_requested.connect(self.editors.open)
        self.life.show_wanted.connect(self.show_entity)
        self.life.details_wanted.connect(lambda: self.grid.details_button.setChecked(True))
        self._context.edits.changed.connect(self._on_changed)
        self.editors.bar.currentChanged.connect(self._tell_actions)
        self._tell_actions()

    # ------------------------------------------------------------------------------------- what the window asks

    @property
    def search(self) -> str:
        return self._search

    def set_search(self, text: str) -> None:
        """At every keystroke; the newest text wins."""
        if " ".join(text.split()) != " ".join(self._search.split()):
            self._search = text
            self._ask()

    def show_entity(self, key: EntityKey) -> None:
        """Selects a SKU or a category, wherever it is; an editor that shows it already stays."""
        if key == self.editors.key:
            return
        self.editors.show_table()
        queries, fields = self._context.queries, self.grid.loader.fields
        self._seek.ask(
            lambda: (queries.detail(key), queries.rows_of([key], fields)), lambda found: self._go_to(*found)
        )

    def focus_search_results(self) -> None:
        """From the search field down into the rows."""
        grid = self.grid.grid
        if not len(self.grid.model.rows):
            return
        if not grid.currentIndex().isValid():
            grid.select_position(0)
        grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def selected_keys(self) -> list[EntityKey]:
        return list(self._selected)

    def flush(self) -> None:
        """Saves what is being typed, before something is pushed."""
        self.grid.grid.finish_typing()
        self.inspector.flush()
        self.editors.flush()
        self.save_state()

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
        elif (key := self.inspector.key or next(iter(self._selected), None)) is not None:
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
        )
        if state != self.actions_by_name.state:
            self.actions_by_name.refresh(state)

    def close_editor(self) -> None:
        self.editors.close_current()

    def next_editor(self) -> None:
        self.editors.cycle(1)

    def previous_editor(self) -> None:
        self.editors.cycle(-1)

    # ----------------------------------------------------------------------------------------------------- rows

    def _ask(self) -> None:
        self.grid.ask(
            SkuQuery(
                tree=self.tree.tree,
                categories=self.tree.chosen - {NOWHERE},
                flags=frozenset([SkuFlag.UNCATEGORISED]) if self.tree.chosen == {NOWHERE} else frozenset(),
                search=self._search.strip(),
                order=self.grid.grid.arrangement.order,
            )
        )
        self._describe()

    def _describe(self) -> None:
        tree, chosen = self.tree.tree, sorted(self.tree.chosen)
        paths = [path for key in chosen if (path := self.tree.path(key))]
        if not paths:
            title, crumbs = all_of(tree), ""
        elif len(paths) == 1:
            title, crumbs = paths[0][-1], " › ".join((tree_name(tree), *paths[0][:-1]))
        else:
            title = self.tr("{count} categories").format(count=f"{len(paths):,}")
            crumbs = ", ".join(path[-1] for path in paths[:6]) + (" …" if len(paths) > 6 else "")
        if self._search.strip():
            matching = self.tr("matching “{search}”").format(search=self._search.strip()[:40])
            crumbs = f"{crumbs}  ·  {matching}" if crumbs else matching
        self.grid.describe(title, crumbs)

    def _on_categories(self) -> None:
        if self.grid.tree is not self.tree.tree:
            self.grid.show_tree(self.tree.tree)
            self.views.begin(self.tree.tree, at_start=False)
        self.views.tell()
        self.save_state()
        self._ask()
        self._inspect()

    def _on_shown(self) -> None:
        self._show_or_explain()
        self.grid.tell_figures()

    def _on_completed(self) -> None:
        self._show_or_explain()
        self.grid.tell_figures()
        if self._to_show is not None:
            key, self._to_show = self._to_show, None
            self._select(key)

    # --------------------------------------------------------------------------------------------- empty states

    def _on_counted(self, counts: WorkspaceCounts) -> None:
        was_empty = self._counts is None or _is_empty(self._counts)
        self._counts = counts
        self._describe()
        if was_empty and not _is_empty(counts) and not len(self.grid.model.rows):
            self.grid.loader.refresh()
        self._show_or_explain()

    def _show_or_explain(self) -> None:
        grid, counts = self.grid, self._counts
        nothing = not len(grid.model.rows) and grid.loader.is_complete
        filtered = nothing and bool(grid.filtering.filters)
        grid.nothing.show_over(shown=filtered)
        if filtered or not nothing:
            grid.stack.setCurrentWidget(grid.grid)
            return
        if self._search.strip():
            say_not_found(grid.empty, self._search.strip(), self.tree.tree, chosen=bool(self.tree.chosen))
        elif counts is not None and _is_empty(counts):
            say_nothing_pulled(grid.empty)
        else:
            grid.empty.say(Glyph.EMPTY, self.tr("No entries in this category"))
        grid.stack.setCurrentWidget(grid.empty)

    def _on_helped(self) -> None:
        if self._search.strip():
            self.set_search("")
            self.search_cleared.emit()
        else:
            self._context.engine.pull()

    # ----------------------------------------------------------------------------------------------------- views

    def _looks_like(self) -> GridView:
        return GridView(self.grid.grid.arrangement, self.grid.filtering.filters, self.tree.chosen)

    def _show_view(self, view: GridView) -> None:
        if view.categories != self.tree.chosen:
            self.tree.view.choose(sorted(view.categories))
        self.grid.show_view(view.arrangement, view.filters)

    # ------------------------------------------------------------------------------------------------ selection

    def _on_rows_chosen(self) -> None:
        self._tell_selection()
        self._inspect()

    def _tell_selection(self) -> None:
        keys = self.grid.chosen_keys()
        if keys != self._selected:
            self._selected = keys
            self.selection_changed.emit(keys)
            self._inspect()

    def _inspect(self) -> None:
        self._tell_actions()
        count = self.grid.grid.selected_count()
        chosen = self.tree.chosen
        if count > 1:
            self.inspector.show_rows(self.grid.grid.selected_numbers())
        elif count == 1 and self._selected:
            self.inspector.show_entity(self._selected[0])
        elif not count and len(chosen) > 1:
            self.inspector.show_categories(len(chosen))
        elif not count and len(chosen) == 1 and NOWHERE not in chosen:
            self.inspector.show_entity(next(iter(chosen)))
        elif not count:
            self.inspector.show_nothing()

    def _go_to(self, detail: EntityDetail | None, rows: Sequence[SkuRow]) -> None:
        if detail is None:
            return
        self.middle.leave()
        if not rows:
            self._go_to_category(detail)
            return
        row = rows[0]
        if self.grid.model.rows.listed([row.number]) and self.tree.tree is tree_of(row.kind):
            self.grid.model.put(rows)
            self._select(row.key)
            return
        self._to_show = row.key
        self.grid.model.put(rows)
        self.grid.clear_filters()
        if self._search:
            self._search = ""
            self.search_cleared.emit()
        self.tree.show_tree(tree_of(row.kind))
        self.tree.view.choose(())
        self._ask()

    def _go_to_category(self, detail: EntityDetail) -> None:
        for tree, view in self.tree.trees.items():
            if view.tree_model.index_of(detail.key).isValid():
                self.tree.show_tree(tree)
                view.choose([detail.key])
                self.grid.grid.clearSelection()

    def _select(self, key: EntityKey) -> None:
        row = self.grid.model.rows.of_key(key)
        position = -1 if row is None else self.grid.model.rows.position_of(row.number)
        if position >= 0:
            self.grid.grid.select_position(position)

    # -------------------------------------------------------------------------------------------------- changes

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        own = initiator in (self.grid, self.grid.bulk, self.inspector, self.editors)
        self.grid.follow(changes, own=own)
        self.tree.follow(changes, own=own or initiator in (self.categories, self.placing))
        self.inspector.follow(changes)
        self.editors.follow(changes)

    # ----------------------------------------------------------------------------------------------- remembered

    def _show_details(self, shown: bool) -> None:
        if not shown:
            self.inspector.flush()
        self.inspector.setVisible(shown)
        self.save_state()

    def save_state(self) -> None:
        state = self._context.state
        state.setValue(_DETAILS, "shown" if self.grid.details_button.isChecked() else "hidden")
        state.setValue(_SIZES, self.splitter.saveState())
        self.tree.save(state)

    def _recall(self) -> None:
        state = self._context.state
        sizes = state.value(_SIZES)
        if sizes is not None:
            self.splitter.restoreState(sizes)
        shown = state.value(_DETAILS) != "hidden"
        self.grid.details_button.setChecked(shown)
        self.inspector.setVisible(shown)
        self.tree.load(state)
        self.grid.show_tree(self.tree.tree)
        view = self.views.begin(self.tree.tree, at_start=True)
        if view is not None:
            self.tree.view.choose_later(view.categories)
            self.grid.show_view(view.arrangement, view.filters)


def _is_empty(counts: WorkspaceCounts) -> bool:
    return not counts.categories and not any(counts.skus.values())
