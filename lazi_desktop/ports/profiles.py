"""The profiles on this computer, as the window lists, switches and keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from lazi_desktop.domain.profile import Profile, ProfileColour


class ProfileState(StrEnum):
    HERE = "here"
    ELSEWHERE = "elsewhere"
    """In another window of this computer."""
    READY = "ready"
    NOT_SET_UP = "not set up"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class ListedProfile:
    profile: Profile
    state: ProfileState


@dataclass(frozen=True, slots=True)
class UnsentEdit:
    """`value` is text for people."""

    entry: str
    field: str
    value: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyHere:
    """What of a profile this computer alone has."""

    edits: int = 0
    """That the shared database does not have yet."""
    entries: Sequence[str] = ()
    """Whose edits these are: the first ones, by code and name."""
    more_entries: int = 0
    drafts: int = 0
    """Typed and not recorded."""
    pictures: int = 0
    """Added, and named by such edits."""
    hub: bool = False
    """The shared database itself, which is the built-in one."""
    unreadable: str = ""
    """Why nobody can tell."""

    @property
    def is_anything(self) -> bool:
        return bool(self.edits or self.drafts or self.pictures or self.unreadable)


class Profiles(Protocol):
    """All but the last three block on the disk: not for the UI thread."""

    @property
    def current(self) -> Profile:
        """The one that the window shows. Does not block."""

    def listed(self) -> Sequence[ListedProfile]: ...

    def create(self, name: str, colour: ProfileColour) -> Profile:
        """Raises ConfigurationProblem: the name does not serve, or the file cannot be written."""

    def rename(self, profile: Profile, name: str) -> Profile:
        """Raises ConfigurationProblem as `create`."""

    def recolour(self, profile: Profile, colour: ProfileColour) -> Profile:
        """Raises ConfigurationProblem: the file cannot be written."""

    def export(self, profile: Profile, file: Path) -> Sequence[str]:
        """Settings without secrets and how the window is arranged. Returns what is in it, in words.

        Raises:
            ConfigurationProblem: it cannot be written.
        """

    def bring_in(self, file: Path) -> Profile:
        """What `export` wrote becomes a new profile.

        Raises:
            ConfigurationProblem: it is no such file, or its settings do not fit.
        """

    def only_here(self, profile: Profile) -> OnlyHere: ...

    def unsent(self, profile: Profile) -> Sequence[UnsentEdit]:
        """Raises WorkspaceProblem: it cannot be read."""

    def reset(self, profile: Profile) -> None:
        """Sets its local copy aside, which is filled again from the shared database. It must be open nowhere.

        Raises:
            LaziError: it is in use, or cannot be moved; nothing was changed.
        """

    def forget(self, profile: Profile) -> None:
        """Removes file, folder and secrets; those that another profile uses stay. It must be open nowhere. Where nobody
        can tell which folder is its own, the file alone goes, and is set aside.

        Raises:
            LaziError: it is in use, or cannot be removed.
        """

    def check(self, profile: Profile) -> None:
        """Before `switch`. Where it is open elsewhere, that window comes to the front.

        Raises:
            LaziError: it cannot be opened, or is open elsewhere.
        """

    # ------------------------------------------------------------------------------------------ on the UI thread

    def switch(self, profile: Profile) -> None:
        """Closes this window, unless the person wants to stay, and opens the other one's, after `check`."""

    def reset_here(self) -> None:
        """Closes this window, resets its profile and opens it again."""

    def forget_here(self) -> None:
        """Closes this window, forgets its profile and opens another one."""
