"""The profiles on this computer, kept: listed with their state, made, handed on, reset and forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from lazi_desktop.app.profiles import archive
from lazi_desktop.app.profiles.folders import remove, set_aside
from lazi_desktop.app.remote import APP_KEY, CLIENT_SECRET, secret_name
from lazi_desktop.app.session import hub_password_name, secrets_of
from lazi_desktop.app.single_instance import is_open
from lazi_desktop.config.places import ProfilePlaces, default_profile_folder, profile_folder
from lazi_desktop.config.profiles import (
    create_profile,
    list_profiles,
    profile_of,
    recolour_profile,
    remove_profile,
    rename_profile,
    set_file_aside,
)
from lazi_desktop.config.settings import Settings, load_settings
from lazi_desktop.domain.errors import ConfigurationProblem, LaziError
from lazi_desktop.domain.profile import MAIN, Profile, ProfileColour
from lazi_desktop.ports.profiles import ListedProfile, OnlyHere, ProfileState, UnsentEdit

_UNKNOWN = "The settings of “{name}” cannot be read, so it may use the same folder. Mend or forget it first: {problem}"


class ProfileKeeper:
    """Implements of `ports.profiles.Profiles` what needs no window. `current` is the profile that the window shows."""

    def __init__(self, current: Profile) -> None:
        self._current = current

    @property
    def current(self) -> Profile:
        return self._current

    def listed(self) -> Sequence[ListedProfile]:
        """With that of the window, also where its file is in no list."""
        known = list_profiles()
        if all(one.file != self._current.file for one in known):
            known = [profile_of(self._current.file), *known]
        return [ListedProfile(one, self._state(one)) for one in known]

    def create(self, name: str, colour: ProfileColour) -> Profile:
        return create_profile(name, colour)

    def rename(self, profile: Profile, name: str) -> Profile:
        return self._kept(rename_profile(profile, name))

    def recolour(self, profile: Profile, colour: ProfileColour) -> Profile:
        return self._kept(recolour_profile(profile, colour))

    def export(self, profile: Profile, file: Path) -> Sequence[str]:
        return archive.export(profile, file)

    def bring_in(self, file: Path) -> Profile:
        return archive.bring_in(file)

    def only_here(self, profile: Profile) -> OnlyHere:
        from lazi_desktop.images.added import AddedPictureFiles
        from lazi_desktop.store.workspace.only_here import unshared_in

        if not profile.is_folder_known:
            return OnlyHere()
        places = ProfilePlaces(profile.folder)
        hub = places.hub.is_dir()
        try:
            found = unshared_in(places.workspace)
        except LaziError as problem:
            return OnlyHere(unreadable=problem.detail or str(problem), hub=hub)
        here = set(AddedPictureFiles(places.added_pictures).digests()) if found.pictures else set()
        return OnlyHere(
            edits=found.edits,
            entries=found.entries,
            more_entries=found.entry_count - len(found.entries),
            drafts=found.drafts,
            pictures=len(here & set(found.pictures)),
            hub=hub,
        )

    def unsent(self, profile: Profile) -> Sequence[UnsentEdit]:
        from lazi_desktop.store.workspace.only_here import unshared_edits

        return unshared_edits(ProfilePlaces(profile.folder).workspace, UnsentEdit)

    def reset(self, profile: Profile) -> None:
        set_aside(ProfilePlaces(profile.folder), datetime.now(UTC))

    def forget(self, profile: Profile) -> None:
        if not profile.is_folder_known:
            set_file_aside(profile)
            return
        others = [one for one in list_profiles() if one.file != profile.file]
        for one in others:
            if not one.is_folder_known:
                raise ConfigurationProblem(_UNKNOWN.format(name=one.name, problem=one.problem))
        folder, used = profile.folder.resolve(), [one.folder.resolve() for one in others]
        if folder not in used:
            is_shared = any(one.is_relative_to(folder) for one in used)
            remove(ProfilePlaces(profile.folder), is_ours=_is_ours(profile) and not is_shared)
        if not profile.problem:
            _forget_secrets(load_settings(profile.file), others)
        remove_profile(profile)

    def _kept(self, changed: Profile) -> Profile:
        if changed.file == self._current.file:
            self._current = changed
        return changed

    def _state(self, profile: Profile) -> ProfileState:
        if profile.file == self._current.file:
            return ProfileState.HERE
        if profile.problem:
            return ProfileState.BROKEN
        if is_open(ProfilePlaces(profile.folder).lock):
            return ProfileState.ELSEWHERE
        return ProfileState.READY if profile.is_configured else ProfileState.NOT_SET_UP


def _is_ours(profile: Profile) -> bool:
    """Whether the program chose the folder: then nothing but its own is in it."""
    if profile.folder in (default_profile_folder(), profile_folder(profile.slug or MAIN)):
        return True
    named = profile.slug in ("", MAIN) or bool(profile.problem)
    return not named and not load_settings(profile.file).is_said_by_file("profile")


def _forget_secrets(settings: Settings, others: Sequence[Profile]) -> None:
    """Those that no other profile signs in with. Raises ConfigurationProblem: the keyring does not open."""
    needed: set[str] = set()
    for one in others:
        try:
            needed |= _secret_names(load_settings(one.file))
        except ConfigurationProblem:
            continue  # it signs in nowhere before somebody has mended it
    secrets = secrets_of(settings)
    for name in sorted(_secret_names(settings) - needed):
        secrets.forget(name)


def _secret_names(settings: Settings) -> set[str]:
    names = {secret_name(settings.servicetitan, what) for what in (CLIENT_SECRET, APP_KEY)}
    return names | {hub_password_name(settings)} if settings.hub.url else names
