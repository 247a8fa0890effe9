"""Where resources and migrations lie, and where a profile keeps its files. Nothing else knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP = "lazi-desktop"
_PACKAGE = Path(__file__).resolve().parent.parent


def resources_folder() -> Path:
    return _shipped("resources")


def migrations_folder() -> Path:
    return _shipped("migrations")


def _shipped(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name


def default_config_file() -> Path:
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "config.toml"


def default_profile_folder() -> Path:
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "profiles" / "default"


@dataclass(frozen=True, slots=True)
class ProfilePlaces:
    """The files of one profile: one tenant of one hub, on one machine."""

    folder: Path

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    @property
    def hub(self) -> Path:
        """Where the built-in PostgreSQL is found."""
        return self.folder / "hub"

    @property
    def pictures(self) -> Path:
        """Those kept for looking at them offline. What is deleted there is fetched again."""
        return self.folder / "pictures"

    @property
    def added_pictures(self) -> Path:
        """Those added here. Until the team has one, this is the only copy."""
        return self.folder / "added pictures"

    def device(self, role: str) -> Path:
        return self.folder / f"device-{role.replace(' ', '-')}.json"

    @property
    def window_state(self) -> Path:
        return self.folder / "window.ini"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def crashes(self) -> Path:
        """Reports of our own mistakes."""
        return self.folder / "crashes"

    @property
    def lock(self) -> Path:
        return self.folder / "window.lock"
