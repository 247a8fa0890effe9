"""The panel in the middle: what is listed, the grid, and what the selected rows come to."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.arrangement import Arrangement, first_arrangement
from lazi_desktop.ui.pricebook.arrangement_state import (
    keep_arrangement,
    keep_filters,
    recalled_arrangement,
    recalled_filters,
)
from lazi_desktop.ui.pricebook.bulk.bulk_edits import BulkEdits
from lazi_desktop.ui.pricebook.bulk.sheets import BulkSheets
from lazi_desktop.ui.pricebook.cell_edits import CellEdits
from lazi_desktop.ui.pricebook.column_chooser import ColumnChooser
from lazi_desktop.ui.pricebook.column_rights import ColumnRights
from lazi_desktop.ui.pricebook.filtering import Filtering
from lazi_desktop.ui.pricebook.grid_head import GridHead
from lazi_desktop.ui.pricebook.grid_view import GridView
from lazi_desktop.ui.pricebook.heading_menu import HeadingMenu
from lazi_desktop.ui.pricebook.not_found_card import NotFoundCard
from lazi_desktop.ui.pricebook.nothing_here import NothingHere
from lazi_desktop.ui.pricebook.selection_line import SelectionLine
from lazi_desktop.ui.pricebook.sku_columns import ASSETS
from lazi_desktop.ui.pricebook.sku_grid import SkuGrid
from lazi_desktop.ui.pricebook.sku_loader import SkuLoader
from lazi_desktop.ui.pricebook.sku_table_model import SkuTableModel
from lazi_desktop.ui.pricebook.unsaved import UnsavedBanner
from lazi_desktop.ui.proposed import open_proposals
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import line


class GridPanel(QFrame):
    """`rows_chosen()`: other rows are selected, or other ones are there. `query_changed()`: another order, or other
    filters. `arranged()`: columns, sorting or filters are others. `open_requested(key, field)`: in an editor."""

    rows_chosen = Signal()
    query_changed = Signal()
    arranged = Signal()
    open_requested = Signal(object, str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setProperty("surface", "card")
        self.tree = Tree.MATERIALS
        self.model = SkuTableModel(first_arrangement(self.tree).columns, self)
        self.loader = SkuLoader(context, self.model, self, fields=(ASSETS,))
        self.grid = SkuGrid(self.model)
        self.rights = self.grid.rights = ColumnRights(context.edits)
        self.grid.show_pictures(context.pictures)
        self.empty = NotFoundCard()
        self.nothing = NothingHere(self.grid)
        self.head = GridHead()
        self.title, self.crumbs = self.head.title, self.head.crumbs
        self.details_button, self.reprice_button = self.head.details_button, self.head.reprice_button
        self.footer = SelectionLine(context, self.grid)
        self.unsaved = UnsavedBanner()
        self.filtering = Filtering(context, self.grid, self.head.pills, self.rights, self)
        self.bulk = BulkEdits(context, self.grid, self.loader, self)
        self.sheets = BulkSheets(context, self.bulk, lambda: self.tree)
        self.edits = CellEdits(context, self.grid, self.loader, self.unsaved, self.footer.hint, self)
        self._crumbs = self._made_of = ""
        self._fit_owed = False
        self._rows_of: Tree | None = None
        """Another tree's columns are there at once, its rows only once they are read."""
        self._pictures_missed = False
        """Something else is known of pictures than when somebody looked."""
        self._conflicts = LatestRead(context.tasks, context.notifier, self)
        self._proposals = LatestRead(context.tasks, context.notifier, self)
        self._lay_out()
        self._listen()
        self._read_conflicts()
        self._read_proposals()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(metrics.CARD_PADDING, 7, metrics.CARD_PADDING, 7)
        foot.addWidget(self.footer, 1)
        foot.addWidget(self.bulk.line, 1)
        around = QHBoxLayout()
        around.setContentsMargins(metrics.GAP_SMALL, 0, metrics.GAP_SMALL, 0)
        around.addWidget(self.unsaved)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addLayout(around)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.sheets)
        layout.addWidget(line())
        layout.addLayout(foot)

    def _listen(self) -> None:
        grid, header = self.grid, self.grid.grid_header
        grid.looked_at.connect(self.loader.look_at)
        grid.selection_moved.connect(self._on_selection)
        grid.could_not.connect(self.footer.hint)
        self.bulk.could_not.connect(self._hint)
        self.bulk.line.told.connect(self.footer.setHidden)
        self.edits.many_wanted.connect(self.bulk.fill)
        grid.typing_ended.connect(self.loader.resume)
        grid.typing_ended.connect(self.unsaved.typing_ended)
        grid.arranged.connect(self._on_arranged)
        grid.open_requested.connect(self.open_requested)
        grid.left_upwards.connect(self._on_left_upwards)
        header.left_downwards.connect(self._on_left_downwards)
        header.menu_wanted.connect(self._open_heading_menu)
        self.unsaved.given_up.connect(self.loader.take_back)
        self.loader.is_held = lambda: grid.open_problem() is not None
        self.model.dataChanged.connect(self._on_rows_came)
        self.loader.shown.connect(self._on_shown)
        self.loader.completed.connect(self._on_completed)
        self.filtering.edited.connect(self._keep_filters)
        self.filtering.changed.connect(self._on_filtered)
        self.nothing.helped.connect(self.clear_filters)
        self.head.columns_button.clicked.connect(self.choose_columns)
        self.head.filter_button.clicked.connect(self.toggle_filters)
        edits = self._context.edits
        edits.team_settings_changed.connect(self._take_floor)
        edits.level_changed.connect(self._arrange_anew)
        edits.sight_changed.connect(self._read_proposals)
        edits.sight_changed.connect(self._show_anew)
        self._take_floor()

    # -------------------------------------------------------------------------------------------------- heading

    def describe(self, title: str, crumbs: str, made_of: str = "") -> None:
        """`made_of` is told only where there is room for it."""
        self.title.setText(title)
        self._crumbs, self._made_of = crumbs, made_of
        self.tell_figures()

    def tell_figures(self) -> None:
        words = [self._crumbs] if self._crumbs else []
        if self.loader.is_complete:
            words.append(counted(len(self.model.rows), self.tr("entry"), self.tr("entries")))
        chosen = self.grid.selected_count()
        if chosen > 1:
            words.append(self.tr("{count} selected").format(count=whole(chosen)))
        shorter = "  ·  ".join(words)
        if self._made_of:
            self.crumbs.say("  ·  ".join([self._made_of, *words]), shorter)
        else:
            self.crumbs.setText(shorter)

    # -------------------------------------------------------------------------------------------------- columns

    def choose_columns(self) -> ColumnChooser:
        """All columns of this tree, to be ticked."""
        chooser = ColumnChooser(self.tree, lambda: self.grid.arrangement, self, sees=self.rights.sees)
        chooser.arrangement_wanted.connect(self.grid.arrange)
        chooser.reset_wanted.connect(self.reset_columns)
        chooser.open_at(self.head.below(self.head.columns_button))
        return chooser

    def reset_columns(self) -> None:
        self.grid.arrange(first_arrangement(self.tree))

    def fit_column(self, key: str) -> None:
        """As wide as what stands in it; "" for all."""
        arrangement = self.grid.arrangement
        for one in (key,) if key else arrangement.shown:
            arrangement = arrangement.sized(one, None)
        self.grid.grid_header.forget_fit()
        self.grid.arrange(arrangement)
        self.grid.fit_columns()

    def _open_heading_menu(self, place: int, at: QPoint) -> HeadingMenu:
        key = self.model.columns[place].key if 0 <= place < len(self.model.columns) else ""
        menu = HeadingMenu(self.grid.arrangement, key, self)
        menu.arrangement_wanted.connect(self.grid.arrange)
        menu.fit_wanted.connect(self.fit_column)
        menu.values_wanted.connect(self.filtering.pick_values)
        menu.columns_wanted.connect(self.choose_columns)
        menu.reset_wanted.connect(self.reset_columns)
        menu.popup(at)
        return menu

    def _arrange_anew(self) -> None:
        self.grid.arrange(self.grid.arrangement)

    def _show_anew(self) -> None:
        self.show_tree(self.tree)

    def _on_arranged(self, before: Arrangement, now: Arrangement) -> None:
        self.loader.use_fields(now.fields)
        self._fit_owed = not set(now.shown) <= set(before.shown)
        self._fit_columns()
        self.filtering.row.place()
        state = self._context.state
        kept = self.rights.kept_arrangement(now, recalled_arrangement(state, self.tree))
        keep_arrangement(state, self.tree, kept)
        if before.order != now.order:
            self.query_changed.emit()
        self.arranged.emit()

    def _fit_columns(self) -> None:
        """Texts do not while somebody searches: columns would jump with each letter. Figures that are cut say something
        else."""
        query = self.loader.query
        if len(self.model.rows) and self._rows_of is self.tree:
            searching = query is None or bool(query.search)
            self.grid.fit_columns(only_figures=searching and self.grid.grid_header.is_fitted)

    def _on_rows_came(self) -> None:
        """What stands in a new column is known only now."""
        owed = self._fit_owed and self._rows_of is self.tree
        row = self.model.rows.at(0) if owed and len(self.model.rows) else None
        if row is not None and set(self.loader.fields) & row.more.keys():
            self._fit_owed = False
            self.grid.fit_columns()

    # -------------------------------------------------------------------------------------------------- filters

    def toggle_filters(self) -> None:
        """Shows or hides the fields below the headings."""
        shown = not self.filtering.is_row_shown
        self.stack.setCurrentWidget(self.grid)
        self.filtering.show_row(shown)
        self.head.filter_button.setChecked(shown)

    def show_filter_row(self) -> None:
        """As it was left; the keyboard stays where it is."""
        self.filtering.show_row(True, takes_keyboard=False)
        self.head.filter_button.setChecked(True)

    def clear_filters(self) -> None:
        self.filtering.clear()

    def show_view(self, view: GridView) -> None:
        self.filtering.use(view.filters)
        self.grid.arrange(view.arrangement)
        if self.rights.narrows(view):
            self.footer.hint(
                self.tr(
                    "This view also sorts or filters by costs. Your role does not show them: that is left out."
                )
            )

    def _keep_filters(self) -> None:
        keep_filters(self._context.state, self.tree, self.filtering.filters)

    def _on_filtered(self) -> None:
        self.query_changed.emit()
        self.arranged.emit()

    def _on_left_upwards(self) -> None:
        current = self.grid.currentIndex()
        if self.filtering.is_row_shown and current.isValid():
            self.filtering.row.focus_field(self.grid.column_at(current).key)
        else:
            self.go_to_headings()

    def go_to_headings(self) -> None:
        """The keyboard, to the heading of the current column."""
        self.grid.grid_header.keys.go_to(self.grid.currentIndex().column())
        self.grid.grid_header.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_left_downwards(self) -> None:
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ------------------------------------------------------------------------------------------------ selection

    def _hint(self, sentence: str) -> None:
        self.bulk.line.clear()
        self.footer.hint(sentence)

    def _on_selection(self) -> None:
        self.bulk.line.rest()
        self.tell_figures()
        self.footer.on_selection()
        self.rows_chosen.emit()

    def _on_shown(self) -> None:
        self._rows_of = None if self.loader.query is None else self.loader.query.tree
        self._fit_columns()

    def _on_completed(self) -> None:
        self.grid.complete()
        self._fit_columns()
        self.filtering.count_soon()
        self.footer.sum_up()

    def chosen_keys(self, most: int = 1_000) -> list[EntityKey]:
        """The selected rows that are in memory, the current one first."""
        current = self.grid.currentIndex().row()
        positions = self.grid.selected_positions(most)
        rows = [row for place in positions if (row := self.model.rows.at(place)) is not None]
        held = self.model.rows.at(current) if current in positions else None
        return [row.key for row in sorted(rows, key=lambda row: row is not held)]

    # -------------------------------------------------------------------------------------------------- changes

    def _take_floor(self) -> None:
        self.model.margin_floor = self._context.edits.team_settings.margin_floor
        self.grid.viewport().update()

    def _read_conflicts(self) -> None:
        """Rows say that there is a conflict, this says where."""

        def read() -> Mapping[EntityKey, frozenset[str]]:
            fields: dict[EntityKey, frozenset[str]] = {}
            for view in self._context.queries.conflicts():
                fields[view.entity_key] = fields.get(view.entity_key, frozenset()) | {view.field}
            return fields

        self._conflicts.ask(read, self.model.know_conflicts)

    def _read_proposals(self) -> None:
        queries = self._context.queries
        self._proposals.ask(lambda: open_proposals(queries), self.model.know_proposals)

    def follow(self, changes: Changes, *, own: bool) -> None:
        if changes.aspects & {Aspect.CHANGE_SETS, Aspect.STATE, Aspect.EVERYTHING}:
            self._read_proposals()
        if not own and changes.aspects & {Aspect.STATE, Aspect.EVERYTHING}:
            self._read_conflicts()
        self.loader.follow(changes, own=own)
        self.filtering.count_soon()
        self.footer.sum_up()

    def follow_pictures(self) -> None:
        """Counting takes its time: only for who sees it."""
        self._pictures_missed = not self.isVisible()
        if not self._pictures_missed:
            self.loader.follow_pictures()
            self.filtering.count_soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._pictures_missed:
            self.follow_pictures()

    # ------------------------------------------------------------------------------------------------- the query

    def ask(self, query: SkuQuery) -> None:
        """The page's query, in this grid's order and with its filters."""
        self.grid.finish_typing()
        self.loader.ask(self.filtering.applied_to(query))

    def show_tree(self, tree: Tree) -> None:
        """As this tree's columns and filters were left."""
        self.tree = tree
        self.grid.grid_header.forget_fit()
        self.filtering.use(recalled_filters(self._context.state, tree))
        self.grid.arrange(recalled_arrangement(self._context.state, tree))
