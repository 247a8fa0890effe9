"""One line of the desk: its values side by side, the answers it can have, and a result of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Field
from lazi_desktop.domain.merge import Resolution
from lazi_desktop.domain.row_merge import has_rows
from lazi_desktop.ui.conflicts.conflict_fields import can_be_typed
from lazi_desktop.ui.conflicts.conflict_words import DELETED, ConflictWords
from lazi_desktop.ui.conflicts.lines import ConflictLine
from lazi_desktop.ui.conflicts.row_merge_table import RowMergeTable
from lazi_desktop.ui.conflicts.rule_offer import RuleOffer
from lazi_desktop.ui.conflicts.value_table import SideHeading, ValueTable
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.sync.difference import CategoryPaths
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.flow_layout import FlowLayout


class LineView(QWidget):
    """`answered(choice, values by field or None)`. `names_wanted()`: rows are to be merged, and need their names.
    `changing_began()`, `changing_ended()`: a result is being typed or merged, or it was given up.
    """

    answered = Signal(object, object)
    names_wanted = Signal()
    changing_began = Signal()
    changing_ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line: ConflictLine | None = None
        self._words: ConflictWords | None = None
        self._make()
        self._lay_out()
        self.take.clicked.connect(lambda: self.answer(Resolution.THEIRS))
        self.keep.clicked.connect(lambda: self.answer(Resolution.OURS))
        self.edit.clicked.connect(self.begin_editing)
        self.merge.clicked.connect(self.begin_merging)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.end_changing)
        self.values.entered.connect(self._save)
        self.values.problem_changed.connect(self.show_problem)
        self.offer.changed.connect(self._name_choices)

    def _make(self) -> None:
        self.explanation = label("", "muted", wrap=True)
        self.values = ValueTable()
        self.rows: RowMergeTable | None = None
        self.together = label(
            self.tr("These move together: they are decided as one line."), "small", wrap=True
        )
        self.problem = label("", "error", wrap=True)
        self.take = button("", glyph=Glyph.BACK)
        self.keep = button("", glyph=Glyph.FORWARD)
        self.edit = button(self.tr("Edit result"), glyph=Glyph.EDIT)
        self.merge = button(self.tr("Merge row by row"), glyph=Glyph.LISTS)
        self.save = button(self.tr("Save result"), "primary", glyph=Glyph.ACCEPT)
        self.cancel = button(self.tr("Cancel"), "quiet")
        for choice, keys in (
            (self.take, "←"),
            (self.keep, "→"),
            (self.edit, "E"),
            (self.merge, "M"),
            (self.cancel, "Esc"),
        ):
            choice.setToolTip(self.tr("Key: {keys}").format(keys=keys))
        self.offer = RuleOffer()

    def _lay_out(self) -> None:
        choices = FlowLayout(gap=metrics.GAP_SMALL)  # the answers are never cut: they go below each other
        for choice in (self.take, self.keep, self.edit, self.merge, self.save, self.cancel):
            choices.addWidget(choice)
        self._rows_place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addWidget(self.explanation)
        column.addWidget(self.values)
        column.addLayout(self._rows_place)
        column.addWidget(self.together)
        column.addWidget(self.problem)
        column.addLayout(choices)
        column.addWidget(self.offer)

    # ----------------------------------------------------------------------------------------------------- showing

    def show_line(self, line: ConflictLine, words: ConflictWords) -> None:
        self.line, self._words = line, words
        self._drop_rows()
        self.values.clear()
        self.explanation.setText(words.explanation)
        self.together.setVisible(len(line.conflicts) > 1)
        self.offer.use_editing(False)
        self.offer.show_conflict(line.first)
        if len(line.conflicts) > 1:
            self.offer.hide()
        self.show_problem("")
        self.set_busy(False)
        self._show_choices()

    def show_values(self, headings: Sequence[SideHeading], categories: CategoryPaths) -> None:
        """Nothing while a result is being made: it would go."""
        if self.line is not None and self._words is not None and not self.is_changing:
            self.values.setVisible(self._words.values)
            if self._words.values:
                self.values.show_line(self.line, headings, categories)

    def forget(self) -> None:
        """What is shown is about to be read again."""
        self.values.clear()

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def set_busy(self, busy: bool) -> None:
        for choice in (self.take, self.keep, self.save):
            choice.setEnabled(not busy)

    def focus_safe_answer(self) -> None:
        if self.line is not None:
            safe = self.take if self.line.first.field == DELETED else self.keep
            safe.setFocus()

    def _show_choices(self) -> None:
        line, words, changing = self.line, self._words, self.is_changing
        if line is None or words is None:
            return
        self.take.setVisible(bool(words.take) and not changing)
        self.keep.setVisible(bool(words.keep) and not changing)
        self.edit.setVisible(words.may_edit and not changing and _can_type(line))
        self.merge.setVisible(words.may_edit and not changing and _list_field(line) is not None)
        self.save.setVisible(changing)
        self.cancel.setVisible(changing)
        self._name_choices()

    def _name_choices(self) -> None:
        if self._words is None:
            return
        always = self.tr("{answer}, always") if self.offer.is_wanted else "{answer}"
        for choice, answer in ((self.take, self._words.take), (self.keep, self._words.keep)):
            choice.setText(always.format(answer=answer))
            choice.setAccessibleName(choice.text())

    # --------------------------------------------------------------------------------------------------- answering

    def may_answer(self, choice: Resolution) -> bool:
        if self._words is None or not self.keep.isEnabled():
            return False
        return bool(
            {Resolution.THEIRS: self._words.take, Resolution.OURS: self._words.keep}.get(choice, True)
        )

    def answer(self, choice: Resolution) -> None:
        if self.may_answer(choice):
            self.answered.emit(choice, None)

    def rule(self, choice: Resolution) -> ConflictRule | None:
        """What the person wants to be answered like this from now on."""
        winner = {Resolution.THEIRS: Winner.THEIRS, Resolution.OURS: Winner.OURS}.get(choice)
        return None if winner is None or self.offer.isHidden() else self.offer.rule(winner)

    # ------------------------------------------------------------------------------------------ a result of one's own

    @property
    def is_changing(self) -> bool:
        """A result is being typed, or a list merged."""
        return bool(self.values.editors) or self.rows is not None

    def begin_editing(self) -> None:
        if self.line is None or self.edit.isHidden() or self.is_changing:
            return
        self.values.begin_editing()
        self._began()

    def begin_merging(self) -> None:
        if self.line is not None and not self.merge.isHidden() and not self.is_changing:
            self.names_wanted.emit()

    def open_rows(self, line: ConflictLine, names: Mapping[str, str]) -> None:
        """`names` of the rows of that line; nothing where another is shown by now."""
        field = _list_field(line)
        if self.line is not line or field is None or self.is_changing:
            return
        self.rows = RowMergeTable(field, line.first, names)
        self.rows.changed.connect(self._on_rows_changed)
        self.rows.entered.connect(self._save)
        self._rows_place.addWidget(self.rows)
        self.values.hide()
        self._began()
        self._on_rows_changed()
        self.rows.setFocus()

    def _began(self) -> None:
        self.offer.use_editing(True)
        self._show_choices()
        self.changing_began.emit()

    def end_changing(self) -> None:
        self.values.clear()
        self._drop_rows()
        self.changing_ended.emit()

    def _on_rows_changed(self) -> None:
        if self.rows is not None:
            waiting = len(self.rows.rows_model.undecided)
            self.save.setEnabled(not waiting)
            rows = counted(waiting, self.tr("row waits"), self.tr("rows wait"))
            self.show_problem(self.tr("{rows} for you: ← or →.").format(rows=rows) if waiting else "")

    def _drop_rows(self) -> None:
        if self.rows is not None:
            self._rows_place.removeWidget(self.rows)
            self.rows.hide()
            self.rows.deleteLater()
            self.rows = None

    def _save(self) -> None:
        if self.line is None or not self.save.isEnabled():
            return
        if self.rows is not None:
            merged = {self.line.first.field: self.rows.rows_model.merged()}
            self.answered.emit(Resolution.MERGED, merged)
            return
        try:
            values = self.values.values()
        except InvalidValue:
            return  # the field says so
        self.answered.emit(Resolution.EDITED, values)


def _can_type(line: ConflictLine) -> bool:
    fields = [FIELDS[one.entity_kind].get(one.field) for one in line.conflicts]
    return all(field is not None and can_be_typed(field) for field in fields)


def _list_field(line: ConflictLine) -> Field | None:
    """The field of a line that is one list, with rows to merge."""
    field = FIELDS[line.first.entity_kind].get(line.first.field) if len(line.conflicts) == 1 else None
    return field if field is not None and has_rows(field) else None
