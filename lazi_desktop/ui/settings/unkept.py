"""The look alone, where there is nothing to keep settings in: the demo."""

from __future__ import annotations

from collections.abc import Collection

from lazi_desktop.ports.settings import SetBy, SettingState, SettingValue
from lazi_desktop.ui.theme.apply import chosen_scheme

THEME = "theme"


class UnkeptLook:
    """Implements `ports.settings.SettingsBook`: it holds until the window closes."""

    def __init__(self) -> None:
        self._first = self._value = str(chosen_scheme())

    @property
    def keys(self) -> Collection[str]:
        return (THEME,)

    @property
    def note(self) -> str:
        return ""

    def state(self, key: str) -> SettingState:
        said_by = SetBy.PROGRAM if self._value == self._first else SetBy.PERSON
        return SettingState(self._value, self._first, said_by)

    def change(self, key: str, value: SettingValue) -> None:
        self._value = str(value)

    def reset(self, key: str) -> None:
        self._value = self._first
