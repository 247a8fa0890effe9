"""What is typed into the grid's cells: edits are recorded, texts fill the selection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.errors import LaziError, WorkspaceProblem
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, edit_text
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.sku_columns import SkuColumn, field_for
from lazi_desktop.ui.pricebook.sku_grid import SkuGrid
from lazi_desktop.ui.pricebook.sku_loader import SkuLoader
from lazi_desktop.ui.pricebook.unsaved import UnsavedBanner

FILLED_ROWS = 5_000

Seen = Mapping[EntityKey, Value]


class CellEdits(QObject):
    """`initiator` is who the edits are announced by; `hint` tells a sentence in the footer. `many_wanted(column, text,
    positions)`: more cells than are filled in an instant."""

    many_wanted = Signal(object, str, object)

    def __init__(
        self,
        context: UiContext,
        grid: SkuGrid,
        loader: SkuLoader,
        unsaved: UnsavedBanner,
        hint: Callable[[str], None],
        initiator: QObject,
    ) -> None:
        super().__init__(initiator)
        self._context = context
        self._grid = grid
        self._model = grid.sku_model
        self._loader = loader
        self._unsaved = unsaved
        self._hint = hint
        self._initiator = initiator
        grid.fill_requested.connect(self._on_fill)
        self._model.edited.connect(self.record)
        unsaved.again_wanted.connect(self.record)

    # -------------------------------------------------------------------------------------------------- recording

    def record(self, edits: Sequence[FieldEdit]) -> None:
        keys = {edit.key for edit in edits}
        self._loader.note_edit(keys)

        def failed(error: LaziError) -> None:
            self._loader.take_back(keys)
            if isinstance(error, WorkspaceProblem):
                self._keep_typed(edits, error)
            else:
                self._context.notifier.problem(error)

        self._context.edits.edit(edits, initiator=self._initiator, failed=failed)

    def _keep_typed(self, edits: Sequence[FieldEdit], error: WorkspaceProblem) -> None:
        """The disk is full, or the like: what was typed goes back into its cell, or waits in the banner."""
        if len(edits) == 1 and self._reopen(edits[0]):
            self._unsaved.note(error)
        else:
            self._unsaved.keep(edits, error)

    def _reopen(self, edit: FieldEdit) -> bool:
        row, columns = self._model.rows.of_key(edit.key), self._model.columns
        place = next((place for place, one in enumerate(columns) if one.field == edit.field), -1)
        position = -1 if row is None else self._model.rows.position_of(row.number)
        if row is None or place < 0 or position < 0:
            return False
        field = field_for(columns[place], row.kind)
        text = "" if field is None else edit_text(field, edit.value)
        return self._grid.reopen(position, place, text, edit.seen)

    # ---------------------------------------------------------------------------------------------------- filling

    def _on_fill(self, column: SkuColumn, text: str, positions: Sequence[int], seen: Seen) -> None:
        if len(positions) > FILLED_ROWS:
            self.many_wanted.emit(column, text, positions)
            return
        rows = [self._model.rows.at(place) for place in positions]
        there = [row for row in rows if row is not None]
        if len(there) == len(rows):
            self._fill(column, text, there, seen)
            return
        numbers, queries = self._model.numbers_at(positions), self._context.queries
        fields = self._loader.fields
        self._context.tasks.write(  # on the one thread that keeps what is typed in its order
            lambda: queries.rows(numbers, fields),
            lambda found: self._fill(column, text, found, seen),
            owner=self,
        )

    def _fill(self, column: SkuColumn, text: str, rows: Sequence[SkuRow], seen: Seen) -> None:
        filled = self._model.fill(rows, column, text, seen=seen)
        left = len(rows) - filled
        if left:
            words = self.tr("{filled} filled, {left} left as they are: they cannot hold this.")
            cells = counted(filled, self.tr("cell"), self.tr("cells"))
            self._hint(words.format(filled=cells, left=whole(left)))
