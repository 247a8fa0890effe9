"""One field of a form: title, control, and the note below it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lazi_desktop.domain.checks import Finding
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.change_sets import Proposal
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import OverriddenField
from lazi_desktop.ui.editors.controls import control_for
from lazi_desktop.ui.editors.field_control import NOT_CHANGED, ControlPlace
from lazi_desktop.ui.editors.field_draft import FieldDraft
from lazi_desktop.ui.editors.field_note import FieldNote
from lazi_desktop.ui.editors.subject import Spread, Subject
from lazi_desktop.ui.formatting import format_value
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.proposed import proposal_note, short_note
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import set_property
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

_VALUES_TOLD = 6
_EMPTYING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)

_ROOM_FOR_TITLE = 150  # two beside each other in the inspector


class FieldEditor(QWidget):
    """`saved(value, seen)`: left with something new. `typed()`: what stands in it is another now, or no longer typed.
    `revert_requested()`, `conflict_opened(id)`: the note's button."""

    saved = Signal(object, object)
    typed = Signal()
    revert_requested = Signal()
    conflict_opened = Signal(object)

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self.field = place.field
        self.title = place.title
        self.draft = FieldDraft(place.field)
        self._subject: Subject | None = None
        self._override: OverriddenField | None = None
        self._conflict: UUID | None = None
        self._proposal: Proposal | None = None
        self._warning = ""
        self._fixed = ""
        self._told_fixed = False
        """Somebody typed there all the same, and has been told why that does nothing."""
        self.control = control_for(place)
        self.note = FieldNote(self)
        self._lay_out()
        self.control.typed.connect(self._on_typed)
        self.control.left.connect(self.leave)
        self.control.entered.connect(self._on_entered)
        self.control.cancelled.connect(self.cancel)
        self.control.told.connect(self._mark)
        self.control.widget.installEventFilter(self)
        self.note.pressed.connect(self._on_note_pressed)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        widget = self.control.widget
        widget.setAccessibleName(self.title)
        if not self.control.shows_title:
            label = ElidedLabel("small")  # titles are longer in some languages
            label.setText(self.title)
            label.setMinimumWidth(min(label.natural_width(), _ROOM_FOR_TITLE))
            label.setBuddy(widget)
            layout.addWidget(label)
        layout.addWidget(widget)
        layout.addWidget(self.note)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusProxy(widget)

    # -------------------------------------------------------------------------------------------------- showing

    def load(self, subject: Subject, *, fixed: str = "") -> None:
        """`fixed` says why these cannot be changed here, "" where they can."""
        name, detail = self.field.name, subject.detail
        if fixed != self._fixed or self._subject is None or subject.keys != self._subject.keys:
            self._told_fixed = False
        self._subject, self._fixed = subject, fixed
        self._override = detail.overrides.get(name) if detail is not None else None
        if (
            detail is not None
            and detail.remote_id is None
            and self._override is not None
            and not _needs_person(self._override)
        ):
            self._override = None  # there is nothing in ServiceTitan that it would differ from
        self._conflict = detail.conflicts.get(name) if detail is not None else None
        self._proposal = subject.proposals.get(name)
        self.draft.field = subject.field(name)
        if fixed:
            self.control.forbid(fixed)
        else:
            self.control.allow()
        self.control.know(subject)
        theirs = detail.mirror.get(name) if detail is not None and self._override is not None else NOT_CHANGED
        self.control.compare_with(theirs)
        if self.draft.show(subject.values.get(name), differs=name in subject.spreads):
            self._show()
        self._mark()

    def _show(self) -> None:
        spread = self._subject.spreads.get(self.field.name) if self._subject is not None else None
        if self.draft.differs and spread is not None:
            words = self.tr("{count} different values").format(count=whole(len(spread.values)))
            self.control.show_different(words, self.draft.shown)
            self.control.widget.setToolTip(self._values(spread))
        else:
            self.control.show_value(self.draft.shown)

    def _values(self, spread: Spread) -> str:
        told = spread.values[:_VALUES_TOLD]
        lines = [f"{whole(count)} × {format_value(self.field, value)[:80]}" for value, count in told]
        return "\n".join([*lines, "…"] if len(spread.values) > len(told) else lines)

    def start_anew(self) -> None:
        """Another entity comes: what was typed belongs to the one before."""
        self.draft = FieldDraft(self.field)
        self._warning = ""

    def offer(self, typed: Value, seen: Value, problem: str = "") -> None:
        """What was typed before and could not be recorded then."""
        self.draft.offer(typed, seen, problem)
        self.control.restore(typed)
        self._mark()

    def forget_offer(self) -> None:
        """It was recorded or dropped elsewhere."""
        self.draft.drop()
        self._show()
        self._mark()

    def take_findings(self, findings: Sequence[Finding]) -> None:
        """What the checks say about this field: of an error in what is typed, it is not recorded."""
        errors = [one.text for one in findings if one.is_error]
        others = [one.text for one in findings if not (one.is_error and self.draft.is_typing)]
        self.draft.objection = " ".join(errors) if self.draft.is_typing else ""
        self._warning = " ".join(others)
        self._mark()

    def _mark(self) -> None:
        changed = self._override is not None or bool(self._changed_count())
        marks = {
            "changed": changed,
            "invalid": bool(self.draft.problem),
            "conflict": self._conflict is not None,
        }
        widget = self.control.widget
        for name, on in marks.items():
            set_property(widget, name, "true" if on else None)
        self._say()
        widget.setAccessibleDescription(self.note.text)

    def _changed_count(self) -> int:
        return self._subject.changed.get(self.field.name, 0) if self._subject is not None else 0

    # ------------------------------------------------------------------------------------------------- the note

    def _say(self) -> None:
        if self.draft.is_typing and (self.draft.problem or self.draft.is_offered):
            self._say_not_saved()
        elif self._told_fixed:
            self.note.say(self._fixed, tone="error", wraps=True)
        elif self._conflict is not None:
            self._say_conflict()
        elif self._changed_count():
            words = self.tr("Changed here in {count}").format(count=whole(self._changed_count()))
            self._offer_revert(self._after_warning(words), "error" if self._warning else "changed")
        elif self._tells_proposal() and self._proposal is not None:
            self._say_proposal(self._proposal)
        elif self._override is None:
            self.note.say(self._warning, tone="error", wraps=True)
        else:
            self._say_override(self._override)

    def _say_not_saved(self) -> None:
        problem = self.draft.problem
        if not self.draft.is_offered:
            self.note.say(problem, tone="error", wraps=True)
            return
        words = self.tr("Not saved: {reason}").format(reason=problem) if problem else self.tr("Not saved")
        fits = self.draft.fits
        button, glyph = (self.tr("save"), Glyph.ACCEPT) if fits else (self.tr("drop"), Glyph.REVERT)
        tone = "error" if problem else "changed"
        self.note.say(words, tone=tone, wraps=True, button=button, glyph=glyph, what=self.title)

    def _say_conflict(self) -> None:
        theirs = self._shown_theirs()
        words = self.tr("Changed in ServiceTitan too: {theirs}").format(theirs=theirs)
        shorter = self.tr("ST: {theirs}").format(theirs=theirs)
        if self._subject is not None and self._subject.detail is not None and self._subject.detail.gone:
            words, shorter = self.tr("Deleted in ServiceTitan"), self.tr("Deleted there")
        self.note.say(
            words,
            shorter=shorter,
            tone="error",
            button=self.tr("Decide…"),
            glyph=Glyph.CONFLICT,
            what=self.title,
        )

    def _tells_proposal(self) -> bool:
        """Where nothing needs somebody. One's own goes before a change that is here already."""
        if self._proposal is None or self._warning:
            return False
        return self._override is None or (self._proposal.mine and not _needs_person(self._override))

    def _say_proposal(self, proposal: Proposal) -> None:
        value = format_value(self.field, proposal.value)[:160]
        self.note.say(proposal_note(proposal, value), shorter=short_note(value), tone="proposed")

    def _say_override(self, override: OverriddenField) -> None:
        theirs = self._shown_theirs()
        if override.state is OverrideState.FAILED:
            words = self.tr("ServiceTitan said no: {words}").format(words=override.detail or theirs)
            self._offer_revert(words, "error")
        elif override.state is OverrideState.DIFFERS:
            words = self.tr("Sent, but ServiceTitan has {theirs}").format(theirs=theirs)
            self._offer_revert(f"{words} ({override.detail})" if override.detail else words, "error")
        else:
            words = self.control.difference() or self.tr("ServiceTitan: {theirs}").format(theirs=theirs)
            shorter = "" if self._warning else self.tr("ST: {theirs}").format(theirs=theirs)
            tone = "error" if self._warning else "changed"
            self._offer_revert(self._after_warning(words), tone, shorter=shorter)

    def _after_warning(self, words: str) -> str:
        return f"{self._warning} {words}" if self._warning else words

    def _offer_revert(self, words: str, tone: str, *, shorter: str = "") -> None:
        self.note.say(
            words,
            shorter="" if self.control.difference() else shorter,
            tone=tone,
            button=self.tr("revert"),
            glyph=Glyph.REVERT,
            what=self.title,
            wraps=tone == "error",
        )

    def _shown_theirs(self) -> str:
        detail = self._subject.detail if self._subject is not None else None
        return format_value(self.field, detail.mirror.get(self.field.name) if detail else None)[:160]

    # --------------------------------------------------------------------------------------------------- typing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._fixed:
            changes = (event.text().isprintable() and event.text()) or event.key() in _EMPTYING
            if changes and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._told_fixed = True
                self._mark()
        elif event.type() == QEvent.Type.FocusOut and self._told_fixed:
            self._told_fixed = False
            self._mark()
        return super().eventFilter(watched, event)

    def _on_typed(self, typed: Value) -> None:
        self.draft.type(typed)
        self._mark()
        self.typed.emit()

    def take(self, value: Value) -> None:
        """Set by the control of another field."""
        self._on_typed(value)
        self.leave()

    def leave(self) -> None:
        """Hands over what is new, once."""
        was_typing = self.draft.is_typing
        left = self.draft.leave()
        if was_typing:
            if not self.draft.is_typing:
                self._show()
            self._mark()
        if left is not None:
            self.saved.emit(*left)
        elif was_typing and not self.draft.is_typing:
            self.typed.emit()

    def _on_entered(self) -> None:
        """Records also what was only offered, and tries again what was refused."""
        if self.draft.is_offered:
            self.draft.type(self.draft.typed)
            self.typed.emit()
        self.leave()

    def cancel(self) -> None:
        if self.draft.is_typing:
            self.draft.drop()
            self._show()
            self._mark()
            self.typed.emit()

    def _on_note_pressed(self) -> None:
        if self.draft.is_offered and not self.draft.fits:
            self.cancel()
        elif self.draft.is_offered:
            self._on_entered()
        elif self._conflict is not None:
            self.conflict_opened.emit(self._conflict)
        else:
            self.draft.drop()
            self.revert_requested.emit()


def _needs_person(override: OverriddenField) -> bool:
    return override.state in (OverrideState.FAILED, OverrideState.DIFFERS)
