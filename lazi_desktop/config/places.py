"""Where resources and migrations lie, and where a profile keeps its files. Nothing else knows."""

from __future__ import annotations

import sys
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


def profiles_folder() -> Path:
    """Where the settings of all profiles but the main one lie."""
    return default_config_file().parent / "profiles"


def profile_folder(slug: str) -> Path:
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "profiles" / slug


def updates_folder() -> Path:
    """Of the program and the person, whichever profile is open."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "updates"


def installation_notes() -> list[Path]:
    """Where an installer may have said what kind it is: beside the program that runs, or one folder above it.

    In a Mac's app it is among the resources: what lies elsewhere in it has to be a program.
    """
    folder = Path(sys.executable).parent
    places = [folder, folder.parent]
    if sys.platform == "darwin":
        places.append(folder.parent / "Resources")
    return [place / "installed.toml" for place in places]


def bills_of_materials() -> list[Path]:
    """Folders where an installer may have said what the program is made of: beside it, above, or a Mac's resources."""
    folder = Path(sys.executable).parent
    return [at / "bill-of-materials" for at in (folder, folder.parent, folder.parent / "Resources")]


def default_profile_folder() -> Path:
    return profile_folder("default")


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
    def hub_certificate(self) -> Path:
        """Of the authority that vouches for the hub's server, as it came with an invitation."""
        return self.folder / "hub-authority.pem"

    @property
    def tried_hub_certificate(self) -> Path:
        """One that has not proved itself yet."""
        return self.folder / "hub-authority-tried.pem"

    @property
    def first_run(self) -> Path:
        """How far a first run came."""
        return self.folder / "first-run.json"

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

    def sync_status(self, role: str) -> Path:
        """What a `sync` of this profile does, for `status`."""
        return self.folder / f"status-{role.replace(' ', '-')}.json"

    def sync_statuses(self) -> list[Path]:
        """Of all that ran here, also of those that do no more."""
        return sorted(self.folder.glob("status-sync*.json"))

    @property
    def write_scopes(self) -> Path:
        """What pushes showed the app to be allowed."""
        return self.folder / "scopes.json"

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

    @property
    def set_aside(self) -> Path:
        """What resetting the profile put away, each time in a folder of its own."""
        return self.folder / "set aside"

    @property
    def last_backup(self) -> Path:
        """When the last one was made, and where it is."""
        return self.folder / "last-backup.json"

    @property
    def backup_lock(self) -> Path:
        return self.folder / "backup.lock"

    @property
    def backup_work(self) -> Path:
        """What a backup, or bringing one back, puts together. Whole nowhere; removed by the next one."""
        return self.folder / "backup.unfinished"

    @property
    def restored_hub(self) -> Path:
        """Where the built-in PostgreSQL of a backup is built, beside the one in use."""
        return self.folder / "hub.restoring"

    @property
    def restore_notes(self) -> Path:
        """There while a backup is being brought back: what an interrupted one still has to do."""
        return self.folder / "restoring.json"

    @property
    def restore_lock(self) -> Path:
        return self.folder / "restoring.lock"
