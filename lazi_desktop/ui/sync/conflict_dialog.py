"""Deciding conflicts one after the other: what it was, what ServiceTitan has now, what we want, what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner
from lazi_desktop.domain.errors import InvalidValue, LaziError
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.merge import Resolution
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import ConflictView, PendingChange
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import (
    NOTHING,
    field_title,
    is_right_aligned,
    moment,
    plain_text,
)
from lazi_desktop.ui.sync.conflict_fields import ValueEditor, can_be_typed
from lazi_desktop.ui.sync.conflict_words import DELETED, ConflictWords, words_of
from lazi_desktop.ui.sync.difference import CategoryPaths, whole_value
from lazi_desktop.ui.sync.people import person, you
from lazi_desktop.ui.sync.rule_offer import RuleOffer
from lazi_desktop.ui.sync.rule_words import Scope, scopes_of
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import number_font
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import button, chip_label, frame, label
from lazi_desktop.ui.widgets.dialog import Dialog

OurChanges = Mapping[tuple[EntityKey, str], PendingChange]


def our_changes(pending: Sequence[PendingChange]) -> OurChanges:
    return {(change.entity_key, change.field): change for change in pending}


class ConflictDialog(Dialog):
    """Left takes ServiceTitan's, Right keeps ours, E edits, Page Up and Page Down leaf through.

    `show_wanted(key)` leads to the entry in the grid. `ours` tells when our values were made and by whom.
    `rule_wanted(ConflictRule)`: the answer that was just given is to be given from now on.
    """

    show_wanted = Signal(object)
    rule_wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        context: UiContext,
        conflicts: Sequence[ConflictView],
        first: UUID | None = None,
        *,
        ours: OurChanges | None = None,
        categories: CategoryPaths | None = None,
    ) -> None:
        super().__init__(parent, "", width=760)
        self._ours = ours or {}
        self._categories = categories or {}
        self.setWindowTitle(self.tr("Conflicts"))
        self._context = context
        self._conflicts = list(conflicts)
        self._at = next((at for at, one in enumerate(conflicts) if one.conflict_id == first), 0)
        self._decided = 0
        self._busy = False
        self.editor: ValueEditor | None = None

        self.subject = label("", "heading", wrap=True)
        self.explanation = label("", "muted", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.offer = RuleOffer()
        self._words = self._words_of(self.current)
        self._cells = QGridLayout()
        self._cells.setHorizontalSpacing(metrics.GAP_SMALL)
        self._cells.setVerticalSpacing(metrics.GAP_TINY)
        for column in range(4):
            self._cells.setColumnStretch(column, 1)
        head = QHBoxLayout()
        head.addWidget(self.subject, 1)
        head.addWidget(chip_label(self.tr("needs you"), Role.DANGER), 0, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(head)
        self.content.addWidget(self.explanation)
        self.content.addLayout(self._cells)
        self.content.addWidget(self.problem)
        self.content.addLayout(self._choices())
        self.content.addWidget(self.offer)
        self.content.addStretch(1)
        self._footer()
        self._listen_to_keys()
        self.offer.changed.connect(self._name_choices)
        self._show()

    # ---------------------------------------------------------------------------------------------------- building

    def _choices(self) -> QHBoxLayout:
        self.take = button(self.tr("Take ServiceTitan's"), glyph=Glyph.BACK)
        self.take.clicked.connect(lambda: self._decide(Resolution.THEIRS))
        self.keep = button(self.tr("Keep ours"), glyph=Glyph.FORWARD)
        self.keep.clicked.connect(lambda: self._decide(Resolution.OURS))
        self.edit = button(self.tr("Edit result"), glyph=Glyph.EDIT)
        self.edit.clicked.connect(self._edit)
        self.save = button(self.tr("Save result"), "primary", glyph=Glyph.ACCEPT)
        self.save.clicked.connect(self._save)
        for choice, keys in ((self.take, "←"), (self.keep, "→"), (self.edit, "E")):
            choice.setToolTip(self.tr("Key: {keys}").format(keys=keys))
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP_SMALL)
        for choice in (self.take, self.keep, self.edit, self.save):
            row.addWidget(choice, 1)
        return row

    def _footer(self) -> None:
        self.show_button = self.add_button(
            self.tr("Show in grid"), "quiet", glyph=Glyph.SHOW_IN_GRID, left=True
        )
        self.show_button.clicked.connect(self._on_show)
        self.previous = self.add_button(self.tr("Previous"))
        self.previous.clicked.connect(lambda: self._go(-1))
        self.next = self.add_button(self.tr("Next"))
        self.next.clicked.connect(lambda: self._go(1))
        self.later = self.add_button(self.tr("Decide later"), rejects=True)

    # ---------------------------------------------------------------------------------------------------- showing

    @property
    def current(self) -> ConflictView:
        return self._conflicts[self._at]

    def _field(self) -> Field | None:
        return FIELDS[self.current.entity_kind].get(self.current.field)

    def _show(self) -> None:
        conflict, total = self.current, len(self._conflicts)
        self._words = words = self._words_of(conflict)
        title = "" if conflict.field == DELETED else field_title(conflict.entity_kind, conflict.field)
        self.title.setText(self.tr("Conflict {n} of {total}").format(n=self._at + 1, total=total))
        self.subject.setText(" · ".join(part for part in (conflict.code, conflict.name, title) if part))
        self.explanation.setText(words.explanation)
        self._show_problem("")
        self._show_values(words)
        field = self._field()
        self.take.setVisible(bool(words.take))
        self.keep.setVisible(bool(words.keep))
        self.edit.setEnabled(words.may_edit and field is not None and can_be_typed(field))
        self.edit.setVisible(words.may_edit)
        self.save.hide()
        self.offer.use_editing(False)
        self.offer.show_conflict(conflict)
        self._name_choices()
        self._ask_for_scopes(conflict)
        self.previous.setEnabled(self._at > 0)
        self.next.setEnabled(self._at + 1 < total)
        self._set_busy(False)
        safe = self.take if conflict.field == DELETED else self.keep
        safe.setFocus()

    def _name_choices(self) -> None:
        always = self.tr("{answer}, always") if self.offer.is_wanted else "{answer}"
        for choice, answer in ((self.take, self._words.take), (self.keep, self._words.keep)):
            choice.setText(always.format(answer=answer))
            choice.setAccessibleName(choice.text())

    def _ask_for_scopes(self, conflict: ConflictView) -> None:
        """The categories that a rule can be narrowed to."""

        def offer(scopes: Sequence[Scope]) -> None:
            if self._conflicts and self.current is conflict and not self.offer.is_wanted:
                self.offer.offer_scopes(scopes)

        queries = self._context.queries
        self._context.tasks.read(
            lambda: scopes_of(queries, conflict.entity_key, conflict.entity_kind), offer, owner=self
        )

    def _show_values(self, words: ConflictWords) -> None:
        while (item := self._cells.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.editor = None
        if not words.values:
            return
        conflict = self.current
        sides = (
            (self.tr("Base"), self.tr("where both began"), conflict.base, "neutral"),
            (words.theirs, words.theirs_small or self._theirs_words(), conflict.theirs, "accent"),
            (words.ours or self.tr("Ours"), self._ours_words(), conflict.ours, "changed"),
            (self.tr("Result"), words.if_kept, conflict.ours, "proved"),
        )
        for column, (heading, small, value, role) in enumerate(sides):
            self._cells.addWidget(label(heading, "heading"), 0, column)
            self._cells.addWidget(label(small, "small"), 1, column)
            self._cells.addWidget(self._cell(value, role), 2, column)

    def _words_of(self, conflict: ConflictView) -> ConflictWords:
        in_effect = self._in_effect(conflict)
        other = person(in_effect.by, self._context.me) if in_effect is not None else ""
        return words_of(conflict, author=self._author(conflict), other=other)

    def _author(self, conflict: ConflictView) -> str:
        return you() if conflict.mine else person(conflict.by, self._context.me)

    def _in_effect(self, conflict: ConflictView) -> PendingChange | None:
        """The change of the team that is theirs: in effect, over ours."""
        change = self._ours.get((conflict.entity_key, conflict.field))
        if conflict.standing or change is None or change.ours != conflict.theirs:
            return None
        return change

    def _theirs_words(self) -> str:
        change = self._in_effect(self.current)
        return self._who_and_when(change) if change is not None else ""

    def _ours_words(self) -> str:
        """Who made our value and when. The conflict itself knows only when it was found."""
        conflict = self.current
        change = self._ours.get((conflict.entity_key, conflict.field))
        if conflict.standing and change is not None:
            return self._who_and_when(change)
        found = moment(conflict.at)
        parts = (self._author(conflict), self.tr("found {time}").format(time=found) if found else "")
        return " · ".join(part for part in parts if part)

    def _who_and_when(self, change: PendingChange) -> str:
        parts = (person(change.by, self._context.me), moment(change.at))
        return " · ".join(part for part in parts if part)

    def _cell(self, value: Value, role: str) -> QWidget:
        kind, name, field = self.current.entity_kind, self.current.field, self._field()
        if field is not None and field.type is FieldType.HTML:
            long = QPlainTextEdit(plain_text(value) or NOTHING)
            long.setReadOnly(True)
            long.setMinimumHeight(120)
            long.setMaximumHeight(200)
            long.setProperty("value", role)
            return long
        box = frame("value")
        box.setProperty("value", role)
        shown = label(whole_value(kind, name, value, self._categories), wrap=True)
        shown.setProperty("value", role)
        shown.setFont(number_font())
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        right = is_right_aligned(kind, name)
        shown.setAlignment(
            (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignVCenter
        )
        inner = QHBoxLayout(box)
        inner.setContentsMargins(10, 6, 10, 6)
        inner.addWidget(shown)
        return box

    # ---------------------------------------------------------------------------------------------------- deciding

    def _edit(self) -> None:
        field = self._field()
        if field is None or not self.edit.isEnabled() or self.editor is not None:
            return
        old = self._cells.itemAtPosition(2, 3)
        if old is not None and (shown := old.widget()) is not None:
            self._cells.removeWidget(shown)
            shown.deleteLater()
        heading = self._cells.itemAtPosition(1, 3)
        if heading is not None and isinstance(small := heading.widget(), QLabel):
            small.setText(self.tr("what you type"))
        self.editor = ValueEditor(field, self.current.ours)
        self.editor.entered.connect(self._save)
        self.editor.problem_changed.connect(self._show_problem)
        self._cells.addWidget(self.editor, 2, 3)
        self.offer.use_editing(True)
        self.edit.hide()
        self.save.show()
        self.editor.select_all()

    def _save(self) -> None:
        if self.editor is None:
            return
        try:
            value = self.editor.value()
        except InvalidValue as wrong:
            self.editor.show_problem(wrong.detail)
            return
        self._decide(Resolution.EDITED, value)

    def _decide(self, choice: Resolution, edited: Value = None) -> None:
        offered = {Resolution.THEIRS: self._words.take, Resolution.OURS: self._words.keep}
        if self._busy or not offered.get(choice, True):
            return
        winner = {Resolution.THEIRS: Winner.THEIRS, Resolution.OURS: Winner.OURS}.get(choice)
        rule = self.offer.rule(winner) if winner is not None else None
        self._set_busy(True)
        self._context.edits.resolve(
            self.current,
            choice,
            edited=edited,
            initiator=self,
            failed=self._on_failed,
            done=lambda _changes: self._on_decided(rule),
        )

    def _on_decided(self, rule: ConflictRule | None) -> None:
        self._decided += 1
        if rule is not None:
            self.rule_wanted.emit(rule)
        del self._conflicts[self._at]
        if not self._conflicts:
            decided = (
                self.tr("All conflicts are decided.") if self._decided > 1 else self.tr("Conflict decided.")
            )
            self._context.notifier.done(decided)
            self.accept()
            return
        self._at = min(self._at, len(self._conflicts) - 1)
        self._show()

    def _on_failed(self, error: LaziError) -> None:
        """Somebody was faster, or the conflict has moved on: look again before deciding."""
        self._set_busy(False)
        self._show_problem(str(error))
        self._context.tasks.read(self._context.queries.conflicts, self._on_conflicts, owner=self)

    def _on_conflicts(self, conflicts: Sequence[ConflictView]) -> None:
        if not conflicts:
            self.accept()
            return
        words, shown = self.problem.text(), self.current.conflict_id
        self._conflicts = list(conflicts)
        self._at = next((at for at, one in enumerate(conflicts) if one.conflict_id == shown), 0)
        self._show()
        self._show_problem(words)

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _go(self, step: int) -> None:
        if 0 <= self._at + step < len(self._conflicts):
            self._at += step
            self._show()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for choice in (self.take, self.keep, self.save):
            choice.setEnabled(not busy)

    def _on_show(self) -> None:
        self.show_wanted.emit(self.current.entity_key)
        self.reject()

    def _listen_to_keys(self) -> None:
        """While a value is typed or a category is chosen, the keys belong to that."""
        for key, step in (
            (Qt.Key.Key_Left, lambda: self._decide(Resolution.THEIRS)),
            (Qt.Key.Key_Right, lambda: self._decide(Resolution.OURS)),
            (Qt.Key.Key_E, self._edit),
            (Qt.Key.Key_PageUp, lambda: self._go(-1)),
            (Qt.Key.Key_PageDown, lambda: self._go(1)),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(lambda step=step: self._on_key(step))

    def _on_key(self, step: Callable[[], None]) -> None:
        if not self.offer.scope.hasFocus():
            step()
