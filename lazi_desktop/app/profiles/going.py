"""From one profile to another: checked while the window is still open, done once it is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lazi_desktop.app.profiles.keeper import ProfileKeeper
from lazi_desktop.app.single_instance import come_to_the_front
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.profiles import file_to_open
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.errors import ConfigurationProblem, LaziError
from lazi_desktop.domain.profile import Profile


class OpenElsewhere(LaziError):
    title = "This profile is open already"


@dataclass(frozen=True, slots=True)
class Going:
    """`errand` is done in between, while nobody has the profile open. `to` tells afterwards which one is opened."""

    to: Callable[[], Path]
    words: str
    """What is said meanwhile."""
    errand: Callable[[], None] | None = None
    done: str = ""
    """What is said in the next window, of an errand that went well."""


class WindowProfiles(ProfileKeeper):
    """Implements `ports.profiles.Profiles`. `go` closes the window, unless the person stays."""

    def __init__(self, current: Profile, go: Callable[[Going], None]) -> None:
        super().__init__(current)
        self._go = go

    def check(self, profile: Profile) -> None:
        if profile.problem:
            raise ConfigurationProblem(profile.problem)
        load_settings(profile.file)
        is_here = profile.file == self.current.file
        if not is_here and come_to_the_front(ProfilePlaces(profile.folder).lock):
            raise OpenElsewhere(f"The window of “{profile.name}” comes to the front.")

    def switch(self, profile: Profile) -> None:
        if profile.file != self.current.file:
            self._go(Going(lambda: profile.file, f"Opening “{profile.name}”…"))

    def reset_here(self) -> None:
        profile = self.current
        self._go(
            Going(
                lambda: profile.file,
                f"Setting the copy of “{profile.name}” aside…",
                partial(self.reset, profile),
                f"What was here is kept for 30 days in {ProfilePlaces(profile.folder).set_aside}. The pricebook is"
                " filled again from the shared database.",
            )
        )

    def forget_here(self) -> None:
        profile = self.current
        self._go(
            Going(
                file_to_open,
                f"Forgetting “{profile.name}”…",
                partial(self.forget, profile),
                f"“{profile.name}” is forgotten on this computer.",
            )
        )
