"""What a person does to many cells at once: planned beside the window's thread, recorded as one step, told below the
grid."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from lazi_desktop.domain.errors import Cancelled, LaziError
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.bulk import BulkPlan, Refused, permitted
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.operations.planned_edits import edit_unless_changed
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.workspace import Step, UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.edits import TellsItself
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.numerals import typing_here
from lazi_desktop.ui.pricebook.bulk.cells import Part
from lazi_desktop.ui.pricebook.bulk.copying import Copied, copied
from lazi_desktop.ui.pricebook.bulk.line import BulkLine
from lazi_desktop.ui.pricebook.bulk.pasting import (
    Clip,
    Selection,
    plan_block,
    plan_clearing,
    plan_copies,
    plan_same,
    read_rows,
)
from lazi_desktop.ui.pricebook.grid_selection import parts
from lazi_desktop.ui.pricebook.sku_columns import SkuColumn
from lazi_desktop.ui.pricebook.sku_grid import SkuGrid
from lazi_desktop.ui.pricebook.sku_loader import SkuLoader

Planner = Callable[[Selection, PricebookQueries, Step], BulkPlan]


class BulkEdits(QObject, TellsItself):
    """`refused_shown(refused)`: the person wants to see them. `undo_requested()`. `could_not(sentence)`."""

    refused_shown = Signal(object)
    undo_requested = Signal()
    could_not = Signal(str)

    def __init__(self, context: UiContext, grid: SkuGrid, loader: SkuLoader, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.grid = grid
        self._model = grid.sku_model
        self._loader = loader
        self.line = BulkLine()
        self.refused: Sequence[Refused] = ()
        self._work: LongWork | None = None
        self._waiting: list[Callable[[], None]] = []
        """Plans that a person has seen and wants, until what is under way is recorded."""
        self._may_be_cut_off = False
        """Longer texts than before may stand in the columns."""
        self.line.show_requested.connect(lambda: self.refused_shown.emit(self.refused))
        self.line.undo_requested.connect(self.undo_requested)
        context.edits.long_began.connect(self.line.follow)
        self._model.dataChanged.connect(self._fit)
        grid.clear_requested.connect(self.clear)
        context.edits.changed.connect(self._on_changed)

    @property
    def is_busy(self) -> bool:
        return self._work is not None

    # ------------------------------------------------------------------------------------------ what it is about

    def selection(self) -> Selection:
        grid, model = self.grid, self._model
        chosen = [
            Part(one.top(), one.left(), one.bottom(), one.right()) for one in parts(grid.selectionModel())
        ]
        current = grid.currentIndex()
        here = (max(current.row(), 0), max(current.column(), 0))
        return Selection(
            chosen, here, model.columns, array("q", model.rows.numbers), self._loader.shows_first_of
        )

    # ---------------------------------------------------------------------------------------------------- actions

    def copy(self, *, headings: bool = False) -> None:
        """The selected cells, for a spreadsheet."""
        chosen, queries, text_of = self.selection(), self._context.queries, self._model.text_of
        if not chosen.parts:
            return
        names = {column.wants for column in chosen.selected_columns} - {""}

        def read(step: Step) -> Copied:
            listed = chosen.listed(queries)
            wanted = chosen.columns_by_row(len(listed))
            places = {listed[row]: columns for row, columns in wanted.items()}
            rows = read_rows(queries, places, names, step)
            lines = [(rows[number], places[number]) for number in places if number in rows]
            return copied(lines, chosen.columns, text_of, headings=headings)

        def read_in(found: Copied) -> None:
            self._end()
            QGuiApplication.clipboard().setMimeData(found.as_mime())
            self._go_on()

        self._read(self.tr("Copy"), read, read_in)

    def paste(self) -> None:
        """What lies on the clipboard, onto the rows as they are listed."""
        clip = Clip.of(QGuiApplication.clipboard().mimeData())
        if not clip:
            self.could_not.emit(self.tr("There is nothing on the clipboard."))
        elif not self.grid.currentIndex().isValid():
            self.could_not.emit(self.tr("Choose the cell where the pasted ones begin."))
        else:
            self._run(self.tr("Paste"), lambda chosen, queries, step: plan_block(clip, chosen, queries, step))

    def fill_down(self) -> None:
        self._run(
            self.tr("Fill down"),
            lambda chosen, queries, step: plan_copies(chosen, queries, step, down=True),
        )

    def fill_right(self) -> None:
        self._run(
            self.tr("Fill right"),
            lambda chosen, queries, step: plan_copies(chosen, queries, step, down=False),
        )

    def fill(self, column: SkuColumn, text: str, positions: Sequence[int]) -> None:
        """What was typed, into one column of many rows."""
        self._run(
            self.tr("Fill"),
            lambda chosen, queries, step: plan_same(
                chosen, positions, [column.field], typing_here(text), queries, step, text=text
            ),
        )

    def clear(self) -> None:
        """Empties what is selected; numbers and what is required stay, and say so."""
        self._run(self.tr("Empty"), plan_clearing)

    # ----------------------------------------------------------------------------------------------- carrying out

    def _run(self, title: str, plan: Planner) -> None:
        if not self.grid.finish_typing():
            return
        chosen, queries = self.selection(), self._context.queries

        def planned(found: BulkPlan) -> None:
            self._end()
            self.apply(title, permitted(found, self._context.edits.why_no_price))

        self._read(title, lambda step: plan(chosen, queries, step), planned)

    def _read(self, title: str, read: Callable[[Step], Any], done: Callable[[Any], None]) -> None:
        """One thing at a time, in the order that a person did them."""
        if self._work is not None:
            self.could_not.emit(self.tr("Wait until “{title}” is done.").format(title=self._work.title))
            return
        work = self._work = LongWork(title, self)
        self.line.follow(work)
        self._context.tasks.read_after_writes(
            lambda: read(work.step), done, owner=self, failed=self._on_failed
        )

    def apply(self, title: str, plan: BulkPlan, done: Callable[[], None] | None = None) -> None:
        """Records a plan as one step, as soon as what is under way is done. What was changed since it was planned
        stays as it is."""
        if self._work is not None:
            self._waiting.append(lambda: self.apply(title, plan, done))
            return
        if not plan.changed:
            self._tell(plan, 0)
            if done is not None:
                done()
            self._go_on()
            return
        self._work = LongWork(title, self)  # nothing else begins before it is recorded
        what = counted(len(plan.changed), self.tr("cell"), self.tr("cells"))
        left: list[FieldEdit] = []

        def applied(changes: Changes) -> None:
            self._end()
            self._may_be_cut_off = bool(changes.keys)
            self._tell(plan, len(changes.op_ids), left=len(left))
            if done is not None:
                done()
            self._go_on()

        label = f"{title}: {what}"

        def record(work: UnitOfWork, step: Step) -> Changes:
            return edit_unless_changed(work, plan.edits, label=label, step=step, left_alone=left.append)

        self._context.edits.do_many(record, title=label, initiator=self, done=applied, failed=self._on_failed)

    def _tell(self, plan: BulkPlan, changed: int, *, left: int = 0) -> None:
        self.refused = plan.refused
        if len(plan.refused) == 1 and not plan.changed and not plan.same:
            self.line.clear()
            self.could_not.emit(plan.refused[0].reason)
            return
        same = plan.same + len(plan.changed) - changed - left
        self.line.say(changed, same, len(plan.refused), left=left)

    def _fit(self) -> None:
        """Once the changed rows have been read again."""
        if self._may_be_cut_off and not self._model.rows.lacking(*self.grid.window_rows()):
            self._may_be_cut_off = False
            self.grid.fit_columns()

    def _on_failed(self, error: LaziError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.line.say_words(self.tr("Cancelled: nothing was changed."))
        else:
            self._context.notifier.problem(error)
        self._go_on()

    def _end(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.ended.emit()
            work.deleteLater()

    def _go_on(self) -> None:
        if self._waiting and self._work is None:
            self._waiting.pop(0)()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        """Undo takes back the last step: once there is another, not ours any more."""
        if initiator is not None and initiator is not self and changes.keys:
            self.line.forget_undo()
