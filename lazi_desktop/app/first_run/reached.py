"""How far a first run came, kept in the profile without any secret, so that it goes on after a crash or a rest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.domain.errors import ConfigurationProblem

_VERSION = 1


class Way(StrEnum):
    JOIN = "join"
    FOUND = "found"


class Step(StrEnum):
    """Where to go on. `KEYS` and `PULL` begin when the shared database is set up and kept in the settings."""

    INVITATION = "invitation"
    SIGN_IN = "sign_in"
    PLACE = "place"
    TEAM = "team"
    KEYS = "keys"
    PULL = "pull"


@dataclass(frozen=True, slots=True)
class Reached:
    """`values` are what was typed, by field; never a secret."""

    way: Way
    step: Step
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_set_up(self) -> bool:
        return self.step in (Step.KEYS, Step.PULL)


class ReachedFile:
    """The note of one profile."""

    def __init__(self, profile: Path) -> None:
        self._file = ProfilePlaces(profile).first_run

    def read(self) -> Reached | None:
        """None where there is none, or none that this version can read: then it begins at the beginning."""
        try:
            said = json.loads(self._file.read_text(encoding="utf-8"))
            if said["version"] != _VERSION:
                return None
            values = {str(name): str(value) for name, value in said["values"].items()}
            return Reached(Way(said["way"]), Step(said["step"]), values)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def write(self, reached: Reached) -> None:
        """Raises:
        ConfigurationProblem: the profile's folder cannot be written to.
        """
        said = {"version": _VERSION, "way": reached.way, "step": reached.step, "values": {**reached.values}}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_suffix(".new")
            beside.write_text(json.dumps(said, indent=1), encoding="utf-8")
            beside.replace(self._file)
        except OSError as error:
            raise ConfigurationProblem(f"{self._file} cannot be written: {error}.") from None

    def forget(self) -> None:
        self._file.unlink(missing_ok=True)
