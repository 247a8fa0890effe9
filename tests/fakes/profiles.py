"""Profiles in memory: what is asked of them is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lazi_desktop.domain.errors import ConfigurationProblem, LaziError
from lazi_desktop.domain.profile import Profile, ProfileColour, check_name
from lazi_desktop.ports.profiles import ListedProfile, OnlyHere, ProfileState, UnsentEdit


def a_profile(name: str, colour: ProfileColour = "blue", **more: object) -> Profile:
    slug = name.lower().replace(" ", "-")
    given = {"tenant": "123", "environment": "production", "is_configured": True, **more}
    return Profile(
        slug=slug,
        name=name,
        colour=colour,
        file=Path(f"/profiles/{slug}.toml"),
        folder=Path(f"/data/{slug}"),
        **given,  # type: ignore[arg-type]
    )


class FakeProfiles:
    """Implements `ports.profiles.Profiles`. The first one is that of the window."""

    def __init__(self, *profiles: Profile) -> None:
        self.profiles = list(profiles)
        self.states: dict[str, ProfileState] = {}
        self.found = OnlyHere()
        self.edits: Sequence[UnsentEdit] = ()
        self.asked: list[tuple[str, ...]] = []
        self.refuses: LaziError | None = None

    @property
    def current(self) -> Profile:
        return self.profiles[0]

    def listed(self) -> Sequence[ListedProfile]:
        return [ListedProfile(one, self._state(one)) for one in self.profiles]

    def create(self, name: str, colour: ProfileColour) -> Profile:
        self._note("create", name, colour)
        made = a_profile(name, colour, tenant="", is_configured=False)
        self.profiles.append(made)
        return made

    def rename(self, profile: Profile, name: str) -> Profile:
        if problem := check_name(name, [one for one in self.profiles if one != profile]):
            raise ConfigurationProblem(problem)
        return self._replace(profile, replace(profile, name=name))

    def recolour(self, profile: Profile, colour: ProfileColour) -> Profile:
        return self._replace(profile, replace(profile, colour=colour))

    def export(self, profile: Profile, file: Path) -> Sequence[str]:
        self._note("export", profile.slug, str(file))
        return ["the settings"]

    def bring_in(self, file: Path) -> Profile:
        self._note("bring in", str(file))
        made = a_profile(file.stem)
        self.profiles.append(made)
        return made

    def only_here(self, profile: Profile) -> OnlyHere:
        return self.found

    def unsent(self, profile: Profile) -> Sequence[UnsentEdit]:
        return self.edits

    def reset(self, profile: Profile) -> None:
        self._note("reset", profile.slug)

    def forget(self, profile: Profile) -> None:
        self._note("forget", profile.slug)
        self.profiles.remove(profile)

    def check(self, profile: Profile) -> None:
        if self.refuses is not None:
            raise self.refuses

    def switch(self, profile: Profile) -> None:
        self._note("switch", profile.slug)

    def reset_here(self) -> None:
        self._note("reset here")

    def forget_here(self) -> None:
        self._note("forget here")

    def _note(self, *what: str) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.asked.append(what)

    def _replace(self, profile: Profile, changed: Profile) -> Profile:
        self.profiles[self.profiles.index(profile)] = changed
        return changed

    def _state(self, profile: Profile) -> ProfileState:
        if profile == self.current:
            return ProfileState.HERE
        return self.states.get(profile.slug, ProfileState.READY)
