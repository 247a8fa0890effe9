"""One field of the inspector: title, control, and the note below it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.typed_text import read_typed
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub import OverrideState
from lazi_desktop.ports.workspace import EntityDetail, OverriddenField
from lazi_desktop.ui.editors.field_controls import NOT_CHANGED, FieldControl, control_for
from lazi_desktop.ui.editors.field_draft import FieldDraft
from lazi_desktop.ui.editors.field_note import FieldNote
from lazi_desktop.ui.formatting import field_title, format_value
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import set_property


class FieldEditor(QWidget):
    """`saved(value, seen)`: left with something new. `typed()`: while typing. `revert_requested()`,
    `conflict_opened(id)`: the note's button."""

    saved = Signal(object, object)
    typed = Signal()
    revert_requested = Signal()
    conflict_opened = Signal(object)

    def __init__(
        self, kind: EntityKind, field: Field, parent: QWidget, *, control: FieldControl | None = None
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.field = field
        self.draft = FieldDraft(field)
        self._conflict: UUID | None = None
        self._override: OverriddenField | None = None
        self._theirs: Value = None
        self._gone = False
        self.title = field_title(kind, field.name)
        self.control = control or control_for(field, self)
        self.note = FieldNote(self)
        self._lay_out()
        self.control.typed.connect(self._on_typed)
        self.control.left.connect(self.leave)
        self.control.cancelled.connect(self.cancel)
        self.note.pressed.connect(self._on_note_pressed)
        if not field.writable:
            self.control.forbid(_why_fixed(field))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        widget = self.control.widget
        widget.setAccessibleName(self.title)
        if self.field.type is FieldType.FLAG:
            widget.setText(self.title)  # type: ignore[attr-defined]
        else:
            label = QLabel(self.title)
            label.setProperty("tone", "small")
            label.setBuddy(widget)
            layout.addWidget(label)
        layout.addWidget(widget)
        layout.addWidget(self.note)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusProxy(widget)

    # -------------------------------------------------------------------------------------------------- showing

    def load(self, detail: EntityDetail) -> None:
        name = self.field.name
        self._gone = detail.gone
        self._override = detail.overrides.get(name)
        if detail.remote_id is None and self._override is not None and not _needs_person(self._override):
            self._override = None  # there is nothing in ServiceTitan that it would differ from
        self._conflict = detail.conflicts.get(name)
        self._theirs = detail.mirror.get(name)
        self.control.compare_with(self._theirs if self._override is not None else NOT_CHANGED)
        if self.draft.show(detail.effective.get(name)):
            self.control.show_value(self.draft.shown)
        self._mark()

    def tell_again(self) -> None:
        """More is known about what is shown."""
        self.control.show_value(self.draft.shown)
        self._mark()

    def start_anew(self) -> None:
        """Another entity comes: what was typed belongs to the one before."""
        self.draft = FieldDraft(self.field)

    def restore(self, typed: Value, seen: Value) -> None:
        """What was typed before and could not be taken then."""
        self.draft.shown = seen
        self.draft.type(typed)
        self.control.restore(typed)
        self._mark()

    def _mark(self) -> None:
        changed = self._override is not None
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

    def _say(self) -> None:
        override, theirs = self._override, self._shown_theirs()
        if self.draft.problem:
            self.note.say(self.draft.problem, tone="error", wraps=True)
        elif self._conflict is not None:
            words = self.tr("Changed in ServiceTitan too: {theirs}").format(theirs=theirs)
            shorter = self.tr("ST: {theirs}").format(theirs=theirs)
            if self._gone:
                words, shorter = self.tr("Deleted in ServiceTitan"), self.tr("Deleted there")
            self.note.say(
                words,
                shorter=shorter,
                tone="error",
                button=self.tr("Decide…"),
                glyph=Glyph.CONFLICT,
                what=self.title,
            )
        elif override is None:
            self.note.say("")
        elif override.state is OverrideState.FAILED:
            words = self.tr("ServiceTitan said no: {words}").format(words=override.detail or theirs)
            self._offer_revert(words, "error")
        elif override.state is OverrideState.DIFFERS:
            words = self.tr("Sent, but ServiceTitan has {theirs}").format(theirs=theirs)
            self._offer_revert(f"{words} ({override.detail})" if override.detail else words, "error")
        else:
            words = self.control.difference() or self.tr("ServiceTitan: {theirs}").format(theirs=theirs)
            self._offer_revert(words, "changed", shorter=self.tr("ST: {theirs}").format(theirs=theirs))

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
        return format_value(self.field, self._theirs)[:160]

    # --------------------------------------------------------------------------------------------------- typing

    def _on_typed(self, typed: Value) -> None:
        self.draft.type(typed)
        self._mark()
        self.typed.emit()

    def leave(self) -> None:
        """Hands over what is new, once."""
        was_typing = self.draft.is_typing
        left = self.draft.leave()
        if was_typing and not self.draft.is_typing:
            self.control.show_value(self.draft.shown)
        if left is not None:
            self.saved.emit(*left)

    def cancel(self) -> None:
        if self.draft.is_typing:
            self.draft.drop()
            self.control.show_value(self.draft.shown)
            self._mark()
            self.typed.emit()

    def refuse(self, typed: Value, seen: Value, problem: str) -> None:
        """It could not be recorded."""
        self.draft.refuse(typed, seen, problem)
        self.control.show_value(typed)
        self._mark()

    def _on_note_pressed(self) -> None:
        if self._conflict is not None:
            self.conflict_opened.emit(self._conflict)
        else:
            self.draft.drop()
            self.revert_requested.emit()


def _needs_person(override: OverriddenField) -> bool:
    return override.state in (OverrideState.FAILED, OverrideState.DIFFERS)


def _why_fixed(field: Field) -> str:
    try:
        read_typed(field, "")
    except InvalidValue as problem:
        return problem.detail
    return ""
