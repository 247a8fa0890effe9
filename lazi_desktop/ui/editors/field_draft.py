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
    text, or what a control gives; only there while `is_typing`.

    With `differs`, several entities are shown that do not share a value: whatever is typed is new.
    `is_offered`: it was typed some time ago and could not be recorded; only the person brings it in again.
    """

    field: Field
    shown: Value = None
    differs: bool = False
    typed: Value = None
    is_typing: bool = False
    is_offered: bool = False
    objection: str = ""
    """What the checks of the whole entity have against it."""
    refusal: str = ""
    """Why it could not be recorded when that was tried."""
    _misfit: str = ""
    _newest: Value = None
    _newest_differs: bool = False

    @property
    def problem(self) -> str:
        """Why what is typed cannot be recorded."""
        return (self._misfit or self.objection or self.refusal) if self.is_typing else ""

    def show(self, value: Value, *, differs: bool = False) -> bool:
        """The effective value is this now. Whether it is to be shown: not while somebody types."""
        self._newest, self._newest_differs = value, differs
        if self.is_typing:
            return False
        self.shown, self.differs = value, differs
        return True

    def type(self, typed: Value) -> None:
        self.is_typing = True
        self.is_offered = False
        self.typed = typed
        self.objection = self.refusal = ""
        try:
            check_value(self.field, typed)
        except InvalidValue as problem:
            self._misfit = problem.detail
        else:
            self._misfit = ""

    def offer(self, typed: Value, seen: Value, problem: str = "") -> None:
        """What was typed and not recorded is there again."""
        self.type(typed)
        self.shown = seen
        self.is_offered = True
        self.refusal = problem

    @property
    def fits(self) -> bool:
        """Whether it could be recorded by itself."""
        return not self._misfit

    @property
    def stands_apart(self) -> bool:
        """Each of several has a value of its own: nothing that fits is typed for all of them."""
        return self.differs and not (self.is_typing and self.fits)

    def value(self) -> Value:
        """What the field would hold; what is shown where nothing valid is typed."""
        if not self.is_typing or self._misfit:
            return self.shown
        return check_value(self.field, self.typed)

    def leave(self) -> tuple[Value, Value] | None:
        """(value, seen) to be recorded; None where nothing is new, or where it does not fit: then it is offered."""
        if self.is_typing and self.problem:
            self.is_offered = True
        if not self.is_typing or self.is_offered:
            return None
        value, seen, differed = check_value(self.field, self.typed), self.shown, self.differs
        self.drop()
        if same(value, seen) and not differed:
            return None
        self.shown = self._newest = value
        self.differs = self._newest_differs = False
        return value, seen

    def drop(self) -> None:
        """Forgets what was typed; the newest value is shown again."""
        self.is_typing = self.is_offered = False
        self.typed = None
        self.objection = self.refusal = self._misfit = ""
        self.shown, self.differs = self._newest, self._newest_differs
