"""Settings in memory, with an organisation and variables to play."""

from __future__ import annotations

from collections.abc import Collection

from lazi_desktop.domain.errors import ConfigurationProblem, InvalidValue
from lazi_desktop.ports.settings import SetBy, SettingState, SettingValue

DEFAULTS: dict[str, SettingValue] = {
    "theme": "system",
    "density": "comfortable",
    "language": "system",
    "units.measures": "system",
    "units.new_entries": "",
    "sync.pull": "*/5 * * * *",
    "sync.lists": "*/15 * * * *",
    "sync.sweep": "30 2 * * *",
    "sync.tend": "15 3 * * *",
    "sync.pause_on_battery": False,
    "sync.pause_on_metered": False,
    "servicetitan.requests_per_second": 20.0,
    "servicetitan.page_size": 1000,
    "servicetitan.send_together": False,
    "servicetitan.mark_creates": True,
    "servicetitan.web_page": "",
    "hub.url": "",
    "updates.channel": "stable",
    "updates.url": "",
}


class FakeBook:
    """Implements `ports.settings.SettingsBook`. `refused` is the only value that fits nothing; `full`: no disk."""

    def __init__(self, note: str = "") -> None:
        self.kept: dict[str, SettingValue] = {}
        self.locked: dict[str, SettingValue] = {}
        self.proposed: dict[str, SettingValue] = {}
        self.variables: dict[str, tuple[str, SettingValue]] = {}
        self.refused: SettingValue = "refused"
        self.full = False
        self._note = note

    @property
    def keys(self) -> Collection[str]:
        return DEFAULTS.keys()

    @property
    def note(self) -> str:
        return self._note

    def state(self, key: str) -> SettingState:
        default = self.proposed.get(key, DEFAULTS[key])
        organisations = key in self.proposed
        if key in self.locked:
            return SettingState(self.locked[key], DEFAULTS[key], SetBy.LOCKED)
        if key in self.variables:
            name, value = self.variables[key]
            return SettingState(value, default, SetBy.VARIABLE, name, organisations)
        if key in self.kept:
            return SettingState(self.kept[key], default, SetBy.PERSON, "", organisations)
        set_by = SetBy.ORGANISATION if organisations else SetBy.PROGRAM
        return SettingState(default, default, set_by, "", organisations)

    def change(self, key: str, value: SettingValue) -> None:
        if value == self.refused:
            raise InvalidValue("“refused” fits nothing.")
        self._write()
        self.kept[key] = value
        if value == self.state(key).default:
            del self.kept[key]

    def reset(self, key: str) -> None:
        self._write()
        self.kept.pop(key, None)

    def _write(self) -> None:
        if self.full:
            raise ConfigurationProblem("The disk is full.")
