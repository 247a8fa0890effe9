"""Which profile an invitation is for, when the program is started with one."""

from __future__ import annotations

from pathlib import Path

from lazi_desktop.app.first_run.reached import Reached, ReachedFile, Step, Way
from lazi_desktop.config.profiles import create_profile, list_profiles
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.hub_address import take_apart, with_project
from lazi_desktop.domain.invitation import SCHEME, Invitation, read_invitation
from lazi_desktop.domain.profile import Profile, free_colour, free_name
from lazi_desktop.ui.first_run.joining_forms import TeamPlace

_LONGEST_NAME = 40


def file_for(invitation: str, file: Path) -> tuple[Path, str]:
    """The settings to open, and the invitation as far as it is still to be taken: "" for a team that was joined before,
    and a file's whole path, for another process may read it.

    `file`: what would be opened without it. Where that is another team's, a profile is made for this one. What cannot
    be read is told where invitations are read.
    """
    if not _is_link(invitation):
        invitation = str(Path(invitation).absolute())
    try:
        wanted = _read(invitation)
    except (InvalidValue, OSError, ValueError):
        return file, invitation
    known, team = list_profiles(), _team(wanted.hub, wanted.tenant, wanted.environment)
    for profile in known:
        if team is not None and not profile.problem and _team_of(profile) == team:
            return profile.file, "" if profile.is_configured else invitation
    if not load_settings(file).is_configured:
        return file, invitation
    name = wanted.team or f"{wanted.tenant} ({wanted.environment})"
    made = create_profile(free_name(name[:_LONGEST_NAME], known), free_colour(known))
    ReachedFile(made.folder).write(Reached(Way.JOIN, Step.SIGN_IN, TeamPlace.of(wanted).values()))
    return made.file, invitation


def _is_link(invitation: str) -> bool:
    return invitation.lower().startswith(f"{SCHEME}:")


def _read(invitation: str) -> Invitation:
    if _is_link(invitation):
        return read_invitation(invitation)
    return read_invitation(Path(invitation).read_text(encoding="utf-8"))


def _team_of(profile: Profile) -> tuple[str, ...] | None:
    """Of one that nobody has joined in yet, the team that somebody was about to join."""
    if profile.is_configured:
        settings = load_settings(profile.file)
        return _team(settings.hub.url, profile.tenant, profile.environment)
    reached = ReachedFile(profile.folder).read()
    if reached is None or reached.way is not Way.JOIN:
        return None
    place = TeamPlace.of_values(reached.values)
    return _team(place.hub, place.tenant, place.environment)


def _team(hub: str, tenant: str, environment: str) -> tuple[str, ...] | None:
    address = take_apart(hub)
    if address is None:
        return None
    address = with_project(address)
    return address.server.lower(), address.database, tenant, environment
