"""The conflict desk: what both sides changed, one line after the other, decided by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.conflict_rules import ConflictRule
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.merge import Resolution
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.resolve_conflict import Answer, resolve_conflicts
from lazi_desktop.ports.engine import HistoryRead
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import ConflictView
from lazi_desktop.ui.conflicts.conflict_words import DELETED
from lazi_desktop.ui.conflicts.headings import OurChanges, Whose, our_changes
from lazi_desktop.ui.conflicts.line_view import LineView
from lazi_desktop.ui.conflicts.lines import ConflictLine, like, lines_from
from lazi_desktop.ui.conflicts.pattern_strip import PatternStrip
from lazi_desktop.ui.conflicts.row_names import row_names
from lazi_desktop.ui.conflicts.rule_keeping import RuleKeeping
from lazi_desktop.ui.conflicts.rule_words import Scope, scopes_of
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, field_title
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.sync.difference import CategoryPaths, category_paths, wants_categories
from lazi_desktop.ui.sync.engine_signals import EngineSignals
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

    `show_wanted(key)` leads to the entry in the grid. `line_shown(ConflictLine or None)`: another one is in front.
    `emptied()`: the last one is decided.
    """

    show_wanted = Signal(object)
    line_shown = Signal(object)
    emptied = Signal()

    def __init__(self, context: UiContext, signals: EngineSignals) -> None:
        super().__init__()
        self._context = context
        self._read = LatestRead(context.tasks, context.notifier, self, after_writes=True)
        self._scopes = LatestRead(context.tasks, context.notifier, self)
        self._rules = RuleKeeping(context, signals, self)
        self._names = LatestRead(context.tasks, context.notifier, self)
        self.lines: list[ConflictLine] = []
        self._at = 0
        self._wanted: UUID | None = None
        self._wants_keys = False
        self._whose = Whose(context.me, {})
        self._categories: CategoryPaths = {}
        self._records: Sequence[Recorded] = ()
        self._make()
        self._keys = self._listen_to_keys()
        self._listen(signals)
        self._show()

    # ---------------------------------------------------------------------------------------------------- building

    def _make(self) -> None:
        self.title = label("", "heading")
        self.chip = chip_label(self.tr("needs you"), Role.DANGER)
        self.previous = button("", "icon", glyph=Glyph.UP, name=self.tr("Previous conflict"))
        self.previous.setToolTip(self.tr("Previous conflict (↑)"))
        self.next = button("", "icon", glyph=Glyph.DOWN, name=self.tr("Next conflict"))
        self.next.setToolTip(self.tr("Next conflict (↓)"))
        self.show_button = button("", "icon", glyph=Glyph.SHOW_IN_GRID, name=self.tr("Show in grid"))
        self.show_button.setToolTip(self.show_button.accessibleName())
        self.subject = label("", "muted", wrap=True)
        self.view = LineView()
        self.strip = PatternStrip()
        head = QHBoxLayout()
        head.setSpacing(metrics.GAP_SMALL)
        for widget in (self.title, self.previous, self.next):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.show_button)
        head.addWidget(self.chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.CARD_PADDING, metrics.GAP, metrics.CARD_PADDING, metrics.GAP)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(head)
        column.addWidget(self.subject)
        column.addWidget(self.view)
        column.addWidget(self.strip)
        column.addStretch(1)

    def _listen(self, signals: EngineSignals) -> None:
        self.view.answered.connect(self._decide)
        self.view.names_wanted.connect(self._read_names)
        self.view.changing_began.connect(self._on_changing_began)
        self.view.changing_ended.connect(self._on_changing_ended)
        self.strip.decided.connect(self._decide_all)
        self.previous.clicked.connect(lambda: self.go(-1))
        self.next.clicked.connect(lambda: self.go(1))
        self.show_button.clicked.connect(self._on_show)
        self._context.edits.changed.connect(self._on_changed)
        self._context.edits.sight_changed.connect(self.view.forget)
        signals.history_read.connect(self._on_history)

    def _listen_to_keys(self) -> list[QShortcut]:
        """Those of the desk; while a result is made, they belong to that."""
        keys = []
        for key, step in (
            (Qt.Key.Key_Left, lambda: self._on_side(Resolution.THEIRS)),
            (Qt.Key.Key_Right, lambda: self._on_side(Resolution.OURS)),
            (Qt.Key.Key_E, self.view.begin_editing),
            (Qt.Key.Key_M, self.view.begin_merging),
            (Qt.Key.Key_A, self.strip.begin),
            (Qt.Key.Key_Up, lambda: self.go(-1)),
            (Qt.Key.Key_Down, lambda: self.go(1)),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: None if self.view.offer.scope.hasFocus() else step())
            keys.append(shortcut)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._on_escape)
        return keys

    # ----------------------------------------------------------------------------------------------------- reading

    def open(self, first: UUID | None = None) -> None:
        """Somebody wants to decide: the keyboard comes here once it is known what is open."""
        self._wants_keys = True
        self.refresh(first)

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
        """The line in front stays there, and with it what is typed into it."""
        shown = self.current
        wanted = self._wanted or (shown.first.conflict_id if shown is not None else None)
        self._wanted = None
        self._whose = Whose(self._context.me, found.ours)
        self._categories = found.categories
        had, self.lines = bool(self.lines), lines_from(found.conflicts)
        self._at = next(
            (at for at, line in enumerate(self.lines) if wanted in line.ids),
            min(self._at, max(0, len(self.lines) - 1)),
        )
        if self.current is not None and self.current == shown and self.view.is_changing:
            self._name(self.current)
            return
        self._show()
        if self._wants_keys and self.lines:
            self.view.focus_safe_answer()
        self._wants_keys = False
        if had and not self.lines:
            self.emptied.emit()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        moved = changes.aspects & {Aspect.STATE, Aspect.EVERYTHING, Aspect.FIELDS}
        if moved and initiator is not self and (self.isVisible() or self.lines):
            self.refresh()

    def _on_history(self, event: HistoryRead) -> None:
        line = self.current
        if line is None or event.key != line.key or event.before is not None or event.error is not None:
            return
        self._records = event.records
        self._show_values(line)

    def _read_names(self) -> None:
        line, queries, categories = self.current, self._context.queries, self._categories
        if line is not None:
            self._names.ask(
                lambda: row_names(queries, line.first, categories),
                lambda names: self.view.open_rows(line, names),
            )

    # ----------------------------------------------------------------------------------------------------- showing

    @property
    def current(self) -> ConflictLine | None:
        return self.lines[self._at] if self.lines else None

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
        self._records = ()
        for widget in (self.chip, self.previous, self.next, self.show_button, self.view):
            widget.setVisible(line is not None)
        if line is None:
            self.title.setText(self.tr("No conflict is open"))
            self.subject.setText(self.tr("What both you and ServiceTitan change will wait here for you."))
            self.strip.hide()
            self.line_shown.emit(None)
            return
        words = self._whose.words(line.first)
        self._name(line)
        self.view.show_line(line, words)
        self._show_values(line)
        self.strip.offer(like(line, self.lines), words)
        self._use_keys(True)
        self._ask_for_scopes(line.first)
        self._context.engine.read_history(line.key)
        self.line_shown.emit(line)
        held = QApplication.focusWidget()
        if held is not None and self.isAncestorOf(held):
            self.view.focus_safe_answer()

    def _show_values(self, line: ConflictLine) -> None:
        self.view.show_values(self._whose.headings(line.first, self._records), self._categories)

    def _name(self, line: ConflictLine) -> None:
        total, first = len(self.lines), line.first
        self.title.setText(self.tr("Conflict {n} of {total}").format(n=self._at + 1, total=total))
        titles = [
            field_title(one.entity_kind, one.field).lower() for one in line.conflicts if one.field != DELETED
        ]
        parts = (first.code, first.name, ", ".join(titles))
        self.subject.setText(" · ".join(part for part in parts if part))
        self.previous.setEnabled(self._at > 0)
        self.next.setEnabled(self._at + 1 < total)

    def _ask_for_scopes(self, conflict: ConflictView) -> None:
        """The categories that a rule can be narrowed to."""
        queries = self._context.queries

        def offer(scopes: Sequence[Scope]) -> None:
            current = self.current
            if current is not None and current.first is conflict and not self.view.offer.is_wanted:
                self.view.offer.offer_scopes(scopes)

        self._scopes.ask(lambda: scopes_of(queries, conflict.entity_key, conflict.entity_kind), offer)

    @property
    def is_in_use(self) -> bool:
        """Somebody decides here, by the keyboard."""
        held = QApplication.focusWidget()
        return bool(self.lines) and (self._wants_keys or (held is not None and self.isAncestorOf(held)))

    def go(self, step: int) -> None:
        if 0 <= self._at + step < len(self.lines):
            self._at += step
            self._show()

    # ---------------------------------------------------------------------------------------------------- deciding

    def _on_side(self, choice: Resolution) -> None:
        if self.strip.is_asking:
            self._decide_all(choice)
        else:
            self.view.answer(choice)

    def _decide(self, choice: Resolution, values: Mapping[str, Value] | None) -> None:
        line = self.current
        if line is not None:
            self._answer(line.answers(choice, values), self.view.rule(choice))

    def _decide_all(self, choice: Resolution) -> None:
        if self.view.may_answer(choice):
            self._answer([answer for one in self.strip.lines for answer in one.answers(choice)], None)

    def _answer(self, answers: Sequence[Answer], rule: ConflictRule | None) -> None:
        self.view.set_busy(True)
        answered = {answer.shown.conflict_id for answer in answers}
        self._context.edits.do(
            lambda work: resolve_conflicts(work, answers),
            initiator=self,
            failed=self._on_failed,
            done=lambda _changes: self._on_decided(answered, rule),
        )
        self._say_what_goes({answer.shown.entity_key: answer.shown.code for answer in answers})

    def _say_what_goes(self, decided: Mapping[EntityKey, str]) -> None:
        """What was confirmed before goes once nothing of it is in conflict any more."""
        queries, notifier = self._context.queries, self._context.notifier

        def look() -> list[EntityKey]:
            open_ones = {one.entity_key for one in queries.conflicts()}
            return [
                one.entity_key
                for one in queries.pending()
                if one.entity_key in decided
                and one.entity_key not in open_ones
                and one.state is OverrideState.SUBMITTED
            ]

        def say(going: Sequence[EntityKey]) -> None:
            if not going:
                return
            what = counted(len(going), self.tr("change"), self.tr("changes"))
            names = ", ".join(sorted({decided[key] for key in going})[:3])
            words = self.tr("{changes} of {code} that you had confirmed: on the way now.")
            notifier.done(words.format(changes=what, code=names))

        # On the store's thread, so that it follows the decision.
        self._context.tasks.write(look, say, owner=self)

    def _on_decided(self, answered: set[UUID], rule: ConflictRule | None) -> None:
        if rule is not None:
            self._rules.keep(rule)
        many = sum(bool(line.ids & answered) for line in self.lines)
        self.lines = [line for line in self.lines if not line.ids & answered]
        self._at = min(self._at, max(0, len(self.lines) - 1))
        if many > 1:
            decided = counted(many, self.tr("conflict"), self.tr("conflicts"))
            self._context.notifier.done(self.tr("{conflicts} decided.").format(conflicts=decided))
        self._show()
        self.view.focus_safe_answer()
        if not self.lines:
            self.emptied.emit()
        self.refresh()  # of many, some may have moved on meanwhile

    def _on_failed(self, error: LaziError) -> None:
        """Somebody was faster, or the conflict has moved on: look again before deciding."""
        sentence = str(error)

        def look_again(conflicts: Sequence[ConflictView]) -> None:
            self.lines = lines_from(conflicts)
            self._at = min(self._at, max(0, len(self.lines) - 1))
            self._show()
            self.view.show_problem(sentence)

        self.view.set_busy(False)
        self._read.ask(self._context.queries.conflicts, look_again)

    # -------------------------------------------------------------------------------------------------------- the keys

    def _use_keys(self, use: bool) -> None:
        for key in self._keys:
            key.setEnabled(use)

    def _on_changing_began(self) -> None:
        self._use_keys(False)
        self.strip.hide()

    def _on_changing_ended(self) -> None:
        self._show()
        self.view.focus_safe_answer()

    def _on_escape(self) -> None:
        if self.strip.is_asking:
            self.strip.end()
            self.view.focus_safe_answer()
        elif self.view.is_changing:
            self.view.end_changing()

    def _on_show(self) -> None:
        if self.current is not None:
            self.show_wanted.emit(self.current.key)
