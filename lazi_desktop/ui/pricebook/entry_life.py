"""Entries come and go: new ones, copies, switching off and on, deleting; and where each leads to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QBoxLayout

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.field_tables import TO_REVIEW
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, tree_of
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.web_pages import web_page
from lazi_desktop.operations.create_entity import name_of
from lazi_desktop.operations.duplicate import duplicate
from lazi_desktop.operations.mark import mark
from lazi_desktop.operations.remove import remove
from lazi_desktop.operations.switch import switch
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.editor_area import EditorArea
from lazi_desktop.ui.editors.inspector import Inspector
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.history.history_view import FieldWish
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE
from lazi_desktop.ui.pricebook.entry_tabs import HISTORY, USED_IN
from lazi_desktop.ui.pricebook.entry_uses import Uses, read_uses, removal_words, use_words
from lazi_desktop.ui.pricebook.grid_panel import GridPanel
from lazi_desktop.ui.pricebook.new_entry import NewEntryLine
from lazi_desktop.ui.pricebook.use_banner import UseBanner

Keys = Sequence[EntityKey]
Then = Callable[[Keys], None]


class EntryLife(QObject):
    """`show_wanted(key)`: to select it in the grid. `details_wanted()`: the inspector must be seen.

    What is done is done to the editor on the screen, else to the chosen categories while the tree has the keyboard,
    else to the selected rows.
    """

    show_wanted = Signal(object)
    details_wanted = Signal()

    def __init__(
        self,
        context: UiContext,
        *,
        tree: CategoryPanel,
        grid: GridPanel,
        inspector: Inspector,
        editors: EditorArea,
        wish: FieldWish,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._tree, self._grid, self._inspector, self._editors = tree, grid, inspector, editors
        self._wish = wish
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self.line = NewEntryLine(context)
        self.banner = UseBanner()
        layout = grid.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(1, self.line)
            layout.insertWidget(1, self.banner)
        self.line.made.connect(lambda key: editors.open(key))
        for widget in (self.line, self.banner):
            widget.closed.connect(self._back_to_grid)
        self.banner.show_wanted.connect(self.show_used_in)
        grid.rows_chosen.connect(self.banner.leave)

    # -------------------------------------------------------------------------------------------------- targets

    def _with_keys(self, then: Then) -> None:
        if self._editors.key is not None:
            then([self._editors.key])
            return
        chosen = sorted(self._tree.chosen - {NOWHERE})
        numbers = self._grid.grid.selected_numbers()
        if chosen and (self._tree.view.hasFocus() or not len(numbers)):
            then(chosen)
        elif len(numbers):
            queries = self._context.queries
            self._reads.ask(lambda: [row.key for row in queries.rows(numbers)], then)

    def _back_to_grid(self) -> None:
        if self._editors.key is None:
            self._grid.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------------------------------------- new, copies

    def new_entry(self, kind: EntityKind | None = None) -> None:
        """In the chosen categories; the tree is that of the kind."""
        self._editors.show_table()
        if kind is not None and kind not in self._tree.tree.sku_kinds:
            self._tree.show_tree(tree_of(kind))
        chosen = sorted(self._tree.chosen - {NOWHERE})
        names = [path[-1] for key in chosen if (path := self._tree.path(key))]
        place = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        self.line.open(self._tree.tree, kind, chosen, place)

    def duplicate(self) -> None:
        queries = self._context.queries

        def in_use(codes: Sequence[str]) -> set[str]:
            return {code.casefold() for code, rows in queries.rows_by_code(codes).items() if rows}

        self._with_keys(
            lambda keys: self._do(lambda work: duplicate(work, keys, in_use=in_use), self._on_copied)
        )

    def _on_copied(self, changes: Changes) -> None:
        if len(changes.keys) == 1:
            self.show_wanted.emit(next(iter(changes.keys)))

    # ------------------------------------------------------------------------------------------ off, on, delete

    def activate(self) -> None:
        self._with_keys(lambda keys: self._do(lambda work: switch(work, keys, active=True)))

    def deactivate(self) -> None:
        """What is used somewhere is said beforehand."""

        def decide(keys: Keys, uses: Uses) -> None:
            self._ask(
                use_words(uses, len(keys)),
                self.tr("Deactivate anyway"),
                lambda: self._do(lambda work: switch(work, keys, active=False)),
                keys,
            )

        self._with_uses(decide)

    def delete(self) -> None:
        """What ServiceTitan never had is thrown away; all else is made inactive, and that is said beforehand."""

        def decide(keys: Keys, uses: Uses) -> None:
            words = " ".join(filter(None, (removal_words(uses.removal), use_words(uses, len(keys)))))
            go_on = self.tr("Delete") if uses.removal.thrown_away else self.tr("Deactivate")
            self._ask(words, go_on, lambda: self._do(lambda work: remove(work, keys)), keys)

        self._with_uses(decide)

    def _with_uses(self, decide: Callable[[Keys, Uses], None]) -> None:
        queries = self._context.queries

        def look(keys: Keys) -> None:
            self._reads.ask(lambda: read_uses(queries, keys), lambda uses: decide(keys, uses))

        self._with_keys(look)

    def _ask(self, words: str, go_on: str, then: Callable[[], None], keys: Keys) -> None:
        if words:
            self.banner.ask(words, go_on, then, shows=len(keys) == 1)
        else:
            then()

    # ---------------------------------------------------------------------------------------------- review mark

    def mark_to_review(self) -> None:
        self._mark(TO_REVIEW)

    def mark_reviewed(self) -> None:
        self._mark("Reviewed")

    def take_mark_off(self) -> None:
        self._mark("")

    def _mark(self, value: str) -> None:
        self._with_keys(lambda keys: self._do(lambda work: mark(work, keys, value)))

    # ------------------------------------------------------------------------------------------------ elsewhere

    def copy_code(self) -> None:
        """Of all that are selected, one to a line; of categories their names."""
        queries = self._context.queries

        def take(keys: Keys) -> None:
            self._reads.ask(
                lambda: [name_of(detail) for key in keys if (detail := queries.detail(key)) is not None],
                self._put_on_clipboard,
            )

        self._with_keys(take)

    def _put_on_clipboard(self, codes: Sequence[str]) -> None:
        QGuiApplication.clipboard().setText("\n".join(filter(None, codes)))
        copied = counted(len(codes), self.tr("code"), self.tr("codes"))
        self._context.notifier.done(self.tr("{codes} copied.").format(codes=copied))

    def open_in_servicetitan(self) -> None:
        """The first of them, in the browser."""
        queries, pattern = self._context.queries, self._context.web_page

        def go(address: str) -> None:
            if address:
                QDesktopServices.openUrl(QUrl(address))
            else:
                words = self.tr("ServiceTitan does not have it yet.")
                if not pattern:
                    words = self.tr("This connection has no pages to open in the browser.")
                self._context.notifier.problem(LaziError(words, title=self.tr("Nothing was opened")))

        def read(key: EntityKey) -> str:
            detail = queries.detail(key)
            if detail is None or detail.remote_id is None or detail.gone:
                return ""
            return web_page(pattern, detail.kind, detail.remote_id)

        self._with_keys(lambda keys: self._reads.ask(lambda: read(keys[0]), go))

    def show_used_in(self) -> None:
        self._show_tab(USED_IN)

    def show_history(self) -> None:
        self._wish.ask("")
        self._show_tab(HISTORY)

    def show_cell_history(self) -> None:
        """Of the field that the current cell shows."""
        place = self._grid.grid.currentIndex().column()
        columns = self._grid.model.columns
        self._wish.ask((columns[place].field or columns[place].key) if 0 <= place < len(columns) else "")
        self._show_tab(HISTORY)

    def _show_tab(self, name: str) -> None:
        if self._editors.key is not None:
            self._editors.panel.go_to_tab(name)
        else:
            self.details_wanted.emit()
            self._inspector.panel.go_to_tab(name)

    def _do(
        self, operation: Callable[[UnitOfWork], Changes], done: Callable[[Changes], None] | None = None
    ) -> None:
        self._context.edits.do(operation, initiator=self, done=done)
