"""The panel in the middle: what is listed, the grid, and what the selected rows come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import LaziError, WorkspaceProblem
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ports.workspace import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, edit_text, money, percent
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.pricebook.arrangement import Arrangement, first_arrangement
from lazi_desktop.ui.pricebook.arrangement_state import keep_arrangement, recalled_arrangement
from lazi_desktop.ui.pricebook.clipboard_text import as_tsv
from lazi_desktop.ui.pricebook.column_catalogue import COLUMN
from lazi_desktop.ui.pricebook.grid_selection import parts
from lazi_desktop.ui.pricebook.selection_summary import Summary, summarise
from lazi_desktop.ui.pricebook.sku_columns import SkuColumn, field_for
from lazi_desktop.ui.pricebook.sku_grid import SkuGrid
from lazi_desktop.ui.pricebook.sku_loader import SkuLoader
from lazi_desktop.ui.pricebook.sku_table_model import SkuTableModel
from lazi_desktop.ui.pricebook.unsaved import UnsavedBanner
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.elided_label import ElidedLabel
from lazi_desktop.ui.widgets.empty_card import EmptyCard

SUMMED_ROWS = 5_000
COPIED_ROWS = 50_000
FILLED_ROWS = 5_000

Seen = Mapping[EntityKey, Value]


class GridPanel(QFrame):
    """`rows_chosen()`: other rows are selected, or other ones are there. `query_changed()`: another order."""

    rows_chosen = Signal()
    query_changed = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setProperty("surface", "card")
        self.model = SkuTableModel(first_arrangement(Tree.MATERIALS).columns, self)
        self.loader = SkuLoader(context, self.model, self)
        self.grid = SkuGrid(self.model)
        self.empty = EmptyCard()
        self.tree = Tree.MATERIALS
        self._crumbs = ""
        self._hint = ""
        self._sums = LatestRead(context.tasks, context.notifier, self)
        self._copies = LatestRead(context.tasks, context.notifier, self)
        self._fills = LatestRead(context.tasks, context.notifier, self)
        self._conflicts = LatestRead(context.tasks, context.notifier, self)
        self._lay_out()
        self._listen()
        self._read_conflicts()

    def _lay_out(self) -> None:
        self.title = ElidedLabel("title")
        self.crumbs = ElidedLabel("small", elide=Qt.TextElideMode.ElideMiddle)
        self.columns_button = QToolButton()
        self.columns_button.setProperty("variant", "quiet")
        self.columns_button.setText(self.tr("Columns"))
        self.columns_button.setIcon(icon(Glyph.COLUMNS, "text_muted"))
        self.columns_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.columns_button.setToolTip(self.tr("Choose the columns that are shown"))
        self.reprice_button = QToolButton()
        self.reprice_button.setProperty("variant", "quiet")
        self.reprice_button.setText(self.tr("Reprice…"))
        self.reprice_button.setIcon(icon(Glyph.DISCOUNT, "text_muted"))
        self.reprice_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.reprice_button.setToolTip(self.tr("Change the prices of many entries at once (Ctrl+Shift+P)"))
        self.details_button = QToolButton()
        self.details_button.setProperty("variant", "quiet")
        self.details_button.setText(self.tr("Details"))
        self.details_button.setIcon(icon(Glyph.DETAILS, "text_muted", checked="accent"))
        self.details_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.details_button.setCheckable(True)
        self.details_button.setChecked(True)
        self.details_button.setToolTip(self.tr("Show or hide the panel with the details"))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.crumbs)
        head = QHBoxLayout()
        head.setContentsMargins(
            metrics.CARD_PADDING, metrics.GAP_SMALL + 2, metrics.GAP_SMALL, metrics.GAP_SMALL
        )
        head.addLayout(words, 1)
        head.addWidget(self.columns_button)
        head.addWidget(self.reprice_button)
        head.addWidget(self.details_button)
        self.footer = ElidedLabel("small")
        foot = QHBoxLayout()
        foot.setContentsMargins(metrics.CARD_PADDING, 7, metrics.CARD_PADDING, 7)
        foot.addWidget(self.footer, 1)
        line = QFrame()
        line.setProperty("surface", "line")
        line.setFixedHeight(1)
        self.unsaved = UnsavedBanner()
        around = QHBoxLayout()
        around.setContentsMargins(metrics.GAP_SMALL, 0, metrics.GAP_SMALL, 0)
        around.addWidget(self.unsaved)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(around)
        layout.addWidget(self.stack, 1)
        layout.addWidget(line)
        layout.addLayout(foot)

    def _listen(self) -> None:
        self.grid.looked_at.connect(self.loader.look_at)
        self.grid.selection_moved.connect(self._on_selection)
        self.grid.copy_requested.connect(self.copy)
        self.grid.paste_requested.connect(self.paste)
        self.grid.fill_requested.connect(self._on_fill)
        self.grid.could_not.connect(self.hint)
        self.grid.typing_ended.connect(self.loader.resume)
        self.grid.typing_ended.connect(self.unsaved.typing_ended)
        self.unsaved.again_wanted.connect(self._on_edited)
        self.unsaved.given_up.connect(self.loader.take_back)
        self.loader.is_held = lambda: self.grid.open_problem() is not None
        self.grid.arranged.connect(self._on_arranged)
        self.model.edited.connect(self._on_edited)
        self.model.dataChanged.connect(self._on_rows_came)
        self.columns_button.clicked.connect(self._show_columns)
        self.loader.shown.connect(self._fit_columns)
        self.loader.completed.connect(self._fit_columns)

    # -------------------------------------------------------------------------------------------------- heading

    def describe(self, title: str, crumbs: str) -> None:
        self.title.setText(title)
        self._crumbs = crumbs
        self.tell_figures()

    def tell_figures(self) -> None:
        words = [self._crumbs] if self._crumbs else []
        total = len(self.model.rows)
        if self.loader.is_complete:
            words.append(counted(total, self.tr("entry"), self.tr("entries")))
        chosen = self.grid.selected_count()
        if chosen > 1:
            words.append(self.tr("{count} selected").format(count=f"{chosen:,}"))
        self.crumbs.setText("  ·  ".join(words))

    def _on_arranged(self, before: Arrangement, now: Arrangement) -> None:
        self.loader.use_fields(now.fields)
        self._fit_columns()
        if before.order != now.order:
            self.query_changed.emit()
        self._keep_arrangement()

    def _show_columns(self) -> None:
        pass

    def _fit_columns(self) -> None:
        """Not while somebody searches: columns would jump with each letter."""
        query = self.loader.query
        if len(self.model.rows) and (not self.grid.grid_header.is_fitted or (query and not query.search)):
            self.grid.fit_columns()

    # ------------------------------------------------------------------------------------------------ selection

    def _on_selection(self) -> None:
        self._hint = ""
        self.tell_figures()
        self._sum_up()
        self.rows_chosen.emit()

    def _on_rows_came(self) -> None:
        if not self._hint:
            self._sum_up()

    def chosen_keys(self, most: int = 1_000) -> list[EntityKey]:
        """The selected rows that are in memory, the current one first."""
        current = self.grid.currentIndex().row()
        positions = self.grid.selected_positions(most)
        rows = [row for place in positions if (row := self.model.rows.at(place)) is not None]
        held = self.model.rows.at(current) if current in positions else None
        return [row.key for row in sorted(rows, key=lambda row: row is not held)]

    def _sum_up(self) -> None:
        count = self.grid.selected_count()
        if not count:
            self._sums.drop()
            hint = self.tr(
                "Type to change a cell  ·  Enter and Tab travel  ·  Ctrl+Enter fills the selection"
            )
            self.footer.setText(hint if len(self.model.rows) else "")
            return
        if count > SUMMED_ROWS:
            self._sums.drop()
            self.footer.setText(self.tr("{count} rows selected").format(count=f"{count:,}"))
            return
        column = self.model.columns[max(self.grid.currentIndex().column(), 0)].key
        positions = self.grid.selected_positions()
        rows = [self.model.rows.at(place) for place in positions]
        if all(row is not None for row in rows):
            self._sums.drop()
            self._show_summary(summarise([row for row in rows if row is not None], column))
            return
        numbers, queries = self.model.numbers_at(positions), self._context.queries
        self._sums.ask(lambda: summarise(queries.rows(numbers), column), self._show_summary)

    def _show_summary(self, summary: Summary) -> None:
        words = []
        if summary.total is not None:
            heading = COLUMN[summary.summed].heading
            words.append(f"Σ {heading} {money(summary.total)}")
        if summary.margin is not None:
            words.append(self.tr("average margin {share}").format(share=percent(summary.margin)))
        if summary.changed:
            one, many = self.tr("cell changed here"), self.tr("cells changed here")
            words.append(counted(summary.changed, one, many))
        self.footer.setText("   ·   ".join(words))

    # -------------------------------------------------------------------------------------------------- editing

    def _on_edited(self, edits: Sequence[FieldEdit]) -> None:
        keys = {edit.key for edit in edits}
        self.loader.note_edit(keys)

        def failed(error: LaziError) -> None:
            self.loader.take_back(keys)
            if isinstance(error, WorkspaceProblem):
                self._keep_typed(edits, error)
            else:
                self._context.notifier.problem(error)

        self._context.edits.edit(edits, initiator=self, failed=failed)

    def _keep_typed(self, edits: Sequence[FieldEdit], error: WorkspaceProblem) -> None:
        """The disk is full, or the like: what was typed goes back into its cell, or waits in the banner."""
        if len(edits) == 1 and self._reopen(edits[0]):
            self.unsaved.note(error)
        else:
            self.unsaved.keep(edits, error)

    def _reopen(self, edit: FieldEdit) -> bool:
        row = self.model.rows.of_key(edit.key)
        columns = self.model.columns
        column = next((place for place, one in enumerate(columns) if one.field == edit.field), -1)
        position = -1 if row is None else self.model.rows.position_of(row.number)
        if row is None or column < 0 or position < 0:
            return False
        field = field_for(columns[column], row.kind)
        text = "" if field is None else edit_text(field, edit.value)
        return self.grid.reopen(position, column, text, edit.seen)

    def _on_fill(self, column: SkuColumn, text: str, positions: Sequence[int], seen: Seen) -> None:
        if len(positions) > FILLED_ROWS:
            most = self.tr("Nothing was filled: at most {count} cells at a time.")
            self.hint(most.format(count=f"{FILLED_ROWS:,}"))
            return
        rows = [self.model.rows.at(place) for place in positions]
        there = [row for row in rows if row is not None]
        if len(there) == len(rows):
            self._fill(column, text, there, seen)
            return
        numbers, queries = self.model.numbers_at(positions), self._context.queries
        fields = self.loader.fields
        self._fills.ask(
            lambda: queries.rows(numbers, fields), lambda found: self._fill(column, text, found, seen)
        )

    def _fill(self, column: SkuColumn, text: str, rows: Sequence[SkuRow], seen: Seen) -> None:
        filled = self.model.fill(rows, column, text, seen=seen)
        left = len(rows) - filled
        if left:
            words = self.tr("{filled} filled, {left} left as they are: they cannot hold this.")
            self.hint(
                words.format(filled=counted(filled, self.tr("cell"), self.tr("cells")), left=f"{left:,}")
            )

    def paste(self) -> None:
        """One value into the selected cells."""
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        if "\t" in text or "\n" in text:
            self.hint(
                self.tr("Pasting several cells comes with a later version. Ctrl+Enter fills the selection.")
            )
        elif text:
            self.grid.fill_selected(text)

    def hint(self, sentence: str) -> None:
        """Quietly, until something else is selected."""
        self._hint = sentence
        self._sums.drop()
        self.footer.setText(sentence)

    def _read_conflicts(self) -> None:
        """Rows say that there is a conflict, this says where."""

        def read() -> Mapping[EntityKey, frozenset[str]]:
            fields: dict[EntityKey, frozenset[str]] = {}
            for view in self._context.queries.conflicts():
                fields[view.entity_key] = fields.get(view.entity_key, frozenset()) | {view.field}
            return fields

        self._conflicts.ask(read, self.model.know_conflicts)

    def follow(self, changes: Changes, *, own: bool) -> None:
        if not own and changes.aspects & {Aspect.STATE, Aspect.EVERYTHING}:
            self._read_conflicts()
        self.loader.follow(changes, own=own)

    # -------------------------------------------------------------------------------------------------- copying

    def copy(self) -> None:
        """The selected cells as text for a spreadsheet."""
        wanted: dict[int, set[int]] = {}
        for part in parts(self.grid.selectionModel()):
            columns = range(part.left(), part.right() + 1)
            for position in range(part.top(), min(part.bottom(), part.top() + COPIED_ROWS - 1) + 1):
                wanted.setdefault(position, set()).update(columns)
        if not wanted:
            return
        positions = sorted(wanted)
        numbers, queries = self.model.numbers_at(positions), self._context.queries
        columns_of = dict(zip(numbers, (wanted[position] for position in positions), strict=True))
        shown, fields, text_of = self.model.columns, self.loader.fields, self.model.text_of

        def read() -> str:
            rows: Sequence[SkuRow] = queries.rows(numbers, fields)
            return as_tsv([(row, columns_of[row.number]) for row in rows], shown, text_of)

        self._copies.ask(read, lambda text: QGuiApplication.clipboard().setText(text))

    # ----------------------------------------------------------------------------------------------- remembered

    def ask(self, query: SkuQuery) -> None:
        self.grid.finish_typing()
        self.loader.ask(query)

    def show_tree(self, tree: Tree) -> None:
        """As this tree's columns were left."""
        self.tree = tree
        self.grid.grid_header.forget_fit()
        self.grid.arrange(recalled_arrangement(self._context.state, tree))

    def _keep_arrangement(self) -> None:
        keep_arrangement(self._context.state, self.tree, self.grid.arrangement)
