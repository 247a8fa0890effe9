"""What is done with chosen changes: the handlers of the page's actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.operations.edit_pending import edit_pending
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.review.arranging import Group, Grouping
from lazi_desktop.ui.review.change_sets import ChangeSets
from lazi_desktop.ui.review.discarding import Discarding
from lazi_desktop.ui.review.filing import Filing
from lazi_desktop.ui.review.filter_strip import FilterStrip
from lazi_desktop.ui.review.review_model import ReviewModel
from lazi_desktop.ui.review.review_paper import review_paper
from lazi_desktop.ui.review.review_row import ON_THEIR_WAY, ReviewRow
from lazi_desktop.ui.review.review_table import ReviewTable
from lazi_desktop.ui.review.rights import Rights
from lazi_desktop.ui.review.set_chooser import SetChooser
from lazi_desktop.ui.review.value_editor import ValueEditor, typed_field
from lazi_desktop.ui.widgets.dialog import Dialog


class Acting(QObject):
    """`push_wanted(op ids)`, `going_on_wanted()`: with what is under way; `decide_wanted(conflict id)`,
    `show_wanted(key)`, `editor_wanted(key, field)`: the field is more than a line of text; `which_wanted(key)`: see the
    page; `export_wanted(makes a Paper)`: of what is shown."""

    push_wanted = Signal(object)
    going_on_wanted = Signal()
    decide_wanted = Signal(object)
    show_wanted = Signal(object)
    editor_wanted = Signal(object, str)
    which_wanted = Signal(object)
    export_wanted = Signal(object)

    def __init__(
        self, context: UiContext, table: ReviewTable, sets: ChangeSets, strip: FilterStrip, page: QWidget
    ) -> None:
        super().__init__(page)
        self._context = context
        self._table = table
        self._model: ReviewModel = table.review_model
        self._sets = sets
        self._strip = strip
        self._page = page
        self.chooser: SetChooser | None = None
        """Where the change-set of new edits is chosen on this page."""
        self.questions: Mapping[EntityKey, str] = {}
        """What is asked about, with what is known of it."""
        self.question: Dialog | None = None
        self.rights = Rights(context)
        self.filing = Filing(context, sets, page)
        self.discarding = Discarding(context, page)
        self.values = ValueEditor(table, self._model)
        self.values.typed.connect(self._on_typed)
        table.dropped.connect(self._on_dropped)
        self._can: Mapping[str, Callable[[Sequence[ReviewRow]], bool]] = {
            "review_tick": lambda rows: bool(self.rights.sendable(rows)),
            "review_go_on": bool,
            "review_show": bool,
            "review_decide": lambda rows: any(row.conflict is not None for row in rows),
            "review_edit": lambda rows: self._editable() is not None,
            "review_discard": lambda rows: bool(self.rights.retractable(rows)),
            "review_move": lambda rows: bool(self.rights.movable(rows)),
            "review_hold": lambda rows: bool(self.rights.holdable(rows)),
            "review_push_chosen": lambda rows: bool(self.rights.sendable(rows)),
            "review_push_ticked": lambda rows: self.rights.decides,
            "review_rename_set": lambda rows: self._set_to_rename() is not None,
            "review_close_set": lambda rows: self._sets.may_close(self._set_at_hand()),
            "reopen_change_set": lambda rows: bool(self._sets.closed),
            "review_accept": lambda rows: bool(self.rights.answerable(rows)),
            "review_reject": lambda rows: bool(self.rights.answerable(rows)),
            "new_change_set": lambda rows: self.rights.takes_part,
            "choose_change_set": lambda rows: self.rights.takes_part,
        }

    def can(self, name: str) -> bool:
        return self._can[name](self._table.chosen())

    def why_not(self, name: str) -> str:
        return self.rights.why_not(name, self._table.chosen())

    # -------------------------------------------------------------------------------------------------------- sending

    def ticked(self) -> list[ReviewRow]:
        """What is to be sent: ticked, and shown."""
        return [row for row in self._model.rows() if self._model.ticks.has(row)]

    def tick(self) -> None:
        line = self._table.current_line()
        self._model.toggle(self._table.chosen_lines() or ([line] if line is not None else []))

    def push_ticked(self) -> None:
        rows = self.ticked()
        if not self.rights.decides:
            return
        if rows:
            self.push_wanted.emit(_ops(rows))
        else:
            self.going_on_wanted.emit()

    def push_chosen(self) -> None:
        rows = self.rights.sendable(self._table.chosen())
        if rows:
            self.push_wanted.emit(_ops(rows))

    # -------------------------------------------------------------------------------------------------------- leading

    def go_on(self) -> None:
        """What Enter does: what needs an answer is answered, a head opens or closes, all else is shown in the grid."""
        line, rows = self._table.current_line(), self._table.chosen()
        if isinstance(line, Group):
            self._table.toggle_open(self._table.currentIndex().row())
        elif rows and rows[0].conflict is not None:
            self.decide()
        elif self.asked_about(rows[:1]) is not None:
            self.tell_which()
        elif rows:
            self.show_in_grid()

    def show_in_grid(self) -> None:
        rows = self._table.chosen()
        if rows:
            self.show_wanted.emit(rows[0].key)

    def decide(self) -> None:
        conflict = next((row.conflict for row in self._table.chosen() if row.conflict is not None), None)
        if conflict is not None:
            self.decide_wanted.emit(conflict.conflict_id)

    def asked_about(self, rows: Sequence[ReviewRow]) -> EntityKey | None:
        return next((row.key for row in rows if row.is_new and row.key in self.questions), None)

    def tell_which(self) -> None:
        key = self.asked_about(self._table.chosen())
        if key is not None:
            self.which_wanted.emit(key)

    # -------------------------------------------------------------------------------------------------------- editing

    def _editable(self) -> ReviewRow | None:
        line = self._table.current_line()
        if not self.rights.takes_part or not isinstance(line, ReviewRow):
            return None
        return line if line.proposal is None and line.state not in ON_THEIR_WAY else None

    def edit_value(self) -> None:
        row = self._editable()
        if row is None:
            return
        if row.conflict is not None:
            self.decide_wanted.emit(row.conflict.conflict_id)
        elif typed_field(row) is not None:
            self.values.begin(self._table.currentIndex().row())
        else:
            self.editor_wanted.emit(row.key, "" if row.is_new else row.changes[0].field)

    def _on_typed(self, row: ReviewRow, value: Value) -> None:
        edit = FieldEdit(row.key, row.changes[0].field, value, row.changes[0].ours)
        self._context.edits.do(lambda work: edit_pending(work, edit, row.set_id), initiator=self._page)

    def discard(self) -> None:
        rows = self.rights.retractable(self._table.chosen())
        self.question = self.discarding.begin(rows) or self.question

    # --------------------------------------------------------------------------------------------------- change-sets

    def move(self) -> None:
        rows = self.rights.movable(self._table.chosen())
        if rows:
            self.filing.offer(rows, self._at_current())

    def _on_dropped(self, group: Group) -> None:
        rows = self.rights.movable(self._table.chosen())
        set_id = group.change_set.set_id if group.change_set is not None else None
        if rows and {row.set_id for row in rows} != {set_id}:
            self.filing.move(rows, set_id)

    def hold(self) -> None:
        rows = self.rights.holdable(self._table.chosen())
        if rows:
            self.filing.hold_or_release(rows)

    def new_change_set(self) -> None:
        if self.chooser is not None:
            self.chooser.ask_for_new()

    def choose_change_set(self) -> None:
        if self.chooser is not None:
            self.chooser.open()

    def rename_change_set(self) -> None:
        set_id = self._set_to_rename()
        if set_id is not None:
            self.filing.ask_for_name(set_id, self._at_current())

    def close_change_set(self) -> None:
        set_id = self._set_at_hand()
        if set_id is not None and self._sets.may_close(set_id):
            self._sets.close([set_id])

    def reopen_change_set(self) -> None:
        if self.chooser is not None:
            self.chooser.offer_closed()

    def _set_to_rename(self) -> UUID | None:
        set_id = self._set_at_hand()
        known = next((one for one in self._sets.all if one.set_id == set_id), None)
        return set_id if self.rights.may_change(known) else None

    def _set_at_hand(self) -> UUID | None:
        line = self._table.current_line()
        if isinstance(line, Group):
            by_set = self._model.grouping is Grouping.CHANGE_SET
            return line.change_set.set_id if by_set and line.change_set is not None else None
        return line.set_id if line is not None else None

    # ----------------------------------------------------------------------------------------------------- proposals

    def accept(self) -> None:
        proposals = self.rights.answerable(self._table.chosen())
        if proposals:
            self.filing.accept(proposals)

    def reject(self) -> None:
        proposals = self.rights.answerable(self._table.chosen())
        if proposals:
            self.filing.ask_why_not(proposals, self._at_current())

    # -------------------------------------------------------------------------------------------------------- looking

    def export(self) -> None:
        groups, grouping, place = self._model.groups, self._model.grouping, self._context.place
        queries = self._context.queries
        self.export_wanted.emit(lambda: review_paper(queries, groups, grouping, place, datetime.now(UTC)))

    def open_groups(self) -> None:
        self._table.set_all_open(True)

    def close_groups(self) -> None:
        self._table.set_all_open(False)

    def filter_lines(self) -> None:
        self._strip.text.setFocus()
        self._strip.text.selectAll()

    def _at_current(self) -> QPoint:
        rect = self._table.visualRect(self._table.currentIndex())
        return self._table.viewport().mapToGlobal(rect.bottomLeft() + QPoint(60, 2))


def _ops(rows: Sequence[ReviewRow]) -> list[UUID]:
    return [op_id for row in rows for op_id in row.op_ids]
