"""What every control of a form speaks: it shows a value, tells what a person makes of it, and knows nothing of saving.

A control for one more field is a subclass with a constructor that takes a `ControlPlace`, named in `controls.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.fields import Field
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.known_lists import KnownLists
from lazi_desktop.ui.editors.subject import Subject

NOT_CHANGED = object()
"""For `compare_with`: there is no value of ServiceTitan's that differs from ours."""


@dataclass(frozen=True, slots=True)
class ControlPlace:
    """Where a control stands: for which field, in which form, and what it may read (`context.queries` through
    `context.tasks` or a `LatestRead`, never on the UI thread)."""

    kind: EntityKind
    field: Field
    title: str
    context: UiContext
    lists: KnownLists
    parent: QWidget


class FieldControl(QObject):
    """Adapts one widget to one field.

    `typed(value)`: each change by the person, with text (read by `domain.typed_text`) or with a value.
    `left()`: they are done with it, so it is recorded; a control whose every change is a finished edit emits it after
    `typed`. `entered()`: Enter, which also records what was typed long ago. `cancelled()`: Esc. `told()`: it knows
    more about what it shows now, so that `difference` may say more.

    What the form calls, in this order: `know`, `compare_with`, then `show_value` or `show_different`.
    """

    typed = Signal(object)
    left = Signal()
    entered = Signal()
    cancelled = Signal()
    told = Signal()
    elsewhere = Signal(str, object)
    """What the person changed stands in another field: its name and new value. It is recorded at once."""
    widget: QWidget
    """Gets the accessible name, the marks `changed`, `invalid` and `conflict` for the stylesheet, and the focus."""
    shows_title = False
    """The widget says the field's title itself, as a tick box does; no label stands above it."""
    is_wide = False
    """Wants a line of its own in a form."""
    can_edit = True
    """False for what only shows a value, in whatever form it comes."""

    def know(self, subject: Subject) -> None:
        """What will be shown belongs to this: one entity with all its details, or several."""

    def show_value(self, value: Value) -> None:
        raise NotImplementedError

    def show_different(self, words: str, common: Value = None) -> None:
        """Several entities that differ in this field; `words` says how many values. What is then typed is for all.

        `common` is what all of them have of a set (`Strategy.SET`): a control for sets shows it, and what it then tells
        is added to and taken from each.
        """
        raise NotImplementedError

    def restore(self, typed: Value) -> None:
        """Shows again what was typed and could not be taken."""
        self.show_value(typed)

    def compare_with(self, theirs: Value | object) -> None:
        """ServiceTitan's value of a changed field, for controls that show the difference; else NOT_CHANGED."""

    def difference(self) -> str:
        """The difference to it in words, where its value alone would not tell."""
        return ""

    def forbid(self, reason: str) -> None:
        """Shown, not changed; the reason is a sentence for the person. Called again when the reason is another."""
        self.widget.setToolTip(reason)
        self._fix(True)

    def allow(self) -> None:
        """Can be changed, after `forbid`."""
        self.widget.setToolTip("")
        self._fix(False)

    def _fix(self, fixed: bool) -> None:
        """What is fixed is shown and cannot be changed; also called where it is so already."""
