"""What a person is typing into one field, without Qt: until they leave it, nothing from outside disturbs it."""

from __future__ import annotations

from dataclasses import dataclass

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.fields import Field
from lazi_desktop.domain.typed_text import check_value
from lazi_desktop.domain.values import Value, same


@dataclass(slots=True)
class FieldDraft:
    """`shown` is the effective value on the screen, or that was on it when typing began; `typed` what it would become:
    text, or what a control gives; only there while `is_typing`."""

    field: Field
    shown: Value = None
    typed: Value = None
    is_typing: bool = False
    problem: str = ""
    _newest: Value = None

    def show(self, value: Value) -> bool:
        """The effective value is this now. Whether it is to be shown: not while somebody types."""
        self._newest = value
        if self.is_typing:
            return False
        self.shown = value
        return True

    def type(self, typed: Value) -> None:
        self.is_typing = True
        self.typed = typed
        try:
            check_value(self.field, typed)
        except InvalidValue as problem:
            self.problem = problem.detail
        else:
            self.problem = ""

    def value(self) -> Value:
        """What the field would hold; what is shown where nothing valid is typed."""
        if not self.is_typing or self.problem:
            return self.shown
        return check_value(self.field, self.typed)

    def leave(self) -> tuple[Value, Value] | None:
        """(value, seen) to be recorded; None where there is nothing new, or where it does not fit and stays typed."""
        if not self.is_typing or self.problem:
            return None
        value, seen = check_value(self.field, self.typed), self.shown
        self.drop()
        if same(value, seen):
            return None
        self.shown = self._newest = value
        return value, seen

    def drop(self) -> None:
        """Forgets what was typed; the newest value is shown again."""
        self.is_typing = False
        self.typed = None
        self.problem = ""
        self.shown = self._newest

    def refuse(self, typed: Value, seen: Value, problem: str) -> None:
        """What was left could not be recorded: it stays typed, with the reason."""
        self.is_typing = True
        self.typed = typed
        self.shown = seen
        self.problem = problem
