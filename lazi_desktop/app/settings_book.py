"""The settings of an open window, kept in the configuration file as they are changed."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from pathlib import Path

from lazi_desktop.config.origin import BUILT_IN, Origin, OriginKind
from lazi_desktop.config.saving import save_values
from lazi_desktop.config.settings import KEYS, Settings
from lazi_desktop.domain.errors import ConfigurationProblem, InvalidValue
from lazi_desktop.ports.settings import SetBy, SettingState, SettingValue

_SAID_BY = {
    OriginKind.LOCKED: SetBy.LOCKED,
    OriginKind.ENVIRONMENT: SetBy.VARIABLE,
    OriginKind.FILE: SetBy.PERSON,
    OriginKind.POLICY: SetBy.ORGANISATION,
    OriginKind.BUILT_IN: SetBy.PROGRAM,
}


class FiledSettings:
    """Implements `ports.settings.SettingsBook`. `settings` has every change at once."""

    def __init__(self, settings: Settings, file: Path) -> None:
        self.settings = settings
        self._file = file

    @property
    def keys(self) -> Collection[str]:
        return KEYS.keys()

    @property
    def note(self) -> str:
        return self.settings.policy_note

    def state(self, key: str) -> SettingState:
        origin = self.settings.origin_of(key)
        return SettingState(
            value=_plain(self.settings.value_of(key)),
            default=_plain(self.settings.default_of(key)),
            set_by=_SAID_BY[origin.kind],
            variable=origin.place if origin.kind is OriginKind.ENVIRONMENT else "",
            default_is_organisations=self.settings.has_policy_default(key),
        )

    def change(self, key: str, value: SettingValue) -> None:
        if self.state(key).is_fixed:
            raise ConfigurationProblem(f"{self.settings.origin_of(key).words()} says it already.")
        origin = Origin(OriginKind.FILE, key, str(self._file))
        try:
            changed = self.settings.changed(key, value, origin)
        except ValueError as error:
            raise InvalidValue(str(error)) from None
        save_values(self._file, {key: _plain(changed.value_of(key))}, self.settings)
        self.settings = changed
        if _plain(changed.value_of(key)) == _plain(changed.default_of(key)):
            self._say_default(key)

    def reset(self, key: str) -> None:
        save_values(self._file, {key: self.settings.default_of(key)}, self.settings)
        self._say_default(key)

    def _say_default(self, key: str) -> None:
        said = Origin(OriginKind.POLICY, key) if self.settings.has_policy_default(key) else BUILT_IN
        self.settings = self.settings.changed(key, self.settings.default_of(key), said)


def _plain(value: object) -> SettingValue:
    """As the file has it. What is not there is empty."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool | int | float):
        return value
    return "" if value is None else str(value)
