"""The settings as a window sees them: what holds, who says so, and a way to say something else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

SettingValue = str | bool | int | float


class SetBy(StrEnum):
    """Who says what holds. `LOCKED`: the organisation, and nobody else may."""

    LOCKED = "locked"
    VARIABLE = "variable"
    PERSON = "person"
    ORGANISATION = "organisation"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class SettingState:
    """`default` is what holds where nobody here says anything. `variable`: the name of the one that says it."""

    value: SettingValue
    default: SettingValue
    set_by: SetBy = SetBy.PROGRAM
    variable: str = ""
    default_is_organisations: bool = False

    @property
    def is_fixed(self) -> bool:
        return self.set_by in (SetBy.LOCKED, SetBy.VARIABLE)


class SettingsBook(Protocol):
    @property
    def keys(self) -> Collection[str]:
        """What can be set, by dotted name."""

    @property
    def note(self) -> str:
        """What the organisation says about what it has locked."""

    def state(self, key: str) -> SettingState: ...

    def change(self, key: str, value: SettingValue) -> None:
        """Kept at once.

        Raises:
            InvalidValue: saying what is allowed.
            ConfigurationProblem: it cannot be kept.
        """

    def reset(self, key: str) -> None:
        """Back to the default. Raises ConfigurationProblem as `change`."""
