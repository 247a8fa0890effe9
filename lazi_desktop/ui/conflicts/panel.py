"""The conflict desk: one line at a time, what it was, what ServiceTitan has now, what we want, what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner
from lazi_desktop.domain.errors import InvalidValue, LaziError
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Field
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.merge import Resolution
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.domain.row_merge import has_rows
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.resolve_conflict import Answer, resolve_conflicts
from lazi_desktop.ports.engine import HistoryRead
from lazi_desktop.ports.pricebook import ConflictView
from lazi_desktop.ui.conflicts.headings import OurChanges, Whose, our_changes
from lazi_desktop.ui.conflicts.lines import ConflictLine, like, lines_from
from lazi_desktop.ui.conflicts.pattern_strip import PatternStrip
from lazi_desktop.ui.conflicts.row_merge_table import RowMergeTable
from lazi_desktop.ui.conflicts.row_names import row_names
from lazi_desktop.ui.conflicts.value_table import ValueTable
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, field_title
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.sync.conflict_fields import can_be_typed
from lazi_desktop.ui.sync.conflict_words import DELETED
from lazi_desktop.ui.sync.difference import CategoryPaths, category_paths, wants_categories
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.rule_offer import RuleOffer
from lazi_desktop.ui.sync.rule_words import Scope, scopes_of
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import button, chip_label, label


@dataclass(frozen=True, slots=True)
class Found:
    """What the desk reads at a time."""

    conflicts: Sequence[ConflictView]
    ours: OurChanges
    categories: CategoryPaths


class ConflictPanel(QWidget):
    """Left takes ServiceTitan's, Right keeps ours, E edits, M merges a list row by row, A decides all alike; Up and
    Down leaf through.

    `show_wanted(key)` leads to the entry in the grid. `rule_wanted(ConflictRule)`: the answer just given is to be given
    from now on. `line_shown(key or None)`: another line is in front. `emptied()`: the last conflict is decided.
    """

    show_wanted = Signal(object)
    rule_wanted = Signal(object)
    line_shown = Signal(object)
    emptied = Signal()

    def __init__(self, context: UiContext, signals: EngineSignals) -> None:
        super().__init__()
        self._context = context
        self._read = LatestRead(context.tasks, context.notifier, self, after_writes=True)
        self._scopes = LatestRead(context.tasks, context.notifier, self)
        self._names = LatestRead(context.tasks, context.notifier, self)
        self.lines: list[ConflictLine] = []
        self._at = 0
        self._wanted: UUID | None = None
        self._whose = Whose(context.me, {})
        self._categories: CategoryPaths = {}
        self._records: Sequence[Recorded] = ()
        self._busy = False
        self._decided = 0
        self.rows: RowMergeTable | None = None
        self._keys: list[QShortcut] = []
        """Those of the desk; while a value is typed or rows are merged, the keys belong to that."""
        self._make()
        self._lay_out()
        self._listen(signals)
        self._show()

    # ---------------------------------------------------------------------------------------------------- building

    def _make(self) -> None:
        self.title = label("", "heading")
        self.chip = chip_label(self.tr("needs you"), Role.DANGER)
        self.subject = label("", "muted", wrap=True)
        self.explanation = label("", "muted", wrap=True)
        self.values = ValueTable()
        self.together = label(
            self.tr("These move together: they are decided as one line."), "small", wrap=True
        )
        self.problem = label("", "error", wrap=True)
        self.take = button("", glyph=Glyph.BACK)
        self.keep = button("", glyph=Glyph.FORWARD)
        self.edit = button(self.tr("Edit result"), glyph=Glyph.EDIT)
        self.merge = button(self.tr("Merge row by row"), glyph=Glyph.EDIT)
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
        self.strip = PatternStrip()
        self.previous = button("", "icon", glyph=Glyph.UP, name=self.tr("Previous conflict"))
        self.previous.setToolTip(self.tr("Previous conflict (↑)"))
        self.next = button("", "icon", glyph=Glyph.DOWN, name=self.tr("Next conflict"))
        self.next.setToolTip(self.tr("Next conflict (↓)"))
        self.show_button = button(self.tr("Show in grid"), "quiet", glyph=Glyph.SHOW_IN_GRID)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(metrics.GAP_SMALL)
        head.addWidget(self.title)
        head.addWidget(self.previous)
        head.addWidget(self.next)
        head.addStretch(1)
        head.addWidget(self.chip)
        choices = QHBoxLayout()
        choices.setSpacing(metrics.GAP_SMALL)
        for choice in (self.take, self.keep, self.edit, self.merge, self.save, self.cancel):
            choices.addWidget(choice, 1)
        self._rows_place = QVBoxLayout()
        foot = QHBoxLayout()
        foot.addWidget(self.show_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.CARD_PADDING, metrics.GAP, metrics.CARD_PADDING, metrics.GAP)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(head)
        for widget in (self.subject, self.explanation, self.values):
            column.addWidget(widget)
        column.addLayout(self._rows_place)
        column.addWidget(self.together)
        column.addWidget(self.problem)
        column.addLayout(choices)
        column.addWidget(self.strip)
        column.addWidget(self.offer)
        column.addLayout(foot)
        column.addStretch(1)

    def _listen(self, signals: EngineSignals) -> None:
        self.take.clicked.connect(lambda: self._decide(Resolution.THEIRS))
        self.keep.clicked.connect(lambda: self._decide(Resolution.OURS))
        self.edit.clicked.connect(self._begin_editing)
        self.merge.clicked.connect(self._begin_merging)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self._end_editing)
        self.values.entered.connect(self._save)
        self.values.problem_changed.connect(self._show_problem)
        self.strip.decided.connect(self._decide_all)
        self.offer.changed.connect(self._name_choices)
        self.previous.clicked.connect(lambda: self.go(-1))
        self.next.clicked.connect(lambda: self.go(1))
        self.show_button.clicked.connect(self._on_show)
        self._context.edits.changed.connect(self._on_changed)
        signals.history_read.connect(self._on_history)
        for key, step in (
            (Qt.Key.Key_Left, lambda: self._on_side(Resolution.THEIRS)),
            (Qt.Key.Key_Right, lambda: self._on_side(Resolution.OURS)),
            (Qt.Key.Key_E, self._begin_editing),
            (Qt.Key.Key_M, self._begin_merging),
            (Qt.Key.Key_A, self.strip.begin),
            (Qt.Key.Key_Up, lambda: self.go(-1)),
            (Qt.Key.Key_Down, lambda: self.go(1)),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._on_key(step))
            self._keys.append(shortcut)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._on_escape)

    # ----------------------------------------------------------------------------------------------------- reading

    def refresh(self, first: UUID | None = None) -> None:
        """Reads what is open; `first` is then in front."""
        self._wanted = first or self._wanted
        queries = self._context.queries

        def read() -> Found:
            conflicts = queries.conflicts()
            named = wants_categories(conflict.field for conflict in conflicts)
            ours = our_changes(queries.pending()) if conflicts else {}
            return Found(conflicts, ours, category_paths(queries) if named else {})

        self._read.ask(read, self._take)

    def _take(self, found: Found) -> None:
        """The line in front stays there, and what is typed into it with it."""
        shown = self.current
        wanted = self._wanted or (shown.first.conflict_id if shown is not None else None)
        self._wanted = None
        self._whose = Whose(self._context.me, found.ours)
        self._categories = found.categories
        had = bool(self.lines)
        self.lines = lines_from(found.conflicts)
        self._at = next(
            (at for at, line in enumerate(self.lines) if wanted in line.ids),
            min(self._at, max(0, len(self.lines) - 1)),
        )
        if self.current is not None and self.current == shown and self._is_changing:
            self._name()
            return
        self._show()
        if had and not self.lines:
            self.emptied.emit()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        moved = changes.aspects & {Aspect.STATE, Aspect.EVERYTHING, Aspect.FIELDS}
        if moved and initiator is not self and (self.isVisible() or self.lines):
            self.refresh()

    def _on_history(self, event: HistoryRead) -> None:
        current = self.current
        if current is None or event.key != current.key or event.before is not None or event.error is not None:
            return
        self._records = event.records
        if not self._is_changing:
            self._show_values()

    # ----------------------------------------------------------------------------------------------------- showing

    @property
    def current(self) -> ConflictLine | None:
        return self.lines[self._at] if self.lines else None

    @property
    def _is_changing(self) -> bool:
        """A result is being typed, or a list merged."""
        return bool(self.values.editors) or self.rows is not None

    def show_conflict(self, conflict_id: UUID) -> None:
        """Brings it in front, now or when it has been read."""
        for at, line in enumerate(self.lines):
            if conflict_id in line.ids:
                if at != self._at:
                    self._at = at
                    self._show()
                return
        self.refresh(conflict_id)

    def _show(self) -> None:
        line = self.current
        self._drop_rows()
        self._records = ()
        for widget in self._parts():
            widget.setVisible(line is not None)
        if line is None:
            self.title.setText(self.tr("No conflict is open"))
            self.subject.setText(self.tr("What you and ServiceTitan both change will wait here for you."))
            self.subject.show()
            for widget in (self.strip, self.offer):
                widget.hide()
            self.values.clear()
            self.line_shown.emit(None)
            return
        words = self._whose.words(line.first)
        self._name()
        self.explanation.setText(words.explanation)
        self._show_problem("")
        self._show_values()
        self.together.setVisible(len(line.conflicts) > 1)
        self.strip.offer(like(line, self.lines), words)
        self.offer.use_editing(False)
        self.offer.show_conflict(line.first)
        self.offer.setVisible(self.offer.isVisibleTo(self) and len(line.conflicts) == 1)
        self._show_choices()
        self._ask_for_scopes(line.first)
        self._set_busy(False)
        self._context.engine.read_history(line.key)
        self.line_shown.emit(line.key)
        held = QApplication.focusWidget()
        if held is not None and self.isAncestorOf(held):
            self._rest_focus()

    def _parts(self) -> Sequence[QWidget]:
        return (
            self.chip,
            self.subject,
            self.explanation,
            self.values,
            self.together,
            self.problem,
            self.take,
            self.keep,
            self.edit,
            self.merge,
            self.save,
            self.cancel,
            self.previous,
            self.next,
            self.show_button,
        )

    def _name(self) -> None:
        line = self.current
        if line is None:
            return
        total, first = len(self.lines), line.first
        self.title.setText(self.tr("Conflict {n} of {total}").format(n=self._at + 1, total=total))
        titles = [
            field_title(one.entity_kind, one.field).lower() for one in line.conflicts if one.field != DELETED
        ]
        self.subject.setText(" · ".join(part for part in (first.code, first.name, ", ".join(titles)) if part))
        self.previous.setEnabled(self._at > 0)
        self.next.setEnabled(self._at + 1 < total)

    def _show_values(self) -> None:
        line = self.current
        if line is None:
            return
        has_values = self._whose.words(line.first).values
        self.values.setVisible(has_values)
        if has_values:
            headings = self._whose.headings(line.first, self._records)
            self.values.show_line(line, headings, self._categories)

    def _show_choices(self) -> None:
        line = self.current
        if line is None:
            return
        words, changing = self._whose.words(line.first), self._is_changing
        self.take.setVisible(bool(words.take) and not changing)
        self.keep.setVisible(bool(words.keep) and not changing)
        self.edit.setVisible(words.may_edit and not changing and self._can_type(line))
        self.merge.setVisible(words.may_edit and not changing and self._list_field(line) is not None)
        self.save.setVisible(changing)
        self.cancel.setVisible(changing)
        for key in self._keys:
            key.setEnabled(not changing)
        self._name_choices()

    @staticmethod
    def _can_type(line: ConflictLine) -> bool:
        fields = [FIELDS[one.entity_kind].get(one.field) for one in line.conflicts]
        return all(field is not None and can_be_typed(field) for field in fields)

    @staticmethod
    def _list_field(line: ConflictLine) -> Field | None:
        """The field of a line that is one list, with rows to merge."""
        field = FIELDS[line.first.entity_kind].get(line.first.field) if len(line.conflicts) == 1 else None
        return field if field is not None and has_rows(field) else None

    def _name_choices(self) -> None:
        line = self.current
        if line is None:
            return
        words = self._whose.words(line.first)
        always = self.tr("{answer}, always") if self.offer.is_wanted else "{answer}"
        for choice, answer in ((self.take, words.take), (self.keep, words.keep)):
            choice.setText(always.format(answer=answer))
            choice.setAccessibleName(choice.text())

    def _ask_for_scopes(self, conflict: ConflictView) -> None:
        """The categories that a rule can be narrowed to."""
        queries = self._context.queries

        def offer(scopes: Sequence[Scope]) -> None:
            current = self.current
            if current is not None and current.first is conflict and not self.offer.is_wanted:
                self.offer.offer_scopes(scopes)

        self._scopes.ask(lambda: scopes_of(queries, conflict.entity_key, conflict.entity_kind), offer)

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for choice in (self.take, self.keep, self.save, self.strip):
            choice.setEnabled(not busy)

    def _rest_focus(self) -> None:
        """On the safe answer, so that the keys of the desk are heard."""
        line = self.current
        if line is None:
            return
        safe = self.take if line.first.field == DELETED else self.keep
        safe.setFocus()

    def focus(self) -> None:
        self._rest_focus()

    # ---------------------------------------------------------------------------------------------------- deciding

    def go(self, step: int) -> None:
        if 0 <= self._at + step < len(self.lines):
            self._at += step
            self._show()

    def _on_side(self, choice: Resolution) -> None:
        if self.strip.is_asking:
            self._decide_all(choice)
        else:
            self._decide(choice)

    def _decide(self, choice: Resolution, edited: Mapping[str, Value] | None = None) -> None:
        line = self.current
        if line is None or not self._may(choice, line):
            return
        winner = {Resolution.THEIRS: Winner.THEIRS, Resolution.OURS: Winner.OURS}.get(choice)
        rule = self.offer.rule(winner) if winner is not None else None
        self._answer(line.answers(choice, edited), rule)

    def _decide_all(self, choice: Resolution) -> None:
        line = self.current
        if line is None or not self._may(choice, line):
            return
        self._answer([answer for one in self.strip.lines for answer in one.answers(choice)], None)

    def _may(self, choice: Resolution, line: ConflictLine) -> bool:
        words = self._whose.words(line.first)
        offered = {Resolution.THEIRS: words.take, Resolution.OURS: words.keep}
        return not self._busy and bool(offered.get(choice, True))

    def _answer(self, answers: Sequence[Answer], rule: ConflictRule | None) -> None:
        self._set_busy(True)
        answered = {answer.shown.conflict_id for answer in answers}
        self._context.edits.do(
            lambda work: resolve_conflicts(work, answers),
            initiator=self,
            failed=self._on_failed,
            done=lambda changes: self._on_decided(answered, rule),
        )

    def _on_decided(self, answered: set[UUID], rule: ConflictRule | None) -> None:
        if rule is not None:
            self.rule_wanted.emit(rule)
        many = len([line for line in self.lines if line.ids & answered])
        self._decided += many
        self.values.clear()
        self._drop_rows()
        self.lines = [line for line in self.lines if not line.ids & answered]
        self._at = min(self._at, max(0, len(self.lines) - 1))
        if many > 1:
            decided = counted(many, self.tr("conflict"), self.tr("conflicts"))
            self._context.notifier.done(self.tr("{conflicts} decided.").format(conflicts=decided))
        self._show()
        self._rest_focus()
        if not self.lines:
            self.emptied.emit()
        self.refresh()  # of many, some may have moved on meanwhile

    def _on_failed(self, error: LaziError) -> None:
        """Somebody was faster, or the conflict has moved on: look again before deciding."""
        self._set_busy(False)
        sentence = str(error)
        queries = self._context.queries

        def look_again(conflicts: Sequence[ConflictView]) -> None:
            self.lines = lines_from(conflicts)
            self._at = min(self._at, max(0, len(self.lines) - 1))
            self._show()
            self._show_problem(sentence)

        self._read.ask(queries.conflicts, look_again)

    # ---------------------------------------------------------------------------------------------------- a third value

    def _begin_editing(self) -> None:
        line = self.current
        if line is None or self.edit.isHidden() or not self._can_type(line) or self._is_changing:
            return
        self.values.begin_editing()
        self.offer.use_editing(True)
        self.strip.hide()
        self._show_choices()

    def _begin_merging(self) -> None:
        line = self.current
        field = self._list_field(line) if line is not None else None
        if line is None or field is None or self.merge.isHidden() or self._is_changing:
            return
        conflict, queries, categories = line.first, self._context.queries, self._categories

        def open_rows(names: Mapping[str, str]) -> None:
            if self.current is not line or self._is_changing:
                return
            self.rows = RowMergeTable(field, conflict, names)
            self.rows.changed.connect(self._on_rows_changed)
            self.rows.entered.connect(self._save)
            self._rows_place.addWidget(self.rows)
            self.values.hide()
            self.strip.hide()
            self.offer.use_editing(True)
            self._show_choices()
            self._on_rows_changed()
            self.rows.setFocus()

        self._names.ask(lambda: row_names(queries, conflict, categories), open_rows)

    def _on_rows_changed(self) -> None:
        if self.rows is not None:
            waiting = len(self.rows.rows_model.undecided)
            self.save.setEnabled(not waiting)
            rows = counted(waiting, self.tr("row waits"), self.tr("rows wait"))
            self._show_problem(self.tr("{rows} for you: ← or →.").format(rows=rows) if waiting else "")

    def _drop_rows(self) -> None:
        if self.rows is not None:
            self._rows_place.removeWidget(self.rows)
            self.rows.hide()
            self.rows.deleteLater()
            self.rows = None

    def _end_editing(self) -> None:
        self._show()
        self._rest_focus()

    def _save(self) -> None:
        line = self.current
        if line is None:
            return
        if self.rows is not None:
            merged = self.rows.rows_model.merged()
            if not self.rows.rows_model.undecided:
                self._decide(Resolution.MERGED, {line.first.field: merged})
            return
        try:
            values = self.values.values()
        except InvalidValue:
            return  # the field says so
        self._decide(Resolution.EDITED, values)

    # -------------------------------------------------------------------------------------------------------- the keys

    def _on_key(self, step: Callable[[], None]) -> None:
        """While a category is chosen, the keys belong to that."""
        if not self.offer.scope.hasFocus():
            step()

    def _on_escape(self) -> None:
        if self.strip.is_asking:
            self.strip.end()
            self._rest_focus()
        elif self._is_changing:
            self._end_editing()

    def _on_show(self) -> None:
        if self.current is not None:
            self.show_wanted.emit(self.current.key)
