"""What is said of people: their roles, where they stand, and what was done about them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.errors import HubRefused, InvalidValue, LaziError
from lazi_desktop.domain.team import Level, Member, MemberState
from lazi_desktop.ports.team import TeamDeed, TeamRead
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme.chips import Chip
from lazi_desktop.ui.theme.tokens import Role


def level_title(level: str) -> str:
    """As it came, for a role that a later version knows."""
    return {
        "viewer": _tr("Viewer"),
        "estimator": _tr("Estimator"),
        "manager": _tr("Manager"),
        "admin": _tr("Admin"),
    }.get(level, level)


def level_says(level: Level) -> str:
    """What somebody with this role may do, in one line."""
    return {
        "viewer": _tr("Looks at everything, and changes nothing."),
        "estimator": _tr("Builds kits and proposes changes, but no prices."),
        "manager": _tr("Changes everything, answers proposals, pushes."),
        "admin": _tr("All that, and the people of the team."),
    }[level]


def state_chip(state: MemberState) -> Chip:
    return {
        MemberState.INVITED: Chip(_tr("Invited"), Role.ACCENT),
        MemberState.ACTIVE: Chip(_tr("Active"), Role.PROVED),
        MemberState.DISABLED: Chip(_tr("Disabled"), Role.NEUTRAL),
    }[state]


def named(member: Member) -> str:
    """Their name, else their login; and whether it is the one who reads it."""
    name = member.name or member.login
    return _tr("{name} (you)").format(name=name) if member.is_me else name


def edits_words(member: Member) -> str:
    """`37 edits and 2 proposals`; "" for none."""
    edits = counted(member.pending, _tr("edit"), _tr("edits")) if member.pending else ""
    proposals = counted(member.proposed, _tr("proposal"), _tr("proposals")) if member.proposed else ""
    if edits and proposals:
        return _tr("{edits} and {proposals}").format(edits=edits, proposals=proposals)
    return edits or proposals


def doing_words(deed: TeamDeed) -> str:
    """While it is under way."""
    return {
        TeamDeed.INVITE: _tr("Inviting…"),
        TeamDeed.CHANGE: _tr("Changing…"),
        TeamDeed.DISABLE: _tr("Disabling…"),
        TeamDeed.ENABLE: _tr("Enabling…"),
        TeamDeed.RENEW_PASSWORD: _tr("Setting the password…"),
        TeamDeed.CHANGE_MY_PASSWORD: _tr("Changing your password…"),
        TeamDeed.REASSIGN: _tr("Reassigning…"),
    }.get(deed, "")


def done_words(event: TeamRead) -> str:
    """Beside the row it was about."""
    moved = counted(event.count, _tr("edit or proposal"), _tr("edits and proposals"))
    return {
        TeamDeed.INVITE: _tr("Invited."),
        TeamDeed.CHANGE: _tr("Changed."),
        TeamDeed.DISABLE: _tr("Disabled."),
        TeamDeed.ENABLE: _tr("May come in again."),
        TeamDeed.RENEW_PASSWORD: _tr("Has a new first password."),
        TeamDeed.CHANGE_MY_PASSWORD: _tr("Your password is changed."),
        TeamDeed.REASSIGN: _tr("{moved} reassigned.").format(moved=moved),
    }.get(event.deed, "")


def refused_words(error: LaziError | None) -> str:
    """Who said it stands above the list: the hub's own words are enough."""
    whole = error.detail if isinstance(error, HubRefused | InvalidValue) and error.detail else str(error)
    return said(whole)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Team", text)
