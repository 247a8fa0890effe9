"""SKUs go into categories: dragged there, or by a list to choose from."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint

from lazi_desktop.domain.errors import Cancelled, LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.links import put_in_category, references_to
from lazi_desktop.ports.workspace import Step, UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.category_chips import Reference, reference
from lazi_desktop.ui.editors.category_picker import CategoryPicker
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE
from lazi_desktop.ui.pricebook.grid_panel import GridPanel

_LOT = 2_000


class SkuPlacing(QObject):
    """What is moved leaves the categories that are chosen in the tree, and those below; where none is chosen, all."""

    def __init__(self, context: UiContext, tree: CategoryPanel, grid: GridPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._tree, self._grid = context, tree, grid
        self._work: LongWork | None = None
        for view in tree.trees.values():
            view.drops.rows_dropped.connect(self.place)

    # -------------------------------------------------------------------------------------------------- by keyboard

    def put_in(self) -> None:
        """The selected ones; they stay where they are too."""
        self._pick(add=True)

    def move_to(self) -> None:
        self._pick(add=False)

    def take_out(self) -> None:
        """Of the chosen categories; of all, where none is chosen."""
        self.place(self._grid.grid.selected_numbers(), None, False)

    def _pick(self, *, add: bool) -> None:
        numbers = self._grid.grid.selected_numbers()
        if not len(numbers):
            self._grid.footer.hint(self.tr("Select the entries first."))
            return
        nodes = self._tree.view.tree_model.nodes
        keys: dict[Reference, EntityKey] = {reference(node.remote_id, node.key): node.key for node in nodes}
        grid = self._grid.grid
        picker = CategoryPicker(grid)
        picker.picked.connect(lambda one: self.place(numbers, keys[one], add))
        picker.offer(nodes, but=[])
        here = grid.visualRect(grid.currentIndex()) if grid.currentIndex().isValid() else grid.rect()
        picker.open_at(grid.viewport().mapToGlobal(QPoint(max(here.left(), 0), here.bottom() + 2)))

    # -------------------------------------------------------------------------------------------------- carrying out

    def out_of(self) -> tuple[int | str, ...] | None:
        """What is left when something is moved, as values name it; None for all categories."""
        chosen, model = self._tree.chosen, self._tree.view.tree_model
        if not chosen:
            return None
        keys = {below for key in chosen - {NOWHERE} for below in (key, *model.below(key))}
        return tuple(name for node in model.nodes if node.key in keys for name in references_to(node))

    def place(self, numbers: array[int], category: EntityKey | None, add: bool) -> None:
        """These rows into the category; without one, only out of what they are in."""
        if not len(numbers):
            return
        if self._work is not None:
            self._grid.footer.hint(self.tr("The last change is still under way."))
            return
        if not self._grid.grid.finish_typing():
            return
        out_of = () if add else self.out_of()
        queries = self._context.queries
        work = self._work = LongWork(self.tr("Reading the entries"), self)

        def read() -> Sequence[EntityKey]:
            keys: list[EntityKey] = []
            for start in range(0, len(numbers), _LOT):
                work.step(start, len(numbers))
                keys += [row.key for row in queries.rows(numbers[start : start + _LOT])]
            return keys

        self._grid.bulk.line.follow(work)
        self._context.tasks.read(
            read, lambda keys: self._record(keys, category, out_of), owner=self, failed=self._on_failed
        )

    def _record(
        self, keys: Sequence[EntityKey], category: EntityKey | None, out_of: tuple[int | str, ...] | None
    ) -> None:
        self._end()

        def operation(work: UnitOfWork, step: Step) -> Changes:
            return put_in_category(work, keys, category, out_of=out_of, step=step)

        self._context.edits.do_many(
            operation,
            title=self.tr("Changing categories"),
            initiator=self,
            done=self._on_done,
            failed=self._on_failed,
        )

    def _on_done(self, changes: Changes) -> None:
        if not changes:
            self._grid.footer.hint(self.tr("They hang there already."))

    def _on_failed(self, error: LaziError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._grid.bulk.line.say_words(self.tr("Cancelled: nothing was changed."))
        else:
            self._context.notifier.problem(error)

    def _end(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.ended.emit()
            work.deleteLater()
